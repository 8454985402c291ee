"""A test for each row of the form of Decree 30/2020, Appendix I, and of the yearly form annexed to Decree 244/2026.

A report's DOCX is measured, and a letter's where the row is about letters.
"""

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from include.reporting.compose import Snapshot, compose
from include.reporting.declaration import report
from include.reporting.model import Content
from include.reporting.render.docx import render_docx
from include.reporting.render.letter import render_letter
from include.reporting.wording import issued_on
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH, month_query

LEFT, CENTRE, JUSTIFIED = 0, 1, 3
DAY = date(2026, 11, 9)


@cache
def _drawn(content: str) -> bytes:
    """Return a content's DOCX; drawn once, since a test for each row reads it."""
    return render_docx(Content.model_validate_json(content))


@pytest.fixture
def document(register: None) -> Document:
    content = compose("monthly_compliance", "2026-11", month_query, "build-1").content
    return docx.Document(io.BytesIO(_drawn(content.model_copy(update={"ledger": ""}).model_dump_json())))


def _all(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph, those of the head and the foot too, in no particular order."""
    yield from document.paragraphs
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            yield from cell.paragraphs


def _found(document: Document, text: str) -> Paragraph:
    """Return the one paragraph that begins with a text."""
    (found,) = (paragraph for paragraph in _all(document) if paragraph.text.replace("\u00a0", " ").startswith(text))
    return found


def _look(paragraph: Paragraph) -> tuple[float, bool, bool, int]:
    """Return size, weight, slant and alignment of a paragraph of one look."""
    ((size, bold, italic),) = {(run.font.size.pt, bool(run.bold), bool(run.italic)) for run in paragraph.runs}
    return size, bold, italic, int(paragraph.alignment or 0)


def _rule_mm(paragraph: Paragraph, width_mm: float) -> float:
    """Return the length of the rule drawn by a paragraph's border, within a place of some width."""
    borders: Any = paragraph._p.pPr.find(qn("w:pBdr"))
    assert borders is not None
    assert borders[0].get(qn("w:val")) == "single"
    layout = paragraph.paragraph_format
    assert layout.left_indent == layout.right_indent  # in the middle
    return width_mm - (layout.left_indent.mm + layout.right_indent.mm)


HEAD: dict[str, tuple[str, tuple[float, ...], bool, bool, int]] = {
    "Quốc hiệu": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False, CENTRE),
    "Tiêu ngữ": ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False, CENTRE),
    "Cơ quan chủ quản": ("THÀNH PHỐ HÀ NỘI", (12, 13), False, False, CENTRE),
    "Cơ quan ban hành": ("SỞ VĂN HÓA VÀ THỂ THAO", (12, 13), True, False, CENTRE),
    "Số, ký hiệu": ("Số:", (13,), False, False, CENTRE),
    "Địa danh, thời gian": ("Hà Nội, ngày", (13, 14), False, True, CENTRE),
    "Tên loại": ("BÁO CÁO", (13, 14), True, False, CENTRE),
    "Trích yếu": ("Kết quả theo dõi việc chấp hành", (13, 14), True, False, CENTRE),
    "Căn cứ": ("Căn cứ Luật Báo chí", (13, 14), False, True, JUSTIFIED),
    "Quyền hạn, chức vụ": ("GIÁM ĐỐC", (13, 14), True, False, CENTRE),
    "Nơi nhận": ("Nơi nhận:", (12,), True, True, LEFT),
    "recipients": ("- Lưu: VT, TTĐT.", (11,), False, False, LEFT),
}


@pytest.mark.parametrize("row", HEAD)
def test_each_component_has_its_size_its_style_and_its_place(document: Document, row: str) -> None:
    text, sizes, bold, italic, place = HEAD[row]
    size, *look = _look(_found(document, text))
    assert size in sizes
    assert look == [bold, italic, place]


