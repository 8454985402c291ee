"""Puts the certificates of a time stamp reply in the order that DER asks for; authorities often send them unsorted.

A SET OF is sorted in DER (X.690, 11.6), and strict readers refuse one that is not. The certificates are outside what is
signed, and sorting changes no length, so the reply stays the one that the authority gave.
"""

from dataclasses import dataclass

from include.errors import LedgerError

CERTIFICATES = 0xA0
SHORT_LENGTH = 0x80


@dataclass(frozen=True)
class _Element:
    """One element: its tag, where it begins, where its value begins, where it ends."""

    tag: int
    start: int
    value: int
    end: int


def _element(data: bytes, start: int) -> _Element:
    """Read the element that begins at an offset.

    Raises:
        LedgerError: The bytes end before it does.
    """
    if start + 2 > len(data):
        raise LedgerError("The time stamp reply ends too early.", hint="Ask the authority again.")
    length, value = data[start + 1], start + 2
    if length >= SHORT_LENGTH:
        size = length - SHORT_LENGTH
        length, value = int.from_bytes(data[value : value + size], "big"), value + size
    if value + length > len(data):
        raise LedgerError("The time stamp reply ends too early.", hint="Ask the authority again.")
    return _Element(data[start], start, value, value + length)


def _children(data: bytes, parent: _Element) -> list[_Element]:
    """Read the elements inside another."""
    found, at = [], parent.value
    while at < parent.end:
        found.append(_element(data, at))
        at = found[-1].end
    return found


def sort_certificates(reply: bytes) -> bytes:
    """Return a time stamp reply (RFC 3161) with the certificates of its token sorted.

    Raises:
        LedgerError: It is no reply that holds a token.
    """
    parts = _children(reply, _element(reply, 0))
    if len(parts) < 2:  # a status alone: the authority refused
        raise LedgerError("The authority gave no time stamp.", hint="Read its status; check PRESS_TIMESTAMP_URL.")
    token = _children(reply, parts[1])
    inner = _children(reply, token[1]) if len(token) > 1 else []
    signed_data = _children(reply, inner[0]) if inner else []
    for part in signed_data:
        if part.tag == CERTIFICATES:
            certificates = sorted(reply[one.start : one.end] for one in _children(reply, part))
            return reply[: part.value] + b"".join(certificates) + reply[part.end :]
    return reply
