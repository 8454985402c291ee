"""How the headers of our mails are written: the standard library's way, but for subject and sender.

The library's own folding drops the space between two encoded words, so that a Vietnamese subject of two lines arrives
with two of its words grown together (python/cpython#92081).
"""

from base64 import b64encode
from collections.abc import Iterator
from email.policy import EmailPolicy
from typing import Any

WORD_BYTES = 39
"""Of text in one encoded word: with its frame and the name of a header it fits a line of 78 letters, and a
department's name fits one word; some readers show a sender of two words with a space too many."""


class MailPolicy(EmailPolicy):
    """SMTP's policy, which keeps the spaces of subject and sender."""

    def fold(self, name: str, value: Any) -> str:
        """Write a header as text."""
        written = _written(name, value, self.linesep)
        return super().fold(name, value) if written is None else written

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header as bytes."""
        written = _written(name, value, self.linesep)
        return super().fold_binary(name, value) if written is None else written.encode("ascii")


def _written(name: str, value: Any, linesep: str) -> str | None:
    """Return subject or sender, folded; None for headers that the library writes correctly."""
    if str(value).isascii():
        return None
    if name.lower() == "subject":
        return f"{name}: {_encoded(str(value), linesep)}{linesep}"
    senders = list(getattr(value, "addresses", ())) if name.lower() == "from" else []
    if len(senders) == 1 and senders[0].addr_spec.isascii():
        return f"{name}: {_encoded(senders[0].display_name, linesep)}{linesep} <{senders[0].addr_spec}>{linesep}"
    return None


def _encoded(text: str, linesep: str) -> str:
    """Return a text as encoded words (RFC 2047), one a line."""
    words = (f"=?utf-8?b?{b64encode(part.encode()).decode('ascii')}?=" for part in _parts(text))
    return f"{linesep} ".join(words)


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts that fit an encoded word and neither begin nor end with a space, which readers drop."""
    while text:
        end = next((n for n in range(1, len(text)) if len(text[: n + 1].encode()) > WORD_BYTES), len(text))
        while 1 < end < len(text) and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        yield text[:end]
        text = text[end:]


MAIL = MailPolicy(linesep="\r\n")
