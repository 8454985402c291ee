"""Whatever the umask of whoever starts us, what is written is for the user of the installation alone."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from include.settings import ROOT
from include.warehouse import build, dbt
from tests.system.production import lay_out_secrets


def run(words: str, **variables: str) -> str:
    """Run a command under the umask that most systems have, and return what it prints."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **variables}
    ended = subprocess.run(
        ["sh", "-c", f"umask 022 && exec {words}"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


def test_a_service_of_production_shares_nothing_that_it_writes(tmp_path: Path) -> None:
    lay_out_secrets(tmp_path / "secrets")
    printed = run(f"{ROOT / '.ci' / 'start'} sh -c umask", SECRETS_FOLDER=str(tmp_path / "secrets"))
    assert int(printed.strip(), 8) == 0o077


@pytest.mark.parametrize(("module", "work"), [(dbt, "run_dbt"), (build, "build_warehouse")])
def test_a_build_that_is_started_by_hand_shares_nothing_that_it_writes(
    module: ModuleType, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, work, lambda *_: SimpleNamespace(success=True))
    before = os.umask(0o022)
    module.main()
    assert os.umask(before) == 0o077


def test_the_command_line_makes_ledger_and_key_for_its_user_alone(home: Path) -> None:
    run(f"{sys.executable} -m include.cli decisions migrate", PRESS_HOME=str(home))
    made = [path for folder in ("ledger", "keys") for path in (home / folder, *(home / folder).rglob("*"))]
    assert {path.name for path in made} >= {"ledger.sqlite", "ledger.pem"}
    assert [path for path in made if path.stat().st_mode & 0o077] == []
