"""Due dates of a year, 2026 with Tết, the swapped Saturdays and the National Day, and the mails of its mornings.

Both are compared with tests/fixtures/deadlines_2026.csv, which was made by hand from the texts, the days off and the
swaps of the year: what is due when, on which mornings people are reminded, and when they are told that it is done.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from include.reporting import remind as reminders
from include.settings import ROOT, settings
from include.warehouse import published
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import Landing, installation

pytestmark = pytest.mark.slow
LANDED = date(2026, 12, 1)
RECEIVED = (
    "2026-07-01", "2026-07-31",
    "2026-08-14",  # 22 August is a working Saturday, 31 August is off
    "2026-08-21",
    "2026-08-22",  # received on the working Saturday itself
    "2026-08-24",
    "2026-08-28",  # before the National Day
    "2026-10-30",
    "2026-11-03",  # 24 November is off
    "2026-11-20",
)  # fmt: skip
KINDS = ("press_answer", "forwarded_opinion", "complaint_conclusion")
CHANNELS = ("2026-07-01", "2026-08-19", "2026-11-10")
CORRECTIONS = ("2026-02-13", "2026-02-16", "2026-08-30")
# Day of receipt, round, medium, refused in writing. The third round is owed under the old law alone.
REPLIES = (
    ("2026-02-14", 1, "daily", False), ("2026-06-30", 3, "broadcast", False), ("2026-07-01", 2, "daily", False),
    ("2026-07-01", 3, "daily", False), ("2026-07-02", 1, "weekly", False), ("2026-07-03", 1, "daily", True),
)  # fmt: skip
# Sent over Tết (16 to 20 February), the swapped Saturday, 24 November; the second on a Saturday off, which counts as
# the Friday before.
SHEETS = ("2026-02-06", "2026-02-14", "2026-08-14", "2026-11-16")
PAUSES = ("2026-08-24", "2026-11-25")
with (ROOT / "tests" / "fixtures" / "deadlines_2026.csv").open(encoding="utf-8") as lines:
    BY_HAND = {row["deadline_id"]: row for row in csv.DictReader(lines)}
with (ROOT / "dbt_project" / "seeds" / "reminders.csv").open(encoding="utf-8") as lines:
    TITLES = {row["deadline_kind"]: row["title_vi"] for row in csv.DictReader(lines)}
LINE = re.compile(r"^- (?P<title>[^:]+): .*; hạn (?P<due>\d\d/\d\d/2\d{3})")


def fill(landing: Landing) -> None:
    """Land the registers of the year."""
    landing.outlet("bao_a", "newspaper", LANDED, legal_form="press_agency", valid_to=date(2026, 12, 31))
    landing.outlet("tong_hop", "aggregator", LANDED, valid_to=date(2026, 2, 17))
    landing.outlet("dong_cua", "aggregator", LANDED, valid_to=date(2026, 5, 1), closed_on=date(2026, 3, 1))
    landing.listing("bao_a", date(2026, 11, 20))
    for received in RECEIVED:
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
    for received, round_number, medium, is_refused in REPLIES:
        landing.add("replies_due", LANDED, reply_number=received, outlet_id="bao_a", medium=medium, round=round_number,
                    is_refused_in_writing=is_refused, received_on=date.fromisoformat(received),
                    register_row_id=f"{received}#{round_number}")  # fmt: skip
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
def deadlines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """Build the year once and return the mart by id."""
    home = tmp_path_factory.mktemp("deadlines")
    with installation(home):
        fill(Landing())
        build_warehouse(None)
        yield {row["deadline_id"]: row for row in published.rows("from rpt_deadlines")}


def test_the_due_dates_of_a_year_are_those_of_the_table_and_no_others(deadlines: dict[str, dict[str, Any]]) -> None:
    assert len(BY_HAND) >= 40
    yearly = ("annual_report:", "spokesperson_report:")  # each year of the calendar has one
    found = {key: str(row["due_on"]) for key, row in deadlines.items() if not key.startswith(yearly) or key in BY_HAND}
    assert found == {key: row["due_on"] for key, row in BY_HAND.items()}


def test_what_a_register_shows_done_says_on_which_day(deadlines: dict[str, dict[str, Any]]) -> None:
    assert str(deadlines["annual_report:tong_hop@2026"]["done_on"]) == "2026-01-12"
    assert deadlines["press_conference:hb-1"]["done_on"] is None


def test_at_once_without_a_number_and_an_unknown_next_issue_have_no_date(deadlines: dict[str, Any]) -> None:
    assert not [key for key in deadlines if "tuan-" in key]


def test_only_what_concerns_an_outlet_makes_a_draft(deadlines: dict[str, dict[str, Any]]) -> None:
    kinds = {row["deadline_kind"] for row in deadlines.values() if row["is_of_outlet"]}
    assert kinds == {"licence_end", "annual_report", "channel_notice", "correction", "reply"}
    assert {row["deadline_kind"] for row in deadlines.values()} == set(TITLES) - {"notice_reply"}  # its case: the yml


def test_a_duty_whose_text_may_no_longer_be_in_force_says_so(deadlines: dict[str, dict[str, Any]]) -> None:
    by_kind: dict[str, set[Any]] = {}
    for row in deadlines.values():
        by_kind.setdefault(row["deadline_kind"], set()).add(row["in_force"])
    assert {kind for kind, found in by_kind.items() if "unknown" in found} == {"annual_report"}
    assert by_kind["channel_notice"] == by_kind["press_answer"] == by_kind["conference_notice"] == {"yes"}
    assert by_kind["attestation"] == {None}


def as_known(rows: dict[str, dict[str, Any]], morning: date) -> list[dict[str, Any]]:
    """Return the rows as registers have them on a morning: what was done on an earlier day is shown done."""
    return [
        row | {"done_on": row["done_on"] if row["done_on"] and row["done_on"] < morning else None}
        for row in rows.values()
    ]


def wanted_lines() -> Counter[tuple[str, str, str, str]]:
    """Return the lines of the year's mails by the table: morning, heading, what is due and until when."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for key, row in BY_HAND.items():
        due = date.fromisoformat(row["due_on"])
        told = (TITLES[key.partition(":")[0]], f"{due:%d/%m/%Y}")
        for morning in row["reminded_on"].split():
            left = (due - date.fromisoformat(morning)).days
            heading = "ĐÃ QUÁ HẠN" if left < 0 else "SẮP ĐẾN HẠN" if left else "ĐẾN HẠN HÔM NAY"
            found[(morning, heading, *told)] += 1
        if row["done_said_on"]:
            found[(row["done_said_on"], "ĐÃ XONG", *told)] += 1
    return found