def test_the_head_stands_in_two_cells_who_issues_on_the_left_and_nation_on_the_right(document: Document) -> None:
    (left, right), (number, dated) = (row.cells for row in document.tables[0].rows)
    assert [p.text for p in left.paragraphs if p.text] == [
        "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "SỞ VĂN HÓA VÀ THỂ THAO",
    ]  # fmt: skip
    assert next(p.text for p in right.paragraphs if p.text).isupper()
    assert (number.text.startswith("Số:"), dated.text.startswith("Hà Nội, ngày")) == (True, True)


def test_the_rule_under_the_motto_is_as_long_as_its_line_and_the_other_a_part_of_it(document: Document) -> None:
    left, right = document.tables[0].rows[0].cells
    motto, department = (_rule_mm(cell.paragraphs[-1], cell.width.mm) for cell in (right, left))
    assert 52 <= motto <= 60  # the motto in bold Times New Roman of 13 points is 56 mm long
    named = 60  # the department's name in bold of 12 points
    assert named / 3 <= department <= named / 2


def test_the_rule_under_the_title_is_a_third_to_half_of_the_line(document: Document) -> None:
    body = document.paragraphs
    (at,) = (i for i, paragraph in enumerate(body) if paragraph.text.startswith("Kết quả theo dõi việc chấp hành"))
    assert 165 / 4 < _rule_mm(body[at + 1], 165) <= 165 / 2


def test_the_page_is_a4_upright_with_margins_within_the_limits(document: Document) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert all(20 <= margin.mm <= 25.1 for margin in (section.top_margin, section.bottom_margin))
    assert 29.9 <= section.left_margin.mm <= 35
    assert 14.9 <= section.right_margin.mm <= 20


def test_the_page_number_is_in_the_middle_of_the_top_margin_and_not_on_page_one(document: Document) -> None:
    section = document.sections[0]
    paragraph = section.header.paragraphs[0]
    assert "PAGE" in paragraph._p.xml
    assert (paragraph.alignment, paragraph.runs[0].font.size) == (CENTRE, Pt(13))
    assert section.header_distance < section.top_margin
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_body_is_justified_upright_indented_and_spaced(document: Document) -> None:
    headings = {"Heading 1", "Heading 2", "Caption", "Title"}
    body = [p for p in document.paragraphs if p.runs and p.style.name not in headings and len(p.text) > 80]
    said = [p for p in body if not p.runs[0].italic]
    assert len(said) > 15
    for paragraph in said:
        layout = paragraph.paragraph_format
        assert paragraph.runs[0].font.size.pt in (13, 14), paragraph.text
        assert paragraph.alignment == JUSTIFIED, paragraph.text
        assert round(layout.first_line_indent.mm, 1) in (10.0, 12.7), paragraph.text
        assert layout.space_after >= Pt(6), paragraph.text
        assert layout.line_spacing is None or 1 <= float(layout.line_spacing) <= 1.5, paragraph.text


def test_every_ground_ends_with_a_semicolon_the_last_with_a_full_stop_and_the_text_with_its_sign(
    document: Document,
) -> None:
    grounds = [p.text for p in document.paragraphs if p.text.startswith("Căn cứ ")]
    assert [text[-1] for text in grounds] == [*";" * (len(grounds) - 1), "."]
    written = [p.text for p in document.paragraphs if p.text.strip()]
    annex = next(place for place, text in enumerate(written) if text.startswith("Phụ lục I."))
    assert written[annex - 1].endswith("./.")


