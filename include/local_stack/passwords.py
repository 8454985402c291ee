"""The passwords of the stack's users, made before Airflow starts: Airflow would print those it makes into its log."""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path

BYTES = 12


def write_passwords(path: Path, users: Iterable[str]) -> None:
    """Give every user a password who has none yet, in a file that its owner alone can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(path.read_text(encoding="utf-8") or "{}") if path.exists() else {}
    whole = {user: known.get(user) or secrets.token_urlsafe(BYTES) for user in users}
    unfinished = path.with_suffix(".part")
    unfinished.touch(mode=0o600)  # closed before anything stands in it
    unfinished.write_text(json.dumps({**known, **whole}) + "\n", encoding="utf-8")
    unfinished.replace(path)
