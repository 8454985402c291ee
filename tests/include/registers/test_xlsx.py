"""How the cells of a spreadsheet are streamed."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.registers import xlsx as module
from include.registers.xlsx import LayoutError, Workbook
from tests.include.registers.conftest import first_sheet

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"), max_size=20)
VALUES = st.one_of(
    st.none(),
    TEXTS.filter(lambda text: not text.startswith("=")),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")).map(
        lambda instant: instant.replace(microsecond=0)
    ),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _rows(path: Path) -> list[tuple[int, list[object]]]:
    with zipfile.ZipFile(path) as archive:
        book = Workbook(archive)
        return list(book.rows(book.sheets[0]))


def _handmade(path: Path, sheet: str, strings: str = "") -> Path:
    """Write a workbook whose sheet is spelt out in the test."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Sổ" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
        'Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (parts | ({"xl/sharedStrings.xml": strings} if strings else {})).items():
            archive.writestr(name, text)
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6))
def test_cells_are_what_openpyxl_reads(tmp_path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        first_sheet(book).append(row)
    book.save(tmp_path / "so.xlsx")
    read = {number: [cell for cell in cells if cell is not None] for number, cells in _rows(tmp_path / "so.xlsx")}
    expected = first_sheet(openpyxl.load_workbook(tmp_path / "so.xlsx")).iter_rows(values_only=True)
    for number, cells in enumerate(expected, start=1):
        assert read.get(number, []) == [cell for cell in cells if cell is not None]


def test_small_chunks_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    for number in range(30):
        first_sheet(book).append([f"Hà Nội {number}", number, date(2026, 11, 1)])
    book.save(tmp_path / "so.xlsx")
    whole = _rows(tmp_path / "so.xlsx")
    monkeypatch.setattr(module, "CHUNK_BYTES", 600)
    assert _rows(tmp_path / "so.xlsx") == whole


def test_formulas_are_text_and_never_their_last_value(tmp_path: Path) -> None:
    path = _handmade(
        tmp_path / "so.xlsx",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1" t="str"><f t="shared" si="0"/><v>x</v></c></row></sheetData></worksheet>',
    )
    assert _rows(path) == [(1, ["=1+1", "="])]


def test_prefixed_names_and_cells_without_addresses_are_read(tmp_path: Path) -> None:
    path = _handmade(
        tmp_path / "so.xlsx",
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        '<x:c><x:v>2</x:v></x:c></x:row><x:row r="4"/><x:row><x:c t="b"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
    )
    assert _rows(path) == [(1, ["a", 2]), (5, [True])]


def test_rich_text_is_joined_without_phonetic_hints(tmp_path: Path) -> None:
    path = _handmade(
        tmp_path / "so.xlsx",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="C2" t="s"><v>1</v></c></row></sheetData></worksheet>',
        f'<sst xmlns="{MAIN}"><si/><si><r><t>Hà &amp;</t></r><r><t xml:space="preserve"> Nội_x000A_</t></r>'
        "<rPh><t>x</t></rPh></si></sst>",
    )
    assert _rows(path) == [(2, [None, None, "Hà & Nội\n"])]


def test_escapes_that_are_no_letters_become_the_replacement_character(tmp_path: Path) -> None:
    path = _handmade(
        tmp_path / "so.xlsx",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>_xD800_a_x0000_</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c></row></sheetData></worksheet>',
    )
    assert _rows(path) == [(1, ["\ufffda\ufffd", "\U0001f600"])]


@pytest.mark.parametrize(
    "sheet",
    [
        "<html/>",
        f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"/>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>một</v></c></row></sheetData></worksheet>',
    ],
)
def test_what_no_spreadsheet_program_writes_is_refused(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        _rows(_handmade(tmp_path / "so.xlsx", sheet))


def test_a_missing_sheet_is_refused(tmp_path: Path) -> None:
    path = _handmade(tmp_path / "so.xlsx", "<worksheet/>")
    with zipfile.ZipFile(path) as archive:
        book = Workbook(archive)
        with pytest.raises(LayoutError):
            list(book.rows(module.SheetPart("x", False, "xl/worksheets/khong.xml")))


def test_dates_of_the_1904_calendar_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    first_sheet(book).append([date(2026, 11, 5)])
    book.save(tmp_path / "so.xlsx")
    assert _rows(tmp_path / "so.xlsx") == [(1, [datetime.fromisoformat("2026-11-05")])]
