"""Keeps the withdrawals of an installation beside its backups, signed, so that a restore repeats them."""

import json
from datetime import datetime
from pathlib import Path

from include.atomic import replacing
from include.errors import DeclarationError
from include.ledger.chain import canonical_json
from include.ledger.signing import is_signed, key_id, known_publics, public_text, sign, signing_key
from include.settings import settings

NOTED = "withdrawals.jsonl"
"""File beside the backups: what is withdrawn here is withdrawn again from each backup that is put back."""


def note_beside_backups(url: str, reason: str, actor: str, at: datetime) -> None:
    """Note a withdrawal beside the backups: a restore repeats it before anything opens."""
    if folder := settings().backups:
        folder.mkdir(parents=True, exist_ok=True)
        said = {"url": url, "reason": reason, "actor": actor, "at": at.isoformat(timespec="seconds")}
        key = signing_key()
        signed = {"key_id": key_id(public_text(key)), "signature": sign(key, NOTED, canonical_json(said))}
        path = folder / NOTED
        known = path.read_bytes() if path.exists() else b""
        with replacing(path) as stream:  # a line cut in half would stop every restore
            stream.write(known + (json.dumps(said | signed, ensure_ascii=False) + "\n").encode())


def noted_withdrawals(folder: Path) -> list[tuple[str, str, str]]:
    """Return address, reason and actor of the withdrawals that are noted beside backups.

    Raises:
        DeclarationError: A line was not signed by this installation: a stranger must not have pages erased.
    """
    path, publics = folder / NOTED, known_publics()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
        try:
            said = {name: str(json.loads(line)[name]) for name in ("url", "reason", "actor", "at")}
            key, signature = str(json.loads(line)["key_id"]), str(json.loads(line)["signature"])
        except (ValueError, LookupError, TypeError, RecursionError):
            key, signature, said = "", "", {}
        if not is_signed(publics.get(key, ""), NOTED, canonical_json(said), signature):
            raise DeclarationError(
                f"{path}, line {number}: no key of this installation signed it.",
                hint="After a rotation keep the younger key beside the key, under its name; else remove the line.",
            )
        found.append((said["url"], said["reason"], said["actor"]))
    return found
