"""The DOCX has the official form, and is the same file every time."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from include.reporting.compose import Snapshot
from include.reporting.render.docx import render_docx
from include.reporting.render.pages import pages


@pytest.fixture
def document(snapshot: Snapshot) -> Document:
    return docx.Document(io.BytesIO(render_docx(snapshot.content)))


def _runs(document: Document, text: str) -> list[tuple[float, bool, bool]]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    return [
        (run.font.size.pt, bool(run.bold), bool(run.italic))
        for paragraph in paragraphs
        for run in paragraph.runs
        if run.text == text
    ]


def test_the_page_is_a4_with_the_prescribed_margins(document: Document) -> None:
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert tuple(margin.mm for margin in margins) == pytest.approx((20, 20, 30, 15), abs=0.1)


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("ỦY BAN NHÂN DÂN", 12, False, False),
        ("SỞ VĂN HÓA VÀ THỂ THAO", 12, True, False),
        ("Số:          /BC-SVHTT", 13, False, False),
        ("Hà Nội, ngày        tháng        năm         ", 13, False, True),
        ("BÁO CÁO", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Văn phòng UBND Thành phố;", 11, False, False),
        ("- Lưu: VT, TTĐT.", 11, False, False),
        ("GIÁM ĐỐC", 14, True, False),
    ],
)
def test_each_part_of_the_form_has_its_size_and_style(
    document: Document, text: str, size: int, bold: bool, italic: bool
) -> None:
    assert _runs(document, text) == [(size, bold, italic)]


def test_every_style_is_times_new_roman(document: Document) -> None:
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_the_page_number_is_centred_and_hidden_on_the_first_page(document: Document) -> None:
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.header.paragraphs[0].alignment == 1
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text


def test_every_ground_ends_with_a_semicolon_and_the_last_with_a_full_stop(document: Document) -> None:
    grounds = [p.text for p in document.paragraphs if p.text.startswith("Căn cứ ")]
    assert len(grounds) >= 5
    assert [text[-1] for text in grounds] == [*";" * (len(grounds) - 1), "."]


def test_tables_say_what_the_snapshot_says(snapshot: Snapshot, document: Document) -> None:
    words = pages(snapshot.content)
    expected = [
        [block["headers"], *block["rows"]]
        for section in (*words["sections"], *words["annexes"])
        for block in section["blocks"]
        if block["block"] == "table"
    ]
    written = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables[1:]]
    foot = next(place for place, rows in enumerate(written) if rows[0][0].startswith("Nơi nhận:"))
    assert written[:foot] + written[foot + 1 :] == expected
    assert len(expected) - foot == sum(block.in_annex for _, block in snapshot.content.tables) > 0


def test_the_same_content_gives_the_same_bytes_whatever_the_time(snapshot: Snapshot) -> None:
    drawn = render_docx(snapshot.content)
    assert render_docx(snapshot.content) == drawn
    with zipfile.ZipFile(io.BytesIO(drawn)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-15T00:00:00Z" in parts.read("docProps/core.xml")


def test_word_finds_its_way_by_headings_captions_and_titles(snapshot: Snapshot, document: Document) -> None:
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    words = pages(snapshot.content)
    assert headings == [
        (f"Heading {section['level']}", section["heading"]) for section in (*words["sections"], *words["annexes"])
    ]
    assert next(p.text for p in document.paragraphs if p.style.name == "Title") == "BÁO CÁO"
    for name in ("Heading 1", "Heading 2", "Caption", "Title"):
        assert (document.styles[name].font.name, str(document.styles[name].font.color.rgb)) == (
            "Times New Roman",
            "000000",
        )


def test_a_draft_says_so_in_the_head_of_every_page_and_a_report_does_not(snapshot: Snapshot) -> None:
    for is_draft in (True, False):
        content = snapshot.content.model_copy(update={"is_draft": is_draft})
        section = docx.Document(io.BytesIO(render_docx(content))).sections[0]
        for header in (section.first_page_header, section.header):
            assert ("DỰ THẢO" in [paragraph.text for paragraph in header.paragraphs]) is is_draft
