"""Due dates of a year, 2026 with Tết, the swapped Saturdays and the National Day, against a table made by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from include.warehouse import published
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import BuiltCity, Landing, installation, lend_documentation

pytestmark = pytest.mark.slow
LANDED = date(2026, 12, 1)
# Receipt, then 30 days, 15 working days and 5 working days after it; the day of receipt is not counted.
ANSWERS = (
    ("2026-07-01", "2026-07-31", "2026-07-22", "2026-07-08"),
    ("2026-07-31", "2026-08-30", "2026-08-21", "2026-08-07"),
    ("2026-08-14", "2026-09-13", "2026-09-08", "2026-08-21"),  # 22 August is a working Saturday, 31 August is off
    ("2026-08-21", "2026-09-20", "2026-09-15", "2026-08-27"),
    ("2026-08-22", "2026-09-21", "2026-09-16", "2026-08-28"),  # received on the working Saturday itself
    ("2026-08-24", "2026-09-23", "2026-09-17", "2026-09-03"),
    ("2026-08-28", "2026-09-27", "2026-09-23", "2026-09-09"),  # before the National Day
    ("2026-10-30", "2026-11-29", "2026-11-20", "2026-11-06"),
    ("2026-11-03", "2026-12-03", "2026-11-25", "2026-11-10"),  # 24 November is off
    ("2026-11-20", "2026-12-20", "2026-12-14", "2026-11-30"),
)
KINDS = ("press_answer", "forwarded_opinion", "complaint_conclusion")
CHANNELS = {"2026-07-01": "2026-07-15", "2026-08-19": "2026-09-04", "2026-11-10": "2026-11-25"}
CORRECTIONS = {"2026-02-13": "2026-02-15", "2026-02-16": "2026-02-18", "2026-08-30": "2026-09-01"}  # calendar days
BY_HAND = {
    "licence_end:tong_hop/GP@2026-02-17": "2026-02-17",
    "licence_end:bao_a/GP@2026-12-31": "2026-12-31",
    "annual_report:tong_hop@2026": "2026-01-14",
    "spokesperson_report:2026": "2026-12-19",
    "press_conference:hb-1": "2026-10-23",
    "unit_report:phuong_cua_nam/monthly_compliance/2026-11": "2026-11-16",
    "attestation:licences": "2026-11-14",
}


def wanted() -> dict[str, str]:
    """Return the due date of each thing, by its id."""
    answers = {
        f"press_answer:{received}-{kind}": due
        for received, *days in ANSWERS
        for kind, due in zip(KINDS, days, strict=True)
    }
    channels = {f"channel_notice:bao_a/Zalo/{opened}": due for opened, due in CHANNELS.items()}
    corrections = {f"correction:bao_a/kl-{received}": due for received, due in CORRECTIONS.items()}
    return {**answers, **channels, **corrections, **BY_HAND}


def fill(landing: Landing) -> None:
    """Land the registers of the year."""
    landing.outlet("bao_a", "newspaper", LANDED, legal_form="press_agency", valid_to=date(2026, 12, 31))
    landing.outlet("tong_hop", "aggregator", LANDED, valid_to=date(2026, 2, 17))
    landing.outlet("dong_cua", "aggregator", LANDED, valid_to=date(2026, 5, 1), closed_on=date(2026, 3, 1))
    landing.listing("bao_a", date(2026, 11, 20))
    for received, *_ in ANSWERS:
        for kind in KINDS:
            landing.add("press_requests", LANDED, request_id=f"{received}-{kind}", request_kind=kind, unit_id="so_vhtt",
                        received_on=date.fromisoformat(received), answered_on=None,
                        register_row_id=f"{received}-{kind}")  # fmt: skip
    for opened in CHANNELS:
        landing.add("channels", LANDED, outlet_id="bao_a", platform="Zalo", channel_name=opened,
                    opened_on=date.fromisoformat(opened), notified_on=None, register_row_id=opened)  # fmt: skip
    for medium in ("daily", "weekly"):
        for received in CORRECTIONS:
            number = f"kl-{received}" if medium == "daily" else f"tuan-{received}"
            landing.add("corrections_due", LANDED, conclusion_number=number, outlet_id="bao_a", medium=medium,
                        is_contested=False, received_on=date.fromisoformat(received),
                        register_row_id=number)  # fmt: skip
    landing.add("annual_reports", LANDED, outlet_id="tong_hop", report_year=2025, received_on=date(2026, 1, 12),
                register_row_id="bc")  # fmt: skip
    landing.add("press_conferences", LANDED, conference_id="hb-1", unit_id="van_phong_ubnd", kind="regular",
                held_on=date(2026, 7, 23), register_row_id="hb-1")  # fmt: skip
    landing.add("unit_reports", LANDED, unit_id="phuong_cua_nam", report="monthly_compliance", period="2026-11",
                due_on=date(2026, 11, 16), received_on=None, register_row_id="ur")  # fmt: skip
    landing.attest("licences", LANDED, date(2026, 11, 14))
    landing.write()


@pytest.fixture(scope="module")
def deadlines(built_city: BuiltCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """Build the year once and return the mart by id."""
    home = tmp_path_factory.mktemp("deadlines")
    lend_documentation(built_city, home)
    with installation(home):
        fill(Landing())
        build_warehouse(None)
        yield {row["deadline_id"]: row for row in published.rows("from rpt_deadlines")}


def test_the_due_dates_of_a_year_are_those_of_the_table_and_no_others(deadlines: dict[str, dict[str, Any]]) -> None:
    assert len(wanted()) >= 40
    repeated = ("annual_report:", "spokesperson_report:")  # each year of the calendar has one
    found = {
        key: str(row["due_on"]) for key, row in deadlines.items() if not key.startswith(repeated) or key in BY_HAND
    }
    assert found == wanted()


def test_what_a_register_shows_done_says_on_which_day(deadlines: dict[str, dict[str, Any]]) -> None:
    assert str(deadlines["annual_report:tong_hop@2026"]["done_on"]) == "2026-01-12"
    assert deadlines["press_conference:hb-1"]["done_on"] is None


def test_at_once_without_a_number_and_an_unknown_next_issue_have_no_date(deadlines: dict[str, Any]) -> None:
    assert not [key for key in deadlines if "tuan-" in key]


def test_only_what_concerns_an_outlet_makes_a_draft(deadlines: dict[str, dict[str, Any]]) -> None:
    kinds = {row["deadline_kind"] for row in deadlines.values() if row["is_of_outlet"]}
    assert kinds == {"licence_end", "annual_report", "channel_notice", "correction"}
