"""A backup that is killed has no name, and a restore that is killed is finished by the next run."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from include.custody.backup.create import backups, create_backup
from include.custody.backup.restore import verify_backup
from include.custody.withdraw import withdraw
from include.landing import store
from include.ledger.entries import entries
from include.ledger.verification import verify
from tests.include.custody.backup.conftest import NOW, PAGE, empty_place, files
from tests.support.kill_points import open_stage, spread

CREATE = """
from datetime import UTC, datetime
from include.custody.backup.create import create_backup
create_backup(datetime(2026, 11, 20, 3, tzinfo=UTC))
"""


def kept_facts(home: Path) -> dict[str, object]:
    """Return what a restore gives back, without the instant at which the page was withdrawn again."""
    found: dict[str, object] = {
        name: body
        for name, body in files(home).items()
        if not name.endswith(".index.jsonl") and not name.startswith("landing/")
    }
    for table in ("captures", "articles", "observations"):
        found[table] = sorted(map(repr, store.read(table).to_pylist()))
    return found


RESTORE = """
from include.custody.backup.restore import restore_backup
from include.settings import settings
restore_backup(settings().backups / "20261120T030000Z", "Đĩa hỏng", "x")
"""


@pytest.mark.slow
def test_a_backup_killed_at_its_writes_has_no_name_and_the_next_one_is_whole(kept: Path, home: Path) -> None:
    with open_stage("back up", CREATE, ["include.custody.backup.create"], {}) as backup:
        whole = backup.run(home)
        assert whole.ended == 0
        shutil.rmtree(kept / "20261120T030000Z")
        for killed_at in spread(len(whole.writes), 8):
            assert backup.run(home, killed_at).is_killed
            assert backups(kept) == []
        assert backup.run(home).ended == 0
    assert [path.name for path in kept.iterdir()] == ["20261120T030000Z"]
    assert verify_backup(kept / "20261120T030000Z")["ledger_entries"] == len(entries())


@pytest.mark.slow
def test_a_restore_killed_at_its_writes_is_finished_by_the_next(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press: Any
) -> None:
    create_backup(NOW)
    withdraw(PAGE, "Theo quyết định", "data_engineer")
    with open_stage("restore", RESTORE, ["include.custody.backup.restore"], {}) as restore:

        def run(name: str, killed_at: int = 0) -> tuple[list[str], dict[str, object]]:
            with empty_place(monkeypatch, home, tmp_path / name) as new:
                ended = restore.run(new, killed_at)
                writes = ended.writes
                if killed_at:
                    assert ended.is_killed
                    assert restore.run(new).ended == 0
                assert verify().is_unbroken
                logged = Counter(entry.kind for entry in entries())
                assert (logged["backup_restored"], logged["withdrawal"]) == (1, 1)
                assert not (new / ".restoring").exists()
                return writes, kept_facts(new)

        writes, unbroken = run("unbroken")
        for killed_at in spread(len(writes), 8):
            assert run(str(killed_at), killed_at)[1] == unbroken, writes[killed_at - 1]
