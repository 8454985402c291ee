"""The disclaimer stands in every form of a report, in one wording."""

import io

import docx
import openpyxl

from include.reporting.compose import Snapshot
from include.reporting.render.docx import render_docx
from include.reporting.render.mail import body_html, body_text
from include.reporting.render.pages import pages
from include.reporting.render.xlsx import render_xlsx
from include.warehouse.disclaimer import NOT_EVIDENCE


def test_every_form_of_a_report_says_what_its_data_may_not_be_used_for(snapshot: Snapshot) -> None:
    content = snapshot.content
    document = docx.Document(io.BytesIO(render_docx(content)))
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(content)))
    sheets = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    forms = {
        "approval": snapshot.approval_text,
        "docx": "\n".join(paragraph.text for paragraph in document.paragraphs),
        "pdf": str(pages(content)),
        "xlsx": "\n".join(sheets),
        "mail text": " ".join(body_text(content, "Văn phòng").split()),
        "mail html": body_html(content, "Văn phòng"),
    }
    assert [name for name, text in forms.items() if NOT_EVIDENCE not in text] == []
