"""Landing and warehouse are derived: thrown away and made again without the network, they are what they were."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from include.classification.classify import classify_days
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.landing.contract import tables
from include.registers.load import load_registers
from include.sample_city.declaration import DAYS, LIVE_DAY
from include.validation.gate import admit_days
from include.warehouse import published as copy
from include.warehouse.build import build_warehouse
from include.warehouse.catalogue import land_catalogue
from tests.conftest import forget

pytestmark = pytest.mark.slow
KEPT = frozenset(
    {"outlet_profiles", "outlet_domains"}
)  # what they were on a day is known from that day's landing alone


@pytest.fixture
def home(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copy the finished installation, of which nothing runs any more."""
    own = tmp_path / "home"
    shutil.copytree(published, own, symlinks=True, ignore=shutil.ignore_patterns("airflow", "logs"))
    for name in ("PRESS_PROFILES", "PRESS_REGISTERS", "PRESS_HOSTS_FILE"):
        monkeypatch.delenv(name, raising=False)  # the installation's own settings.env names them
    monkeypatch.setenv("PRESS_HOME", str(own))
    forget()
    yield own
    monkeypatch.undo()
    forget()


def landed_days() -> dict[tuple[str, date], str]:
    """Return the hash of the rows of every table and day of the landing, part by part."""
    found = {}
    for name in tables():
        for day in store.days(name):
            digest = hashlib.sha256(repr([p.part for p in store.partitions(name, [day])]).encode())
            digest.update(repr(store.read(name, [day]).to_pylist()).encode())
            found[name, day] = digest.hexdigest()
    return found


def marts() -> dict[str, list[str]]:
    """Return every row of every published mart, in an order of its own."""
    names = [row["name"] for row in copy.rows("select table_name as name from information_schema.tables")]
    return {name: sorted(map(repr, copy.rows(f"from {name}"))) for name in names}


def test_everything_derived_is_made_again_from_archive_registers_and_ledger(home: Path) -> None:
    landed, judged = landed_days(), marts()
    assert landed
    assert judged["fct_verdicts"]
    for name in sorted(set(tables()) - KEPT):
        shutil.rmtree(home / "landing" / name, ignore_errors=True)
    for name in ("warehouse", "published", "fingerprints"):
        shutil.rmtree(home / name)

    reextract_days(DAYS)
    load_registers(LIVE_DAY)
    land_catalogue(LIVE_DAY)
    for year in sorted({day.year for day in DAYS}):
        days = [day for day in DAYS if day.year == year]
        admit_days(days)
        classify_days(days)
    build_warehouse(None)

    assert landed_days() == landed
    again = marts()
    assert [name for name in judged if judged[name] != again.get(name)] == []
    assert set(again) == set(judged)
