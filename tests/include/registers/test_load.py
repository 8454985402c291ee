"""How registers are landed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from include.errors import RegisterError
from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers import load as module
from include.registers.declaration import registers
from include.registers.load import load_registers, refuse_unreadable
from include.settings import ROOT
from tests.include.registers.conftest import first_sheet
from tests.support.killed_writes import killed_writing

DAY, NEXT = date(2026, 11, 14), date(2026, 11, 15)
Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


def _aside(day: date = DAY) -> list[dict[str, Any]]:
    return store.read("quarantined_records", [day]).to_pylist()


def _only() -> dict[str, Any]:
    (record,) = _aside()
    return record


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("name", sorted(registers()))
def test_good_rows_of_every_register_land(drop: Drop, good: Good, name: str, suffix: str) -> None:
    drop(name, good(name), file_name=f"{name}.{suffix}")
    assert load_registers(DAY) == {
        "registers": 1, "rows": 1, "landed": 1, "quarantined": 0, "sheets_quarantined": 0, "advice": 0,
        "missing": [], "ignored": [], "unreadable": {}, "not_replaced": [],
    }  # fmt: skip
    (row,) = store.read(name, [DAY]).to_pylist()
    assert (row["file_name"], row["row_number"], row["day"]) == (f"{name}.{suffix}", 2, DAY)


@pytest.mark.parametrize("name", sorted(registers()))
def test_bad_rows_of_every_register_are_quarantined_and_good_ones_land(drop: Drop, good: Good, name: str) -> None:
    required = next(c.name for c in registers()[name].columns if c.is_required)
    drop(name, good(name), dict.fromkeys(good(name), "=1+1") | {required: None})
    counts = load_registers(DAY)
    assert (counts["rows"], counts["landed"], counts["quarantined"]) == (2, 1, 1)
    assert _only()["reason"] == Reason.VALUE_MISSING


def test_a_quarantined_record_says_where_why_and_what_was_written(drop: Drop, good: Good) -> None:
    drop("plans", good("plans", issued_on="31/02/2021"))
    load_registers(DAY)
    record = _only()
    assert record["record_key"] == "plans.xlsx/Kế hoạch/2"
    assert (
        record["evidence"] == "plans.xlsx, sheet Kế hoạch, row 2, column “Ngày ban hành”: “31/02/2021” is not a date."
    )
    assert json.loads(record["payload"])["written"]["plan_number"] == "123/KH-UBND"
    assert record["owner"] == "clerk"


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("licences", {"legal_form": "cá nhân", "organisation_name": "Trần Thị B"}),
        ("licences", {"legal_form": "cá nhân", "organisation_name": "Trần Thị B", "issued_on": "32/13/2020"}),
        ("licences", {"legal_form": "hộ gia đình", "organisation_name": "Trần Thị B", "outlet_id": "Trần Thị B"}),
        ("attestations", {"attested_by": "Bà Trần Thị B", "register": "sổ bà Trần Thị B"}),
        ("attestations", {"attested_by": "Bà Trần Thị B"}),
        ("recipients", {"work_address": "tranthib@gmail.com"}),
        ("press_conference_notices", {"notice_id": "Trần Thị B"}),
        ("press_conference_notices", {"answered_at": "đã trả lời bà Trần Thị B"}),
        ("press_conference_notices", {"notice_id": "2026-1", "planned_at": "Trần Thị B"}),
        ("press_briefings", {"times_informed": "bà Trần Thị B"}),
        ("correction_requests", {"document_number": "bà Trần Thị B"}),
        ("portal_pauses", {"pause_id": "bà Trần Thị B"}),
    ],
)
def test_nothing_of_a_person_is_kept(drop: Drop, good: Good, name: str, changed: dict[str, str]) -> None:
    drop(name, good(name, **changed))
    load_registers(DAY)
    assert not any(value in str(_only()) for value in changed.values() if value != "cá nhân")


def test_a_file_that_cannot_be_read_is_quarantined_and_the_others_land(home: Path, drop: Drop, good: Good) -> None:
    drop("plans", good("plans"))
    (home / "registers" / "units.csv").write_text("Mã đơn vị,Tên\nso_a,Sở A\n", encoding="utf-8")
    counts = load_registers(DAY)
    assert counts["landed"] == 1
    assert "units.csv, row 1, column “Tên”" in counts["unreadable"]["units.csv"]
    with pytest.raises(RegisterError, match="1 register files were quarantined; all others landed") as wrong:
        refuse_unreadable(counts["unreadable"])
    assert wrong.value.hint
    refuse_unreadable({})


def test_of_a_register_that_became_unreadable_the_last_landing_stands_whole(home: Path, drop: Drop, good: Good) -> None:
    first = drop("plans", good("plans"))
    drop("plans", good("plans", plan_id="ke_hoach_b"), file_name="plans_b.xlsx")
    load_registers(DAY)
    before = store.read("plans").num_rows
    first.write_bytes(b"no spreadsheet")
    counts = load_registers(DAY + timedelta(days=1))
    assert counts["not_replaced"] == ["plans"]
    assert store.days("plans") == [DAY]
    assert store.read("plans").num_rows == before


def test_nothing_is_touched_when_no_file_can_be_read(home: Path) -> None:
    (home / "registers" / "units.xlsx").write_bytes(b"no spreadsheet")
    with pytest.raises(RegisterError, match=r"units\.xlsx"):
        load_registers(DAY)
    assert not (home / "landing").exists()


def test_the_same_file_twice_is_read_once(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    shutil.copy(path, path.with_name("plans_2.xlsx"))
    assert load_registers(DAY)["landed"] == 1
    assert _only()["reason"] == Reason.FILE_REPEATED


def test_a_hidden_sheet_is_quarantined(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    book = openpyxl.load_workbook(path)
    hidden = book.copy_worksheet(first_sheet(book))
    hidden.title, hidden.sheet_state = "Kế hoạch cũ", "hidden"
    book.save(path)
    assert load_registers(DAY)["landed"] == 1
    assert _only()["reason"] == Reason.HIDDEN_SHEET


def test_bytes_of_another_character_set_are_quarantined(home: Path, drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans", title="KINH"), file_name="plans.csv")
    path.write_bytes(path.read_bytes().replace(b"KINH", b"K\xcdnh"))
    load_registers(DAY)
    assert _only()["reason"] == Reason.TEXT_UNREADABLE


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({}, Reason.DUPLICATE_ROW),
        ({"valid_to": "01/01/2028"}, Reason.CONFLICTING_ROW),
        ({"licence_number": "9/GP", "outlet_id": "trang_khac"}, Reason.DOMAIN_LICENSED_TWICE),
        ({"licence_number": "9/GP", "valid_to": "01/01/2020"}, Reason.DATES_REVERSED),
    ],
)
def test_rows_that_contradict_are_quarantined(drop: Drop, good: Good, second: dict[str, str], reason: Reason) -> None:
    drop("licences", good("licences"), good("licences", **second))
    assert load_registers(DAY)["landed"] == 1
    assert _only()["reason"] == reason


def test_overlapping_licences_of_one_outlet_land_with_advice(
    drop: Drop, good: Good, caplog: pytest.LogCaptureFixture
) -> None:
    renewal = good("licences", licence_number="9/GP", issued_on="01/01/2027", valid_to="31/12/2031")
    drop("licences", good("licences"), renewal)
    counts = load_registers(DAY)
    assert (counts["landed"], counts["quarantined"], counts["advice"]) == (2, 0, 1)
    assert "songhong.example.vn" in caplog.text


def test_a_register_whose_files_are_gone_keeps_its_last_landing(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    drop("units", good("units"))
    load_registers(DAY)
    path.unlink()
    assert load_registers(NEXT)["missing"] == ["plans"]
    assert store.days("plans") == [DAY]
    assert store.days("units") == [DAY, NEXT]


def test_an_emptied_register_lands_empty(drop: Drop, good: Good) -> None:
    drop("plans", good("plans"))
    load_registers(DAY)
    drop("plans")
    load_registers(NEXT)
    assert store.read("plans", [NEXT]).num_rows == 0
    assert store.days("plans") == [DAY, NEXT]


def test_loading_twice_changes_nothing(home: Path, drop: Drop, good: Good) -> None:
    drop("licences", good("licences"), good("licences"))
    load_registers(DAY)
    before = {path: path.read_bytes() for path in (home / "landing").rglob("*.parquet")}
    load_registers(DAY)
    assert before == {path: path.read_bytes() for path in (home / "landing").rglob("*.parquet")}


def test_many_rows_land_in_batches(drop: Drop, good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_ROWS", 3)
    drop("plans", *(good("plans", plan_id=f"p_{n}") for n in range(8)))
    load_registers(DAY)
    assert store.read("plans", [DAY]).num_rows == 8


def test_days_landed_in_any_order_are_the_same(home: Path, drop: Drop, good: Good) -> None:
    states = {date(2026, 11, n): good("plans", title=f"Kế hoạch {n % 2}") for n in (3, 4, 5)}

    def land(days: list[date]) -> dict[str, bytes]:
        shutil.rmtree(home / "landing", ignore_errors=True)
        for day in days:
            drop("plans", states[day], file_name="plans.csv")
            load_registers(day)
        return {p.relative_to(home).as_posix(): p.read_bytes() for p in (home / "landing").rglob("*.parquet")}

    assert land(sorted(states)) == land(sorted(states, reverse=True))


def test_a_repaired_row_lands_on_the_next_load(drop: Drop, good: Good) -> None:
    drop("plans", good("plans", issued_on="31/02/2021"))
    load_registers(DAY)
    act(_only()["quarantine_id"], "repair", "Theo bản giấy.", actor="clerk", repair={"issued_on": "28/02/2021"})
    assert days_to_replay() == {"articles": [], "registers": [DAY]}
    counts = load_registers(DAY)
    assert counts["landed"] == 1
    assert store.read("plans", [DAY]).to_pylist()[0]["issued_on"] == date(2021, 2, 28)
    assert days_to_replay() == {"articles": [], "registers": []}


def test_a_released_row_lands_on_the_next_load(drop: Drop, good: Good) -> None:
    drop("licences", good("licences"), good("licences", licence_number="9/GP", outlet_id="trang_khac"))
    load_registers(DAY)
    act(_only()["quarantine_id"], "release", "Đã xác minh với cơ quan cấp phép.", actor="clerk")
    assert load_registers(DAY)["landed"] == 2


def test_a_discarded_row_stays_aside(drop: Drop, good: Good) -> None:
    drop("plans", good("plans", issued_on="31/02/2021"))
    load_registers(DAY)
    act(_only()["quarantine_id"], "discard", "Dòng thừa.", actor="clerk")
    assert load_registers(DAY)["landed"] == 0
    assert days_to_replay() == {"articles": [], "registers": []}


def test_a_repair_no_longer_holds_when_the_row_has_changed(drop: Drop, good: Good) -> None:
    drop("plans", good("plans", issued_on="31/02/2021"))
    load_registers(DAY)
    act(_only()["quarantine_id"], "repair", "Theo bản giấy.", actor="clerk", repair={"issued_on": "28/02/2021"})
    drop("plans", good("plans", plan_id="khac", issued_on="31/02/2021"))
    assert load_registers(DAY)["landed"] == 0


KILLED = killed_writing("""
from include.registers.load import load_registers
load_registers(date(2026, 11, 14))
""")


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_kill_at_any_write_loses_and_doubles_nothing(home: Path, drop: Drop, good: Good, at: int) -> None:
    drop("licences", good("licences"), good("licences"))
    drop("plans", good("plans"))
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(at)], env=environment, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    load_registers(DAY)
    after = {p.relative_to(home).as_posix(): p.read_bytes() for p in (home / "landing").rglob("*.parquet")}
    shutil.rmtree(home / "landing")
    load_registers(DAY)
    assert after == {p.relative_to(home).as_posix(): p.read_bytes() for p in (home / "landing").rglob("*.parquet")}
