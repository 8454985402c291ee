"""One side of a comparison is judged by a process that was told no secret and reaches no file of the installation."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from include.ledger.signing import prepare_key
from include.settings import ROOT, settings
from include.warehouse import judging

DAY = date(2026, 10, 17)
BEHIND = """
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from include.warehouse import fenced
sys.modules["include.warehouse.judging"] = judging = ModuleType("judging")
judging.judge = lambda project, first, last: print(Path(sys.argv[1]).read_text())
fenced.main(Path(sys.argv[2]), date(2026, 10, 17), date(2026, 10, 17), is_fenced=sys.argv[3] == "fenced")
"""


def test_the_process_is_told_where_it_works_and_no_secret(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_WAREHOUSE_URL", "postgresql://u:geheim@127.0.0.1/press")
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://u:geheim@127.0.0.1/airflow")
    monkeypatch.setenv("PRESS_LEDGER_URL", "postgresql://u:geheim@127.0.0.1/ledger")
    monkeypatch.setenv("PRESS_OBSERVED_SHARE_MINIMUM", "0.8")
    settings.cache_clear()
    home.mkdir(exist_ok=True)
    told = judging.environment()
    assert "geheim" not in str(told)
    assert str(settings().ledger_key) not in str(told)
    assert (told["PRESS_HOME"], told["PRESS_OBSERVED_SHARE_MINIMUM"]) == (str(home), "0.8")


@pytest.mark.parametrize("fence", ["fenced", "open"])
def test_what_a_project_runs_does_not_read_the_key(home: Path, fence: str) -> None:
    prepare_key()
    (key,) = settings().ledger_key.parent.iterdir()
    side, project = home / "beside-x", home / "changed"
    for folder in (side / "warehouse", side / "tmp", project):
        folder.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", BEHIND, str(key), str(project), fence],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PRESS_HOME": str(side)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("PRIVATE KEY" in done.stdout) == (fence == "open")
    assert ("PermissionError" in done.stderr) == (fence == "fenced")
