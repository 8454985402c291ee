"""The stack's passwords are random, closed to others, and the same at the next start."""

import json
from pathlib import Path

from include.local_stack.passwords import write_passwords


def test_every_user_gets_one_that_stays_and_others_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "airflow" / "passwords.json"
    write_passwords(path, ["admin", "nguoi_duyet"])
    first = json.loads(path.read_text())
    assert len(set(first.values())) == 2
    assert min(map(len, first.values())) >= 16
    assert path.stat().st_mode & 0o077 == 0
    write_passwords(path, ["admin", "nguoi_duyet", "moi"])
    assert json.loads(path.read_text()).items() > first.items()
