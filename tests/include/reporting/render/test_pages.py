"""The words on the pages: numbered sections and tables, lines of the form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.periods.report_period import ReportPeriod
from include.reporting.comparing import Comparison, compared
from include.reporting.compose import Snapshot
from include.reporting.model import Column, Section, Table
from include.reporting.render.drawable import fit_cells
from include.reporting.render.pages import bases_lines, pages, roman


@pytest.mark.parametrize(("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (14, "XIV")])
def test_sections_are_numbered_in_roman_numerals(value: int, written: str) -> None:
    assert roman(value) == written


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_only_the_last_ground_ends_with_a_full_stop(bases: list[str]) -> None:
    lines = bases_lines(tuple(bases))
    assert [line[-1] for line in lines] == [*";" * (len(lines) - 1), "."]


def test_tables_are_numbered_through_the_report(snapshot: Snapshot) -> None:
    sections = pages(snapshot.content)["sections"]
    titles = [block["title"] for section in sections for block in section["blocks"] if block["block"] == "table"]
    assert [title.split(".")[0] for title in titles] == [f"Bảng {number}" for number in range(1, len(titles) + 1)]


def test_the_body_closes_with_the_sign_and_the_addressee_comes_first(snapshot: Snapshot) -> None:
    words = pages(snapshot.content)
    assert words["sections"][-1]["blocks"][-1]["text"].endswith("./.")
    assert words["recipients"][0] == "- Như trên;"


def test_a_report_that_ends_with_a_table_is_closed_below_it(snapshot: Snapshot) -> None:
    section = Section(section_id="x", title="x", blocks=(Table(title="t", columns=(Column(header="a"),), rows=()),))
    words = pages(snapshot.content.model_copy(update={"sections": (section,)}))
    assert words["sections"][-1]["blocks"][-1]["text"] == "./."


def test_number_date_and_signature_are_left_to_people(snapshot: Snapshot) -> None:
    words = pages(snapshot.content)
    assert words["number_line"].replace(" ", "") == "Số:/BC-SVHTT"
    assert words["date_line"].split() == ["Hà", "Nội,", "ngày", "tháng", "năm"]


def test_a_word_wider_than_its_column_may_break_and_figures_stay_whole() -> None:
    rows = [["battrang.hanoi.example.vn", "nghiêng", "1.234.567.890.123", "tenmiendaikhongdau"]]
    block = {"block": "table", "weights": [1, 1, 1, 4], "alignments": ["left", "left", "right", "left"], "rows": rows}
    (section,) = fit_cells({"sections": [{"blocks": [block]}]})["sections"]
    (fitted,) = section["blocks"][0]["rows"]
    assert fitted == ["battrang.\u200bhanoi.\u200bexample.\u200bvn", *rows[0][1:]]


def test_a_year_is_compared_with_the_year_before_once(snapshot: Snapshot) -> None:
    year, month = ReportPeriod.parse("2026"), ReportPeriod.parse("2026-11")

    def made(period: ReportPeriod) -> Comparison:
        return Comparison(period, 0, 0, ())

    assert list(compared(made(year.previous()), made(year.year_before()))) == ["So với năm trước"]
    assert len(compared(made(month.previous()), made(month.year_before()))) == 2
