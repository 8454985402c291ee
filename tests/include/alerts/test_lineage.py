"""Events of lineage join the outlets to the report, and are what OpenLineage's consumers read."""

import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from include.alerts.lineage import RunState, event, flows, note
from include.landing.contract import tables
from include.settings import ROOT

AT = datetime(2026, 11, 14, 5, 0, tzinfo=UTC)
FROM_OUTSIDE = {"outlets", "registers", "mailboxes"}


def test_every_dag_says_what_it_reads_and_writes() -> None:
    assert set(flows()) == {path.stem for path in (ROOT / "dags").glob("*.py")}


def test_every_landing_table_has_a_writer_and_is_built_from() -> None:
    landed = {f"landing.{name}" for name in tables()}
    named = {name for reads, writes in flows().values() for name in (*reads, *writes) if name.startswith("landing")}
    assert named == landed
    assert landed <= {name for _, writes in flows().values() for name in writes}
    assert landed <= set(flows()["build_warehouse"][0])


def test_whatever_is_read_is_written_by_a_dag_or_comes_from_outside() -> None:
    written = {name for _, writes in flows().values() for name in writes}
    assert {name for reads, _ in flows().values() for name in reads} - written == FROM_OUTSIDE


def test_a_report_descends_from_the_outlets() -> None:
    known, before = {"reports"}, set[str]()
    while known != before:
        before = set(known)
        known |= {name for reads, writes in flows().values() if known & set(writes) for name in reads}
    assert known >= {"marts", "ledger", "landing.articles", "landing.admissions", "archive", "outlets", "registers"}


def test_an_event_has_what_the_specification_requires_and_one_id_for_a_run() -> None:
    start, end = (event("build_warehouse", "r1", state, AT) for state in (RunState.START, RunState.COMPLETE))
    assert start.keys() >= {"eventTime", "producer", "schemaURL", "run", "job", "inputs", "outputs"}
    assert str(uuid.UUID(start["run"]["runId"])) == end["run"]["runId"]
    assert event("build_warehouse", "r2", RunState.START, AT)["run"] != start["run"]
    assert start["job"] == {"namespace": "hanoi-press-compliance", "name": "build_warehouse"}
    assert {output["name"] for output in end["outputs"]} == {"marts"}


def test_events_are_lines_of_the_month_in_which_they_happened(home: Path) -> None:
    in_hanoi = datetime(2026, 12, 1, 6, 0, tzinfo=timezone(timedelta(hours=7)))
    note("ingest_outlets", "r1", RunState.START, AT)
    note("ingest_outlets", "r1", RunState.FAIL, in_hanoi)
    (path,) = (home / "lineage").iterdir()
    assert path.name == "2026-11.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["eventType"], line["eventTime"]) for line in lines] == [
        ("START", "2026-11-14T05:00:00+00:00"),
        ("FAIL", "2026-11-30T23:00:00+00:00"),
    ]
