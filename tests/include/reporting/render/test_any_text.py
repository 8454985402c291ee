"""Whatever stands in an outlet's reply or in an old entry: every form renders, and says what it had to replace."""

import io
from email import message_from_bytes, policy

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from include.reporting.compose import Snapshot
from include.reporting.model import Column, Content, Paragraph, Section, Table
from include.reporting.render.docx import render_docx
from include.reporting.render.drawable import ASKED, STAND_IN, breakable, drawable
from include.reporting.render.fonts import BUILT_IN, Font
from include.reporting.render.mail import compose_mail
from include.reporting.render.pdf import render_pdf
from include.reporting.render.xlsx import CELL_LETTERS, render_xlsx
from include.text import clean

FONT = Font(BUILT_IN, None)
ANY = st.text(alphabet=st.characters(exclude_categories=[]), max_size=60)
RECIPIENT = ("van_phong_ubnd", "Văn phòng UBND Thành phố", "vanphong@hanoi.example.vn")


def holding(content: Content, text: str) -> Content:
    """Return a report that prints a text in every place that takes text from outside."""
    table = Table(title=text, columns=(Column(header=text), Column(header="x")), rows=((text, text), (text, 1)))
    blocks = (Paragraph(text=text), Paragraph(text=text, style="note"), table)
    section = Section(section_id="replies", title=text, blocks=blocks)
    given = content.model_dump()
    given["sections"] = [one for one in given["sections"] if one["section_id"] == "coverage"]  # the mail needs it
    given |= dict.fromkeys(("title", "addressee", "opening", "verdict", "file_note"), text)
    given |= {"bases": (text,), "recipients": (text,), "sections": (*given["sections"], section.model_dump())}
    given["headlines"] = [{**one, "label": text} for one in given["headlines"]]
    return Content.model_validate(given)


def render_all(content: Content) -> dict[str, bytes]:
    """Render every form."""
    files = {".docx": render_docx(content), ".pdf": render_pdf(content, FONT), ".xlsx": render_xlsx(content)}
    mail = compose_mail(
        content, {f"a{suffix}": body for suffix, body in files.items()}, RECIPIENT, "bao-cao@example.org"
    )
    return {**files, ".eml": mail.as_bytes()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_every_form_renders_whatever_text_it_is_given(snapshot: Snapshot, text: str) -> None:
    files = render_all(holding(snapshot.content, text))
    docx.Document(io.BytesIO(files[".docx"]))
    load_workbook(io.BytesIO(files[".xlsx"]))
    assert len(PdfReader(io.BytesIO(files[".pdf"])).pages) > 0
    assert message_from_bytes(files[".eml"], policy=policy.default)["Subject"]


@pytest.mark.parametrize("text", ["đã gỡ ✓", "đã\x0bgỡ", "\x1b[2Jđã gỡ", "\u202eđã gỡ", "đã gỡ \ud800"])
def test_a_reply_that_blocked_every_later_report_is_printed(snapshot: Snapshot, text: str) -> None:
    files = render_all(holding(snapshot.content, text))
    assert clean(text) in [p.text for p in docx.Document(io.BytesIO(files[".docx"])).paragraphs]
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files[".pdf"])).pages)
    assert ("được thay bằng" in said) is ("✓" in text)


def test_a_report_without_odd_characters_says_nothing_of_replacing(snapshot: Snapshot) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(snapshot.content, FONT)))
    assert "được thay bằng" not in "".join(page.extract_text() for page in reader.pages)


def test_what_the_font_lacks_is_replaced_and_counted() -> None:
    words, replaced = drawable({"a": ["✓✓ và ﬁ", {"b": "Hà Nội"}], "c": 1}, FONT)
    assert words == {"a": [f"{STAND_IN}{STAND_IN} và fi", {"b": "Hà Nội"}], "c": 1}
    assert replaced == 3


def test_more_odd_characters_than_are_asked_for_cost_no_time() -> None:
    _, replaced = drawable({"a": "".join(chr(0x4E00 + number) for number in range(20_000))}, FONT)
    assert replaced == 20_000
    assert ASKED < 1000


def test_a_long_word_may_break_and_a_short_one_may_not() -> None:
    address = "https://bao.example.vn/" + "a" * 200
    assert max(map(len, breakable(address).split("\u200b"))) <= 25
    assert breakable(address).replace("\u200b", "") == address
    assert breakable("Nghiêng nghiêng") == "Nghiêng nghiêng"


def test_no_word_of_the_pdf_runs_off_its_page(snapshot: Snapshot) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(holding(snapshot.content, "w" * 400), FONT)))
    ends: list[float] = []

    def note(text: str, _: object, matrix: list[float], *__: object) -> None:
        ends.append(matrix[4] if text.strip() else 0.0)

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert max(ends) < 595


def test_a_cell_longer_than_a_spreadsheet_takes_says_that_it_was_cut(snapshot: Snapshot) -> None:
    content = holding(snapshot.content, "chữ " * 10_000)
    book = load_workbook(io.BytesIO(render_xlsx(content)))
    values = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    longest = max(values, key=len)
    assert len(longest) == CELL_LETTERS
    assert longest.endswith("xem đầy đủ ở bản DOCX)")
