"""Marks: how many entries the ledger had and what its last hash was, signed, in one word that any file can carry.

A mark stands in the manifest of every build, in every snapshot, report and mail. Whoever keeps one of them can prove
later that the ledger of that time was cut or replaced.
"""

import re
from dataclasses import dataclass

from include.ledger.signing import is_signed, key_id, public_text, sign, signing_key

PURPOSE = "mark"
PATTERN = re.compile(r"press-ledger:(\d{1,18}):([0-9a-f]{64})(?::([0-9a-f]{16}):([0-9a-f]{128}))?")


@dataclass(frozen=True, order=True)
class Mark:
    """A state of the ledger; key_id and signature are empty where a reader sees the short form."""

    count: int
    head: str
    key_id: str = ""
    signature: str = ""

    @property
    def short(self) -> str:
        """The form that people can read out: count and head."""
        return f"press-ledger:{self.count}:{self.head}"

    def __str__(self) -> str:
        """Return the whole mark, with its signature where it has one."""
        return f"{self.short}:{self.key_id}:{self.signature}" if self.signature else self.short

    def is_signed_by(self, publics: dict[str, str]) -> bool:
        """Return whether one of the known public keys, by key id, signed this mark."""
        public = publics.get(self.key_id)
        return public is not None and is_signed(public, PURPOSE, self.short, self.signature)


def sign_mark(count: int, head: str) -> Mark:
    """Return the signed mark of a state of the ledger."""
    key = signing_key()
    mark = Mark(count, head)
    return Mark(count, head, key_id(public_text(key)), sign(key, PURPOSE, mark.short))


def marks_in(text: str) -> list[Mark]:
    """Return the marks that a text carries, in their order, each once."""
    found = (
        Mark(int(count), head, key or "", signature or "") for count, head, key, signature in PATTERN.findall(text)
    )
    return list(dict.fromkeys(found))
