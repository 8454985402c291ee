"""The PDF says what the DOCX says, draws every letter in its own font, and is the same file every time."""

import io
import unicodedata
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from include.reporting.compose import Snapshot
from include.reporting.render.fonts import BUILT_IN, Font
from include.reporting.render.pages import pages
from include.reporting.render.pdf import render_pdf

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ"


@pytest.fixture
def drawn(snapshot: Snapshot) -> bytes:
    return render_pdf(snapshot.content, Font(BUILT_IN, None))


def _fonts(reader: PdfReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    pages: Any = reader.pages  # what a PDF holds has no types
    for page in pages:
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values()):
            descendant = font["/DescendantFonts"][0].get_object()
            found[str(font["/BaseFont"])] = descendant["/FontDescriptor"].get_object()
    return found


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_every_font_used_is_embedded_and_of_one_family(drawn: bytes) -> None:
    fonts = _fonts(PdfReader(io.BytesIO(drawn)))
    assert fonts
    assert all(any(f"/FontFile{suffix}" in font for suffix in ("", "2", "3")) for font in fonts.values())
    assert all("Libertinus" in name for name in fonts)


def test_no_letter_fell_back_to_the_missing_glyph(drawn: bytes) -> None:
    reader = PdfReader(io.BytesIO(drawn))
    for page in reader.pages:
        assert "\ufffd" not in page.extract_text()
    for name, descriptor in _fonts(reader).items():
        embedded = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
        body = embedded.get_data()
        assert body, name
        if body[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
            assert TTFont(io.BytesIO(body)).getGlyphOrder()


def test_every_word_of_the_report_stands_in_the_pdf(snapshot: Snapshot, drawn: bytes) -> None:
    text = _squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages))
    words = pages(snapshot.content)
    for line in (
        words["nation"],
        words["motto"],
        words["opening"],
        *(line["text"] for line in words["answer"]),
        *words["recipients"],
    ):
        assert _squeezed(line).replace("-", "") in text.replace("-", "").replace("\xad", "")
    for section in words["sections"]:
        assert _squeezed(section["heading"]) in text


def test_every_vietnamese_letter_is_drawn(snapshot: Snapshot) -> None:
    letters = unicodedata.normalize("NFC", LETTERS + LETTERS.upper())
    content = snapshot.content.model_copy(update={"verdict": " ".join(letters), "summary": ()})
    reader = PdfReader(io.BytesIO(render_pdf(content, Font(BUILT_IN, None))))
    text = unicodedata.normalize("NFC", "".join(page.extract_text() for page in reader.pages))
    assert set(letters) - set(text) == set()


def test_the_pdf_is_archivable_and_a4(drawn: bytes) -> None:
    reader = PdfReader(io.BytesIO(drawn))
    root: Any = reader.root_object
    metadata = root["/Metadata"].get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_the_same_content_gives_the_same_bytes(snapshot: Snapshot, drawn: bytes) -> None:
    assert render_pdf(snapshot.content, Font(BUILT_IN, None)) == drawn


def test_sections_are_bookmarks_and_the_pdf_is_tagged(snapshot: Snapshot, drawn: bytes) -> None:
    reader = PdfReader(io.BytesIO(drawn))
    words, marks = pages(snapshot.content), list[tuple[int, str]]()
    for mark in reader.outline:
        within = [(2, one) for one in mark] if isinstance(mark, list) else [(1, mark)]
        marks += [(level, str(one["/Title"])) for level, one in within if isinstance(one, Destination)]
    assert marks == [(one["level"], one["heading"]) for one in (*words["sections"], *words["annexes"])]
    marked = reader.root_object["/MarkInfo"]
    assert isinstance(marked, DictionaryObject)
    assert bool(marked["/Marked"])
    assert str(reader.root_object["/Lang"]) == "vi-VN"


def test_no_letter_of_the_text_layer_is_doubled(drawn: bytes) -> None:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages)
    assert "Nơi nhận:" in text
    assert "ơơ" not in text.lower()


def test_page_one_opens_with_its_lines(snapshot: Snapshot, drawn: bytes) -> None:
    first = _squeezed(PdfReader(io.BytesIO(drawn)).pages[0].extract_text())
    assert _squeezed(snapshot.content.summary[0])[:40] in first
    assert _squeezed(snapshot.content.summary[4])[:40] in first


def test_a_draft_says_so_on_every_page(snapshot: Snapshot) -> None:
    draft = snapshot.content.model_copy(update={"is_draft": True})
    reader = PdfReader(io.BytesIO(render_pdf(draft, Font(BUILT_IN, None))))
    assert all("DỰ THẢO" in page.extract_text() for page in reader.pages)
