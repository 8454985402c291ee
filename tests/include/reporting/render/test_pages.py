"""The words on the pages: numbered sections and tables, lines of the form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.periods.report_period import ReportPeriod
from include.reporting.comparing import Comparison, compared
from include.reporting.compose import Snapshot
from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.render.drawable import fit_cells
from include.reporting.render.pages import bases_lines, fitting, pages, roman


@pytest.mark.parametrize(("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (14, "XIV")])
def test_sections_are_numbered_in_roman_numerals(value: int, written: str) -> None:
    assert roman(value) == written


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_only_the_last_ground_ends_with_a_full_stop(bases: list[str]) -> None:
    lines = bases_lines(tuple(bases))
    assert [line[-1] for line in lines] == [*";" * (len(lines) - 1), "."]


def test_tables_are_numbered_through_the_report(snapshot: Snapshot) -> None:
    words = pages(snapshot.content)
    sections = (*words["sections"], *words["annexes"])
    titles = [block["title"] for section in sections for block in section["blocks"] if block["block"] == "table"]
    assert titles == [f"Bảng {place}. {table.title}" for place, (_, table) in enumerate(snapshot.content.tables, 1)]


def test_sections_of_one_part_are_numbered_within_it(snapshot: Snapshot) -> None:
    given = (("a", ""), ("b", "Phần"), ("c", "Phần"), ("d", ""))
    block = (Paragraph(text="x"),)
    sections = tuple(Section(section_id=name, title=name, blocks=block, part=part) for name, part in given)
    words = pages(snapshot.content.model_copy(update={"sections": sections}))
    assert [one["heading"] for one in words["sections"]] == ["I. a", "II. Phần", "1. b", "2. c", "III. d"]
    assert [one["level"] for one in words["sections"]] == [1, 1, 2, 2, 1]


def test_days_and_the_catalogue_of_rules_stand_behind_the_signature_alone(snapshot: Snapshot) -> None:
    words = pages(snapshot.content)
    said = {where: json.dumps(words[where], ensure_ascii=False) for where in ("sections", "annexes")}
    for text in ("lượt đơn vị - ngày", "Tổng số ngày", "Nội dung quy định có hiệu lực vào ngày cuối kỳ"):
        assert text in said["annexes"]
        assert text not in said["sections"]
    named = [one["text"] for section in words["sections"] for one in section["blocks"] if one["block"] == "paragraph"]
    numbers = [one["heading"].split(".")[0] for one in words["annexes"]]
    pointed = [text.removesuffix("./.") for text in named if text.startswith("Số liệu chi tiết tại")]
    assert {f"Số liệu chi tiết tại {number}" for number in numbers} >= {text.rstrip(".") for text in pointed}
    assert pointed


def test_the_body_closes_with_the_sign_and_the_addressee_comes_first(snapshot: Snapshot) -> None:
    words = pages(snapshot.content)
    assert words["sections"][-1]["blocks"][-1]["text"].endswith("./.")
    assert words["recipients"][0] == "- Như trên;"


def test_a_report_that_ends_with_a_table_is_closed_below_it(snapshot: Snapshot) -> None:
    section = Section(section_id="x", title="x", blocks=(Table(title="t", columns=(Column(header="a"),), rows=()),))
    words = pages(snapshot.content.model_copy(update={"sections": (section,)}))
    assert words["sections"][-1]["blocks"][-1]["text"] == "Trên đây là nội dung báo cáo./."


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


@given(
    st.lists(st.tuples(st.floats(0.1, 5), st.lists(st.text("ab 1/", max_size=30), max_size=3)), min_size=1, max_size=9)
)
def test_columns_fill_the_width_of_the_text_and_none_vanishes(columns: list[tuple[float, list[str]]]) -> None:
    widths = fitting([weight for weight, _ in columns], [texts for _, texts in columns])
    assert sum(widths) == pytest.approx(165)
    assert min(widths) > 3


def test_a_column_of_dates_or_amounts_is_as_wide_as_they_are() -> None:
    texts = [["Ngày", "01/07/2026"], ["Đồng", "1.200.000.000"], ["Nội dung", "một nội dung dài " * 9]]
    date, amount, rest = fitting([0.5, 0.5, 9], texts)
    assert date > 10 * 2.1 + 4
    assert amount > 13 * 2.1 + 4
    assert rest > 90