def test_words_are_black_and_in_times_new_roman(document: Document) -> None:
    styles = [document.styles[name] for name in ("Normal", "Heading 1", "Heading 2", "Caption", "Title")]
    assert {style.font.name for style in styles} == {"Times New Roman"}
    assert {str(run.font.color.rgb) for p in _all(document) for run in p.runs} <= {"None", "000000"}


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-02-05", "ngày 05 tháng 02 năm 2026"),
        ("2026-01-31", "ngày 31 tháng 01 năm 2026"),
        ("2026-03-09", "ngày 09 tháng 3 năm 2026"),
        ("2028-02-29", "ngày 29 tháng 02 năm 2028"),
        ("2026-12-10", "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_are_written_with_a_nought(day: str, written: str) -> None:
    assert issued_on(day) == written


def test_a_letter_says_what_it_is_about_below_its_number_in_twelve_or_thirteen_points() -> None:
    lead = report("monthly_compliance").lead_on(DAY)
    letter = docx.Document(io.BytesIO(render_letter("V/v đề nghị cho ý kiến\nKính gửi: Trang A\n\nĐoạn.", lead, DAY)))
    number, subject = letter.tables[0].rows[1].cells[0].paragraphs
    assert number.text.startswith("Số:")
    assert number.text.endswith("SVHTT-")  # no kind of document before it: people add the unit that drafted
    assert _look(subject) in [(size, False, False, CENTRE) for size in (12, 13)]


# The yearly report on spokespersons: figure, and how the form words it
FORM = {
    1: "họp báo", 2: "giao ban báo chí", 3: "trả lời báo chí", 4: "phát ngôn trên", 5: "đúng thời hạn",
    6: "đề nghị cải chính và xin lỗi",
}  # fmt: skip


@pytest.fixture
def yearly(register: None) -> Callable[[], Snapshot]:
    """Return what composes the yearly report of a closed year."""
    import csv

    from include.settings import ROOT

    with (ROOT / "dbt_project" / "seeds" / "spokesperson_figures.csv").open(encoding="utf-8") as lines:
        known = list(csv.DictReader(lines))
    rows = [
        {"unit_id": "so_a", "figure_number": int(one["figure_number"]), "figure_id": one["figure_id"],
         "title_vi": one["title_vi"], "counted": 4, "of_all": 5 if int(one["figure_number"]) > 2 else None,
         "cause": None, "counted_from": "2025-12-15", "counted_before": "2026-12-15"}
        for one in known
    ]  # fmt: skip
    closed = [*MONTH["fct_coverage"], {"outlet_id": "trang_ba", "day": "2026-12-14", "observed_share": 1.0}]
    query = query_of({"fct_coverage": closed, "rpt_spokesperson_years": rows}, "2026")
    return lambda: compose("yearly_spokesperson", "2026", query, "build-1")


def test_the_yearly_form_is_addressed_named_and_filed_as_the_annex_says(yearly: Callable[[], Snapshot]) -> None:
    content = yearly().content
    title = f"{content.type_name} {content.title}".upper()
    assert title == "BÁO CÁO VỀ CÔNG TÁC PHÁT NGÔN VÀ CUNG CẤP THÔNG TIN CHO BÁO CHÍ NĂM 2026"
    assert content.addressee == "Bộ Văn hóa, Thể thao và Du lịch"
    document = docx.Document(io.BytesIO(render_docx(content)))
    assert _found(document, "Số:").text.endswith("/BC-SVHTT")
    assert _found(document, "Hà Nội, ngày").text.split()[-1] == "năm"
    assert [_found(document, text).text for text in ("- Như trên", "- Lưu: VT")] == ["- Như trên;", "- Lưu: VT, TTĐT."]


def test_the_yearly_form_has_figures_and_then_difficulties_and_proposals(yearly: Callable[[], Snapshot]) -> None:
    first, second = (section.title for section in yearly().content.sections)
    assert first == "Kết quả thực hiện công tác phát ngôn và cung cấp thông tin cho báo chí"
    assert second == "Khó khăn, vướng mắc; đề xuất, kiến nghị"


@pytest.mark.parametrize("number", FORM)
def test_each_figure_of_the_yearly_form_stands_in_its_place_and_words(
    yearly: Callable[[], Snapshot], number: int
) -> None:
    document = docx.Document(io.BytesIO(_drawn(yearly().content.model_copy(update={"ledger": ""}).model_dump_json())))
    row = [cell.text for cell in document.tables[1].rows[number].cells]
    assert row[0] == str(number)
    assert FORM[number] in row[1]
    assert row[2] == ("4" if number < 3 else "4/5")
