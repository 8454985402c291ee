"""How register files are opened."""

import csv
import zipfile
from pathlib import Path

import openpyxl
import pytest

from include.registers import sheets as module
from include.registers.declaration import clerk_columns, registers
from include.registers.problems import Fault, UnreadableError
from include.registers.sheets import open_sheets
from tests.include.registers.conftest import first_sheet


def _fault(path: Path) -> str:
    with pytest.raises(UnreadableError) as wrong, open_sheets(path, path.name):
        pass
    return wrong.value.problems[0].code


def test_a_spreadsheet_yields_its_rows_and_formulas_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first_sheet(book).append(["a", "b", None])
    first_sheet(book).append([1, "=A1+1"])
    first_sheet(book).append([None, " "])
    first_sheet(book).append([2, 3])
    book.save(tmp_path / "so.xlsx")
    with open_sheets(tmp_path / "so.xlsx", "so.xlsx") as (sheet,):
        assert sheet.header() == ["a", "b"]
        assert [(n, list(cells)[:2]) for n, cells in sheet.data_rows()] == [(2, [1, "=A1+1"]), (4, [2, 3])]


def test_hidden_sheets_are_known_as_such(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Kín").sheet_state = "veryHidden"
    book.save(tmp_path / "so.xlsx")
    with open_sheets(tmp_path / "so.xlsx", "so.xlsx") as found:
        assert [sheet.is_hidden for sheet in found] == [False, True]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_are_read_in_unicode_with_any_separator(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(f"Số{delimiter}Tên\n1{delimiter}Hà Nội\n", encoding=encoding)
    with open_sheets(path, "so.csv") as (sheet,):
        assert list(sheet.rows()) == [(1, ["Số", "Tên"]), (2, ["1", "Hà Nội"])]


def test_bytes_of_another_set_are_not_hidden(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes("Tên\n".encode() + "Nguyễn".encode("windows-1258", "replace") + b"\xe1\n")
    with open_sheets(path, "so.csv") as (sheet,):
        assert "\ufffd" in str(list(sheet.data_rows()))


def test_utf_16_without_its_mark_is_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_bytes("Số,Tên\n".encode("utf-16-le"))
    with open_sheets(tmp_path / "so.csv", "so.csv") as (sheet,):
        assert "\ufffd" in str(sheet.header())


@pytest.mark.parametrize("name", ["so.csv", "so.xlsx"])
def test_an_empty_file_is_named_as_such(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert _fault(tmp_path / name) == Fault.FILE_EMPTY


def test_a_file_of_blank_lines_has_no_header(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text("\n\n", encoding="utf-8")
    with open_sheets(tmp_path / "so.csv", "so.csv") as (sheet,):
        assert sheet.header() == []


def test_an_encrypted_spreadsheet_and_an_old_one_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(module.OLE_SIGNATURE + b"\0" * 600 + module.ENCRYPTED)
    assert _fault(path) == Fault.FILE_PROTECTED
    path.write_bytes(module.OLE_SIGNATURE + b"\0" * 600)
    assert _fault(path) == Fault.FORMAT_UNSUPPORTED


def test_a_quotation_mark_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text('Số,Tên\n1,a\n2,"b\n3,c\n', encoding="utf-8")
    with open_sheets(tmp_path / "so.csv", "so.csv") as (sheet,), pytest.raises(UnreadableError, match="in line 3"):
        list(sheet.rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", sorted(registers()))
def test_the_separator_of_every_register_is_found_among_the_commas_of_its_headers(
    tmp_path: Path, name: str, delimiter: str
) -> None:
    headers = [column.header for column in clerk_columns(registers()[name])]
    path = tmp_path / "so.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerow(headers)
    with open_sheets(path, "so.csv") as (sheet,):
        assert sheet.header() == headers


@pytest.mark.parametrize("name", ["so.xls", "so.ods", "so"])
def test_other_formats_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert _fault(tmp_path / name) == Fault.FORMAT_UNSUPPORTED


def test_a_damaged_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"PK\x03\x04 no archive")
    assert _fault(tmp_path / "so.xlsx") == Fault.FILE_UNREADABLE


def test_an_archive_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "so.xlsx", "w") as archive:
        archive.writestr("x.txt", "x")
    assert _fault(tmp_path / "so.xlsx") == Fault.FILE_UNREADABLE


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "UNPACKED_LIMIT_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "so.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
    assert _fault(tmp_path / "so.xlsx") == Fault.FILE_TOO_LARGE


def test_a_cell_that_never_ends_is_refused(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text('Số\n"' + "x" * 1_100_000, encoding="utf-8")
    with open_sheets(tmp_path / "so.csv", "so.csv") as (sheet,), pytest.raises(UnreadableError):
        list(sheet.rows())
