"""Decompresses an HTTP body within a limit, so that a bomb costs no more than the limit."""

import zlib

GZIP_OR_ZLIB = 47  # zlib's window bits: 32 + 15, header detected
RAW_DEFLATE = -15
_CHARSETS = ("utf-8", "utf8", "unicode", "iso-8859-1", "windows-1258")  # old scripts give a charset as content coding
_NONE = frozenset(("", "identity", "none", *_CHARSETS))
_KNOWN = ("gzip", "x-gzip", "deflate")
_CODINGS = 3  # applied one after the other; more is a decompression bomb
_GZIP = b"\x1f\x8b"


class TooLargeError(ValueError):
    """A body is larger than the limit after decompression."""


class CutShortError(ValueError):
    """A compressed body is truncated."""


class UnknownCodingError(ValueError):
    """A content coding that was never offered, or bytes that are not in the coding they claim."""


def decompress(body: bytes, coding: str, limit: int) -> bytes:
    """Return the body without its content coding.

    Args:
        body: Bytes as received.
        coding: Value of Content-Encoding, several by commas in the order they were applied; empty for none.
        limit: Largest number of bytes to return.

    Raises:
        TooLargeError: The result would exceed the limit.
        CutShortError: The stream is truncated.
        UnknownCodingError: The coding is none of gzip, deflate, identity, a charset; or the bytes are not in it.
    """
    codings = [name for name in (part.strip().lower() for part in coding.split(",")) if name not in _NONE]
    unknown = next((name for name in codings if name not in _KNOWN), None)
    if unknown or len(codings) > _CODINGS:
        raise UnknownCodingError(f"content coding {coding[:40]!r} was not offered")
    if len(body) > limit and not codings:
        raise TooLargeError(f"more than {limit} bytes")
    for number, name in enumerate(reversed(codings)):
        if number and name != "deflate" and not body.startswith(_GZIP):
            break  # servers that name a coding twice often pack once; browsers show the page
        body = _undo(body, name, limit) if body else body
    return body


def _undo(body: bytes, coding: str, limit: int) -> bytes:
    """Return a body without one coding."""
    try:
        return _inflate(body, GZIP_OR_ZLIB, limit)
    except zlib.error as error:
        if coding == "deflate":  # some servers send deflate without the zlib header of RFC 9110, 8.4.1.2
            return _inflate_raw(body, limit)
        raise UnknownCodingError(f"not {coding}: {error}") from error


def _inflate_raw(body: bytes, limit: int) -> bytes:
    """Inflate a body that claims deflate and has no zlib header."""
    try:
        return _inflate(body, RAW_DEFLATE, limit)
    except zlib.error as error:
        raise UnknownCodingError(f"not deflate: {error}") from error


def _inflate(body: bytes, window_bits: int, limit: int) -> bytes:
    """Inflate one or more members, stopping just above the limit."""
    found = bytearray()
    while body:
        member = zlib.decompressobj(window_bits)
        found += member.decompress(body, limit + 1 - len(found))
        if len(found) > limit:
            raise TooLargeError(f"more than {limit} bytes after decompression")
        if not member.eof:
            raise CutShortError("the compressed body is cut short")
        body = member.unused_data if member.unused_data.startswith(_GZIP) else b""
    return bytes(found)
