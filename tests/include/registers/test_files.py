"""What lies in the registers folder."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from include.errors import RegisterError
from include.registers import files
from include.registers.files import file_sha256, inspect_file, readable_sheets, take_inventory
from include.registers.sheets import open_sheets
from tests.include.registers.conftest import first_sheet

Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


def test_files_of_the_folder_are_found_with_their_registers(drop: Drop, good: Good) -> None:
    path = drop("licences", good("licences"))
    (path.parent / "nam_2026").mkdir()
    drop("plans", good("plans"), file_name="nam_2026/plans.csv")
    found = {file.file_name: list(file.registers.values()) for file in take_inventory().files}
    assert found == {"licences.xlsx": ["licences"], "nam_2026/plans.csv": ["plans"]}


def test_one_workbook_may_hold_several_registers(home: Path, drop: Drop, good: Good) -> None:
    path = drop("licences", good("licences"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Kế hoạch").append([cell.value for cell in first_sheet(openpyxl.load_workbook(drop("plans")))[1]])
    book.save(path)
    with open_sheets(path, path.name) as sheets:
        assert [sheet.table.table for sheet in readable_sheets(sheets, "licences")] == ["licences", "plans"]


def test_an_empty_sheet_beside_the_register_is_left_alone(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Sheet2")
    book.save(path)
    assert inspect_file(path, path.name).registers == {"Kế hoạch": "plans"}


def test_a_hidden_sheet_with_rows_is_noted(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    book = openpyxl.load_workbook(path)
    hidden = book.copy_worksheet(first_sheet(book))
    hidden.title, hidden.sheet_state = "Kế hoạch cũ", "hidden"
    book.save(path)
    assert [(name, problem.code) for name, problem in inspect_file(path, path.name).quarantined] == [
        ("plans", "hidden_sheet")
    ]


def test_other_files_are_named_and_locks_are_not(home: Path, drop: Drop) -> None:
    drop("plans")
    for name in ("ghi chú.txt", "~$plans.xlsx", ".DS_Store"):
        (home / "registers" / name).write_text("x", encoding="utf-8")
    assert take_inventory().ignored == ["ghi chú.txt"]


def test_a_missing_or_empty_folder_is_refused(home: Path) -> None:
    with pytest.raises(RegisterError, match="holds no register"):
        take_inventory()
    shutil.rmtree(home / "registers")
    with pytest.raises(RegisterError, match="is missing"):
        take_inventory()


def test_equal_bytes_have_equal_hashes(drop: Drop) -> None:
    path = drop("plans")
    shutil.copy(path, path.with_name("plans_2.xlsx"))
    assert file_sha256(path) == file_sha256(path.with_name("plans_2.xlsx"))


def test_a_file_that_is_still_being_copied_is_waited_for(
    home: Path, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "QUIET_SECONDS", 3600.0)
    path = drop("plans")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    waits = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            path.write_bytes(whole)

    assert [file.file_name for file in take_inventory(pause).files] == ["plans.xlsx"]
    assert len(waits) == 2


def test_a_file_that_keeps_changing_is_quarantined(home: Path, drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "QUIET_SECONDS", 3600.0)
    drop("plans")
    growing = home / "registers" / "units.csv"
    growing.write_bytes(b"x")

    def pause(seconds: float) -> None:
        growing.write_bytes(growing.read_bytes() + b"x")

    found = take_inventory(pause)
    assert [problem.problems[0].code for problem in found.unreadable.values()] == ["file_changing"]
    assert [file.file_name for file in found.files] == ["plans.xlsx"]
