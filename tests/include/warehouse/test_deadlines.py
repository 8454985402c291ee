"""Due dates of a year, 2026 with Tết, the swapped Saturdays and the National Day, against a table made by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from include.reporting.remind import reminded_on
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
# Ten working days after a sheet was sent, over Tết (16 to 20 February), the swapped Saturday, 24 November; the second
# was sent on a Saturday off and counts as sent on the Friday before.
SHEETS = {
    "2026-02-06": "2026-02-27",
    "2026-02-14": "2026-03-06",
    "2026-08-14": "2026-08-27",
    "2026-11-16": "2026-12-01",
}
PAUSES = {"2026-08-24": "2026-08-14", "2026-11-25": "2026-11-13"}  # seven working days before the stop
BY_HAND = {
    "licence_end:tong_hop/tong_hop/GP@2026-02-17": "2026-02-17",
    "licence_end:bao_a/bao_a/GP@2026-12-31": "2026-12-31",
    "licence_end:gia_han/cu@2026-06-30": "2026-06-30",
    "annual_report:tong_hop@2026": "2026-01-14",
    "spokesperson_report:2026": "2026-12-19",
    "press_conference:hb-1": "2026-10-23",
    "unit_report:phuong_cua_nam/monthly_compliance/2026-11": "2026-11-16",
    "attestation:licences@2026-10-14": "2026-10-14",
    "attestation:licences@2026-11-14": "2026-11-14",
    "initial_information:vv-1": "2026-08-30",
    "spokesperson_list:so_vhtt/QD-1": "2026-07-04",
    "plan_task:nv_1": "2026-12-15",
    "conference_notice:2026-17": "2026-11-04",  # planned at 09:00 on the fifth
}
# The mornings of some of them in 2026: the days before and after the due date that the seed names.
MORNINGS = {
    "licence_end:tong_hop/tong_hop/GP@2026-02-17": "2026-01-18 2026-02-10 2026-02-17 2026-02-18 2026-03-19",
    "licence_end:bao_a/bao_a/GP@2026-12-31": "2026-10-02 2026-12-01 2026-12-24 2026-12-31",
    "correction:bao_a/kl-2026-02-16": "2026-02-17 2026-02-18 2026-02-19",
    "portal_remark:phuong_cua_nam/2026-01": "2026-02-24 2026-02-27 2026-02-28",
    "portal_remark:phuong_cua_nam/2026-08": "2026-08-24 2026-08-27 2026-08-28",
    "portal_pause:tn-2026-08-24": "2026-08-11 2026-08-13 2026-08-14 2026-08-15",
    "press_answer:2026-08-14-complaint_conclusion": "2026-08-14 2026-08-18 2026-08-20 2026-08-21 2026-08-22",
    "press_conference:hb-1": "2026-09-23 2026-10-16 2026-10-22 2026-10-24",
    "spokesperson_report:2026": "2026-11-19 2026-12-12 2026-12-18 2026-12-19 2026-12-20",
    "unit_report:phuong_cua_nam/monthly_compliance/2026-11": "2026-11-13 2026-11-15 2026-11-16 2026-11-17 2026-11-23",
    "annual_report:tong_hop@2026": "",
    "licence_end:gia_han/cu@2026-06-30": "",
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
    periods = ("2026-01", "2026-02", "2026-08", "2026-11")
    sheets = {f"portal_remark:phuong_cua_nam/{one}": due for one, due in zip(periods, SHEETS.values(), strict=True)}
    pauses = {f"portal_pause:tn-{starts}": due for starts, due in PAUSES.items()}
    return {**answers, **channels, **corrections, **sheets, **pauses, **BY_HAND}


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
    landing.add("unit_reports", LANDED, unit_id="ubnd_thanh_pho", report="spokesperson_yearly", period="2026",
                due_on=date(2026, 12, 19), received_on=None, register_row_id="pn")  # fmt: skip
    for complete_to in (date(2026, 10, 14), date(2026, 11, 14)):
        landing.add("attestations", LANDED, register="licences", complete_to=complete_to,
                    attested_on=date(complete_to.year, complete_to.month, 16),
                    register_row_id=f"att {complete_to}")  # fmt: skip
    fill_units(landing)
    landing.write()


def fill_units(landing: Landing) -> None:
    """Land what is due of units since July 2026, a licence that was renewed, and units that were merged and renamed."""
    landing.outlet("gia_han", "aggregator", LANDED, licence_number="cu", valid_to=date(2026, 6, 30))
    landing.add("licences", LANDED, outlet_id="gia_han", outlet_name="gia_han", organisation_name="org gia_han",
                kind="aggregator", legal_form="company", licensing_authority="city", domains="giahan.example.vn",
                issued_on=date(2026, 6, 15), licence_number="moi", valid_to=None, register_row_id="moi")  # fmt: skip
    for number, sent in zip(("2026-01", "2026-02", "2026-08", "2026-11"), SHEETS, strict=True):
        landing.add("portal_sheets", LANDED, unit_id="phuong_cua_nam", period=number, sent_on=date.fromisoformat(sent),
                    remark_received_on=date(2026, 11, 20) if number == "2026-11" else None,
                    register_row_id=number)  # fmt: skip
    for starts in PAUSES:
        landing.add("portal_pauses", LANDED, pause_id=f"tn-{starts}", unit_id="phuong_cu", is_force_majeure=False,
                    starts_on=date.fromisoformat(starts), register_row_id=starts)  # fmt: skip
    landing.add("portal_pauses", LANDED, pause_id="bat-kha-khang", unit_id="phuong_cu", is_force_majeure=True,
                starts_on=date(2026, 9, 10), register_row_id="bkk")  # fmt: skip
    happened = datetime(2026, 8, 29, 13, tzinfo=UTC)  # 20:00 in Hanoi
    landing.add("urgent_matters", LANDED, matter_id="vv-1", unit_id="so_vhtt", subject="-", occurred_at=happened,
                received_at=happened, register_row_id="vv-1")  # fmt: skip
    landing.add("press_conference_notices", LANDED, notice_id="2026-17",
                received_at=datetime(2026, 11, 3, 1, tzinfo=UTC), planned_at=datetime(2026, 11, 5, 2, tzinfo=UTC),
                register_row_id="2026-17")  # fmt: skip
    landing.add("spokesperson_lists", LANDED, unit_id="so_vhtt", decision_number="QD-1",
                assigned_at=datetime(2026, 7, 3, 9, tzinfo=UTC), register_row_id="QD-1")  # fmt: skip
    for task, status in (("nv_1", "in_progress"), ("nv_2", "stopped")):
        landing.add("plan_tasks", LANDED, task_id=task, lead_unit_id="so_vhtt", status=status,
                    due_on=date(2026, 12, 15), register_row_id=task)  # fmt: skip
    for unit, name, first, last, successor in (
        ("phuong_cu", "Phường Cũ", date(2025, 7, 1), date(2026, 8, 15), "phuong_cua_nam"),
        ("phuong_cua_nam", "Phường Cửa Nam", date(2025, 7, 1), date(2026, 8, 15), None),
        ("phuong_cua_nam", "Phường Cửa Nam Mới", date(2026, 8, 16), None, None),
    ):
        landing.add("units", LANDED, unit_id=unit, unit_name=name, kind="ward", effective_from=first, effective_to=last,
                    successor_unit_id=successor, register_row_id=f"{unit} {first}")  # fmt: skip


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


def test_the_mornings_of_the_year_on_which_people_are_reminded_are_those_of_the_table(
    deadlines: dict[str, dict[str, Any]],
) -> None:
    last: dict[str, date] = {}
    found: dict[str, list[str]] = {key: [] for key in MORNINGS}
    for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(365)):
        listed = [row for rows in reminded_on(list(deadlines.values()), day, last).values() for row in rows]
        last |= {row["deadline_id"]: day for row in listed}
        for row in listed:
            if row["deadline_id"] in found:
                found[row["deadline_id"]].append(str(day))
    assert {key: " ".join(days) for key, days in found.items()} == MORNINGS


def test_a_licence_that_was_renewed_and_a_register_attested_anew_are_done(deadlines: dict[str, dict[str, Any]]) -> None:
    assert str(deadlines["licence_end:gia_han/cu@2026-06-30"]["done_on"]) == "2026-06-15"
    assert str(deadlines["attestation:licences@2026-10-14"]["done_on"]) == "2026-11-16"
    assert deadlines["attestation:licences@2026-11-14"]["done_on"] is None


def test_a_unit_is_named_as_it_is_called_now_and_a_merged_one_with_who_took_over(
    deadlines: dict[str, dict[str, Any]],
) -> None:
    assert deadlines["portal_remark:phuong_cua_nam/2026-08"]["subject_name"] == "Phường Cửa Nam Mới"
    merged = deadlines["portal_pause:tn-2026-08-24"]["subject_name"]
    assert merged == "Phường Cũ (đơn vị tiếp nhận: Phường Cửa Nam Mới)"
    assert deadlines["press_conference:hb-1"]["subject_name"] == "Văn phòng Ủy ban nhân dân Thành phố"


def test_a_time_to_have_a_say_is_nobodys_duty(deadlines: dict[str, dict[str, Any]]) -> None:
    assert {row["deadline_kind"] for row in deadlines.values() if row["is_voluntary"]} == {
        "portal_remark", "conference_notice",
    }  # fmt: skip
