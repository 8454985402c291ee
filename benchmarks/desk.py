"""The review desk over 100,000 open findings: its queue, a page of a matter, and fifty reviewers at once.

The published copy is made here: 100,000 matters of 1,000 outlets with a finding each, none decided but some hundreds
acted on in a real ledger. Pages are asked of the desk's own application in this process, without Airflow's sign-in and
without a network, so the figures are those of the desk alone; fifty readers share one process and its lock.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

MATTERS, OUTLETS, ACTED = 100_000, 1_000, 300
READERS, ASKED_BY_EACH = 50, 6
TABLES = """
create table dim_outlets as
    select 'outlet_' || n as outlet_id, 'Trang ' || n as outlet_name, 'aggregator' as kind from range({outlets}) t(n);
create table dim_rules as
    select 'home_page_identity' as rule_id, 'Thông tin trên trang chủ' as title_vi, 'home_page' as grain;
create table fct_matters as
    select md5('m' || n) as matter_id, 'outlet_' || n % {outlets} as outlet_id, 'city' as jurisdiction,
        'home_page_identity' as rule_id, 'v1' as rule_version_id, 'duty' as strength, 'missing_twice' as cause,
        date '2026-01-01' + cast(n // {outlets} as integer) as first_day,
        date '2026-01-01' + cast(n // {outlets} as integer) as last_day, 1 as evidence_count, false as is_nameable,
        'waiting' as state
    from range({matters}) t(n);
create table fct_matter_findings as
    select matter_id, md5('f' || matter_id) as finding_id, first_day as finding_date from fct_matters;
create table fct_verdicts as
    select outlet_id, rule_id, 'not_met' as status, first_day as verdict_date from fct_matters;
create table fct_rule_quality as
    select 'home_page_identity' as rule_id, 40 as decisions, 0.9 as precision_share, 0.8 as precision_low,
        0.95 as precision_high;
"""


def _findings() -> str:
    """Return the statement that makes the findings, with every column that the desk reads."""
    from dataclasses import fields

    from include.review.cases import Finding

    known = {
        "finding_id": "belongs.finding_id", "outlet_id": "matters.outlet_id", "rule_id": "matters.rule_id",
        "rule_version_id": "'v1'", "evidence_key": "'k'", "strength": "'duty'", "cause": "'missing_twice'",
        "finding_date": "belongs.finding_date", "observed_value": "'contact_email'", "page_sha256": "md5('x')",
        "instrument": "'Nghị định 1'", "provision": "'Điều 1'", "threshold": "cast(null as double)",
    }  # fmt: skip
    columns = ", ".join(f"{known.get(one.name, 'cast(null as text)')} as {one.name}" for one in fields(Finding))
    return (
        f"create table fct_findings as select {columns} from fct_matter_findings as belongs "
        "inner join fct_matters as matters on belongs.matter_id = matters.matter_id"
    )


@contextmanager
def _installation() -> Iterator[None]:
    """Make an installation with a published copy and a ledger, and let this process read it."""
    import duckdb

    from include.settings import settings
    from include.warehouse.copying import DATABASE

    kept = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"PRESS_HOME": folder, "PRESS_REVIEWERS": "an", "PRESS_APPROVERS": "giang"})
        settings.cache_clear()
        build = settings().published / "builds" / "one"
        build.mkdir(parents=True)
        with duckdb.connect(build / DATABASE) as connection:
            connection.execute(TABLES.format(matters=MATTERS, outlets=OUTLETS))
            connection.execute(_findings())
        (settings().published / "current").symlink_to(Path("builds") / "one")
        yield
    os.environ.clear()
    os.environ.update(kept)
    settings.cache_clear()


def _act() -> None:
    """Decide some hundreds of matters, so that the ledger is not empty."""
    from include.review import cases
    from include.review.acts import person
    from include.review.decisions import Judgement, claim, decide
    from include.review.dossier import dossier_of

    who, at = person("an"), datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    for number, found in enumerate(cases.matters()[:ACTED]):
        facts = cases.facts_of(found, [])
        moment = at + timedelta(seconds=number)
        claim(facts, who, moment)
        seen = dossier_of(found.outlet_id).matter(found.matter_id).last_sequence
        text = f"Đã xem bản chụp số {number}: chân trang không ghi địa chỉ thư điện tử liên hệ của đơn vị {number}"
        decide(facts, Judgement("dismiss", "reading_wrong", text, seen), who, moment)


def _client() -> Any:
    """Return a client of the desk's application for somebody who is signed in."""
    from airflow.api_fastapi.core_api.security import get_user
    from fastapi.testclient import TestClient

    from include.review.acts import person
    from review_desk.desk import desk
    from review_desk.reviewers import evidence_reader, reader

    made = desk()
    for dependency in (get_user, reader, evidence_reader):
        made.dependency_overrides[dependency] = lambda: person("an")
    return TestClient(made)


def _milliseconds(ask: Callable[[], Any]) -> float:
    """Return how long one page took."""
    began = time.perf_counter()
    assert ask().status_code == 200
    return (time.perf_counter() - began) * 1000


def _median(ask: Callable[[], Any], times: int = 9) -> float:
    """Return the median of some pages after the first."""
    ask()
    return statistics.median(_milliseconds(ask) for _ in range(times))


def run() -> list[dict[str, Any]]:
    """Return the figures of the desk."""
    with _installation():
        from include.review import cases

        _act()
        client = _client()
        first = _milliseconds(lambda: client.get("/"))
        found = cases.matters()
        paths = [f"/matters/{found[n * 97].matter_id}" for n in range(READERS * ASKED_BY_EACH)]
        queue, matter = _median(lambda: client.get("/?state=all")), _median(lambda: client.get(paths[7]))
        with ThreadPoolExecutor(READERS) as readers:
            spent = sorted(readers.map(lambda path: _milliseconds(lambda: client.get(path)), paths))
    late = spent[int(len(spent) * 0.95)]
    return [
        _row(f"queue of {MATTERS:,} matters, first page after a build", first, 1000),
        _row(f"queue of {MATTERS:,} matters, median", queue, 1000),
        _row("page of a matter, median", matter, 300),
        _row(f"page of a matter, {READERS} readers at once in one process, p95", late, 300),
    ]


def _row(what: str, milliseconds: float, mark: int) -> dict[str, Any]:
    """Return one figure beside its mark."""
    return {"what": what, "value": round(milliseconds), "unit": "ms", "mark": f"≤ {mark}"}