def read_lines(morning: date, message: EmailMessage) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a mail says is due, by its heading; drafts to outlets stand below and are left out."""
    heading = ""
    for line in message.get_content().splitlines():
        heading = line if line.isupper() or line.startswith("DỰ THẢO") else heading
        found = LINE.match(line)
        if found and not heading.startswith("DỰ THẢO"):
            yield (str(morning), heading, found["title"], found["due"])


def test_the_mails_of_the_year_are_those_of_the_table(
    deadlines: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: dict[date, list[EmailMessage]] = {}
    monkeypatch.setenv("PRESS_OPERATORS", "truc@so.example.vn")
    settings.cache_clear()
    monkeypatch.setattr(reminders, "mail_server", nullcontext)
    for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(365)):
        monkeypatch.setattr(published, "rows", lambda _, day=day: as_known(deadlines, day))
        monkeypatch.setattr(
            reminders, "send_mail", lambda _, message, day=day: sent.setdefault(day, []).append(message)
        )
        reminders.remind(datetime(day.year, day.month, day.day, tzinfo=UTC))
    assert {len(mails) for mails in sent.values()} == {1}
    assert {mail["To"] for mails in sent.values() for mail in mails} == {"truc@so.example.vn"}
    assert Counter(line for day, (mail,) in sent.items() for line in read_lines(day, mail)) == wanted_lines()


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
