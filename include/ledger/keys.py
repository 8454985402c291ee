"""Finds which key signed which part of the ledger: trust starts at the key file and goes back through rotations."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Row

from include.errors import DeclarationError
from include.ledger.engine import writing
from include.ledger.entries import PURPOSE, Entry, insert_entry
from include.ledger.kinds import EntryKind
from include.ledger.signing import (
    is_signed,
    key_id,
    public_text,
    retire_replaced_key,
    sign,
    signing_key,
    write_rotated,
)
from include.text import has_words

CONSENT = "rotation"


@dataclass(frozen=True)
class KeyChain:
    """Public keys by the first sequence that each may sign, newest first; problem is empty when they are linked."""

    spans: tuple[tuple[int, str], ...]
    problem: str = ""

    def at(self, sequence: int) -> str:
        """Return the public key that signs at a sequence."""
        return next(public for first, public in self.spans if sequence >= first)

    @property
    def publics(self) -> dict[str, str]:
        """Every known public key by its id."""
        return {key_id(public): public for _, public in self.spans}


def key_chain(rows: Iterable[Row[Any]]) -> KeyChain:
    """Return the keys of a ledger, from the key file back through the rotations that each newer key has signed."""
    current, spans, problem = public_text(signing_key()), [], ""
    for row in sorted((row for row in rows if row.kind == EntryKind.KEY_ROTATED), key=lambda row: -row.sequence):
        payload = json.loads(row.payload)
        old, new = str(payload["old_public"]), str(payload["new_public"])
        is_linked = new == current and is_signed(current, PURPOSE, row.entry_hash, row.signature)
        if not (is_linked and is_signed(old, CONSENT, new, payload["consent"])):
            problem = f"entry {row.sequence} rotates a key that this installation does not know"
            break
        spans.append((row.sequence, current))
        current = old
    return KeyChain((*spans, (0, current)), problem)


def rotate_key(reason: str, actor: str) -> Entry:
    """Replace the key by a new one, recorded in an entry that the new key signs and the old one consents to.

    The file is replaced while every other writer waits. Killed in between, the next start finds the old key's copy and
    puts it back, or keeps it as retired where the entry was written.

    Raises:
        DeclarationError: The reason is empty.
    """
    if not has_words(reason):
        raise DeclarationError("A rotation of the key needs a reason.", hint="Say why the key is replaced.")
    with writing() as connection:
        old, new = signing_key(), Ed25519PrivateKey.generate()
        public = public_text(new)
        payload = {
            "old_public": public_text(old),
            "new_public": public,
            "consent": sign(old, CONSENT, public),
            "reason": reason.strip(),
        }
        write_rotated(old, new)
        entry = insert_entry(connection, EntryKind.KEY_ROTATED, key_id(public), payload, actor, None)
    retire_replaced_key()
    return entry
