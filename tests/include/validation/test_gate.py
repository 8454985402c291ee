"""The gate between landing and warehouse."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.errors import GateError
from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay
from include.quarantine.reasons import RELEASABLE
from include.quarantine.reasons import QuarantineReason as Reason
from include.settings import ROOT
from include.validation.gate import admit_days, known_outlets
from tests.support.killed_writes import killed_writing

DAY = date(2026, 11, 3)
ENGLISH = "The city council said on Monday that water will reach all communes next month. " * 4
Article = Callable[..., dict[str, Any]]
BAD: dict[Reason, dict[str, Any]] = {
    Reason.UNKNOWN_OUTLET: {"outlet_id": "bao_la"},
    Reason.WRONG_CHARSET: {"title": "Ti\ufffdu \ufffd"},
    Reason.TEXT_EMPTY: {"text": ""},
    Reason.MISSING_TITLE: {"title": " "},
    Reason.MISSING_PUBLISHED_DATE: {"published_at": None, "published_date": None},
    Reason.PUBLISHED_IN_FUTURE: {
        "published_at": datetime(2026, 11, 9, tzinfo=UTC),
        "published_date": date(2026, 11, 9),
    },
    Reason.PUBLISHED_ABSURDLY_EARLY: {
        "published_at": datetime(1970, 1, 1, tzinfo=UTC),
        "published_date": date(1970, 1, 1),
    },
    Reason.PUBLISHED_BEFORE_LICENCE: {
        "published_at": datetime(2019, 5, 5, tzinfo=UTC),
        "published_date": date(2019, 5, 5),
    },
    Reason.LANGUAGE_NOT_VIETNAMESE: {"text": ENGLISH},
    Reason.TEXT_TOO_SHORT: {"text": "Ngắn quá."},
    Reason.DUPLICATE_TITLE: {"title": "Bài số 1"},
    Reason.OUTSIDE_CONTRACT: {"published_precision": "hour"},
}


def _land(rows: list[dict[str, Any]]) -> None:
    for part in {(row["day"], row["outlet_id"]) for row in rows}:
        store.write("articles", part[0], [row for row in rows if (row["day"], row["outlet_id"]) == part], part[1])


@pytest.fixture(autouse=True)
def profiles(home: Path) -> None:
    facts = {
        "outlet_name": "Báo A",
        "kind": "newspaper",
        "domains": "x",
        "profile_sha256": "x",
        "is_verified": False,
        "is_followed": True,
    }
    store.write("outlet_profiles", DAY, [{"outlet_id": "bao_a", "day": DAY, **facts}])
    licence = {
        "licence_number": "1/GP", "outlet_id": "bao_a", "outlet_name": "Báo A", "organisation_name": "A",
        "legal_form": "press_agency", "kind": "newspaper", "licensing_authority": "ministry", "issuer": "x",
        "is_city_owned": False, "is_press_run": True, "is_domain_approved": True, "issued_on": date(2020, 1, 1),
        "register_row_id": "r", "file_name": "x", "file_sha256": "x", "sheet": "csv", "row_number": 2,
        "domains": "x", "day": DAY,
    }  # fmt: skip
    store.write("licences", DAY, [licence])


def test_every_reason_is_covered_here() -> None:
    order = list(Reason)
    assert set(BAD) == set(order[: order.index(Reason.OUTSIDE_CONTRACT) + 1])


def test_each_fault_is_quarantined_under_its_reason_and_good_articles_pass(article: Article) -> None:
    _land([article(1), *(article(n, **changed) for n, changed in enumerate(BAD.values(), start=10))])
    counts = admit_days([DAY])
    assert counts["reasons"] == {reason.value: 1 for reason in sorted(BAD)}
    assert (counts["articles"], counts["admitted"], counts["quarantined"]) == (len(BAD) + 1, 1, len(BAD))
    assert store.read("admissions", [DAY]).num_rows == store.read("articles", [DAY]).num_rows


@pytest.mark.parametrize("reason", list(BAD))
def test_each_reason_is_resolved_by_people_into_its_own_day(article: Article, reason: Reason) -> None:
    _land([article(1), article(2, **BAD[reason])])
    admit_days([DAY])
    (record,) = store.read("quarantined_records", [DAY]).to_pylist()
    is_released = reason in RELEASABLE
    repair = None if is_released else {"published_at": "2026-11-03T08:00:00+07:00"}
    act(
        record["quarantine_id"], "release" if is_released else "repair", "Đã xem.", actor="data_engineer", repair=repair
    )
    assert days_to_replay()["articles"] == [DAY]
    assert admit_days([DAY])["quarantined"] == 0
    assert days_to_replay()["articles"] == []


def test_a_discard_stays_aside(article: Article) -> None:
    _land([article(1, title=None)])
    admit_days([DAY])
    (record,) = store.read("quarantined_records", [DAY]).to_pylist()
    act(record["quarantine_id"], "discard", "Trang quảng cáo.", actor="data_engineer")
    assert admit_days([DAY])["quarantined"] == 1


def test_admitting_twice_changes_nothing(home: Path, article: Article) -> None:
    _land([article(1), article(2, title=None)])
    admit_days([DAY])
    before = {path: path.read_bytes() for path in home.rglob("*.parquet")}
    admit_days([DAY])
    assert before == {path: path.read_bytes() for path in home.rglob("*.parquet")}


def test_an_outlet_whose_landing_is_gone_is_forgotten(article: Article) -> None:
    _land([article(1), article(2, outlet_id="bao_b")])
    admit_days([DAY])
    store.remove("articles", DAY, "bao_b")
    admit_days([DAY])
    assert [found.part for found in store.partitions("admissions")] == ["bao_a"]


def test_days_without_articles_pass(article: Article) -> None:
    assert admit_days([DAY])["articles"] == 0
    store.write("articles", DAY, [], "bao_a")
    assert admit_days([DAY])["articles"] == 0
    assert store.partitions("admissions", [DAY])[0].part == "bao_a"


def test_a_day_mostly_quarantined_stops_and_other_days_pass(article: Article) -> None:
    bad = DAY + timedelta(days=1)
    _land([article(1), *(article(n, day=bad, title=None) for n in range(100, 160))])
    with pytest.raises(GateError, match="2026-11-04: quarantined_share is 1") as wrong:
        admit_days([DAY, bad])
    assert "docs/validation.md" in wrong.value.hint
    assert [found.day for found in store.partitions("admissions")] == [date(2026, 11, 3)]


def test_an_outlet_far_beyond_its_history_is_withheld_alone(article: Article) -> None:
    history = [article(1000 + back, day=DAY - timedelta(days=back)) for back in range(1, 7)]
    flood = [article(n, title=f"Tin {n} khác") for n in range(600)]
    (profile,) = store.read("outlet_profiles").to_pylist()
    store.write("outlet_profiles", DAY, [profile, profile | {"outlet_id": "bao_b"}])
    _land([*history, *flood, article(9000, outlet_id="bao_b")])
    with pytest.raises(GateError, match="bao_a: volume_ratio is 600"):
        admit_days([DAY])
    assert [found.part for found in store.partitions("admissions", [DAY])] == ["bao_b"]


def test_articles_of_a_past_interval_take_no_outlet_its_day(article: Article) -> None:
    history = [article(1000 + back, day=DAY - timedelta(days=back)) for back in range(1, 7)]
    past = [article(n, title=f"Tin {n} khác") for n in range(600)]
    found = [{k: row[k] for k in ("capture_id", "article_id", "outlet_id", "day")} for row in past]
    store.write("article_backfills", DAY, [row | {"sitemap": "s", "listed_on": DAY} for row in found], "bao_a")
    _land([*history, *past, article(9000)])
    assert admit_days([DAY])["admitted"] == 601


def test_a_collected_table_that_breaks_its_contract_stops_everything(article: Article) -> None:
    _land([article(1)])
    harvest = {
        "outlet_id": "bao_a",
        "scope": "moon",
        "address": "x",
        "outcome": "landed",
        "is_our_failure": False,
        "day": DAY,
    }
    store.write("harvests", DAY, [harvest], "bao_a")
    with pytest.raises(GateError, match="harvests: 1 rows fail: scope is present and is one of"):
        admit_days([DAY])
    assert store.partitions("admissions") == []


def test_outlets_are_known_by_profile_or_licence() -> None:
    assert known_outlets() == (["bao_a"], {"bao_a": date(2020, 1, 1)})


def test_without_registers_no_outlet_is_called_unknown(article: Article) -> None:
    store.remove("outlet_profiles", DAY)
    store.remove("licences", DAY)
    _land([article(1)])
    assert admit_days([DAY])["admitted"] == 1


KILLED = killed_writing("""
from include.validation.gate import admit_days
admit_days([date(2026, 11, 3)])
""")


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 2])
def test_a_kill_at_any_write_loses_and_doubles_nothing(home: Path, article: Article, at: int) -> None:
    _land([article(1), article(2, title=None)])
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(at)], env=environment, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    admit_days([DAY])
    assert store.read("admissions").num_rows == 2
    assert store.read("quarantined_records").num_rows == 1
