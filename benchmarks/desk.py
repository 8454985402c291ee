"""The review desk over 100,000 open findings: its queue, a page of a matter, and a page of evidence.

Pages are asked of the desk's own application in this process, without Airflow's sign-in and without a network, so the
figures are those of the desk alone; ``desk_load`` asks a real interface.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.desk_installation import archive, installation

Spent = tuple[float, float]
MATTERS, OUTLETS, ACTED = 100_000, 1_000, 300
PAGE_BYTES = 2_000_000


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


def _milliseconds(ask: Callable[[], Any]) -> Spent:
    """Return how long one page took by the clock, and of this process's processor time."""
    began, worked = time.perf_counter(), time.process_time()
    assert ask().status_code == 200
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def _median(ask: Callable[[], Any], times: int = 15) -> Spent:
    """Return the medians of some pages after the first."""
    ask()
    spent = [_milliseconds(ask) for _ in range(times)]
    return statistics.median(one[0] for one in spent), statistics.median(one[1] for one in spent)


def run() -> list[dict[str, Any]]:
    """Return the figures of the desk."""
    with installation(MATTERS, OUTLETS):
        from include.review import cases

        _act()
        archive(outlet_id := "outlet_1", PAGE_BYTES)
        client = _client()
        client.get("/desk.css")
        cases._copy.cache_clear()
        first = _milliseconds(lambda: client.get("/"))
        found = next(one for one in cases.matters() if one.outlet_id == outlet_id)
        finding = cases.findings_of(found.matter_id)[0].finding_id
        pages: dict[str, tuple[Spent, int]] = {
            f"queue of {MATTERS:,} findings, first page after a build": (first, 1000),
            "the same, later": (_median(lambda: client.get("/?state=all")), 1000),
            "the same, by rule and strength": (_median(lambda: client.get("/?rule=rule_3&strength=duty")), 1000),
            "page of a matter": (_median(lambda: client.get(f"/matters/{found.matter_id}")), 300),
            "page of evidence": (_median(lambda: client.get(f"/findings/{finding}")), 1000),
            f"its archived page of {PAGE_BYTES / 1e6:g} MB": (
                _median(lambda: client.get(f"/findings/{finding}/pages/latest")),
                1000,
            ),
        }
    rows = [_rows(what, spent, mark) for what, (spent, mark) in pages.items()]
    return [row for both in rows for row in both]


def _rows(what: str, spent: Spent, mark: int) -> list[dict[str, Any]]:
    """Return the figures of one page beside its mark, which is by the clock of a machine that does nothing else."""
    return [
        {"what": what, "value": round(spent[0]), "unit": "ms", "mark": f"≤ {mark}"},
        {"what": f"{what}, processor time", "value": round(spent[1]), "unit": "ms"},
    ]
