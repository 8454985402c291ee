"""The hash chain: how an entry's hash follows from its content and from the entry before it.

Every entry's hash covers the hash before it, so a change anywhere breaks the chain from there on.
"""

import hashlib
import json
import unicodedata
from datetime import date
from typing import Any

GENESIS = "0" * 64


def _plain(value: object) -> str:
    """Write a date or an instant as ISO 8601; refuse every other value that JSON has no type for."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept in the ledger")


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, letters composed (NFC)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain, allow_nan=False)
    return unicodedata.normalize("NFC", text)


def entry_hash(previous_hash: str, content: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, over the hash before and the content's canonical JSON."""
    return hashlib.sha256(f"{previous_hash}\n{canonical_json(content)}".encode()).hexdigest()
