"""Marks the drawn files of a report that nobody has approved: DỰ THẢO on every page and sheet, nothing else changed.

The mark is laid over the very bytes that an approval covers, so an approver reads what leaves, but for the mark.
"""

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import docx
import typst
from docx.opc.exceptions import OpcError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from include.errors import ReportError
from include.reporting.render.docx_form import mark_draft
from include.reporting.render.fonts import BUILT_IN
from include.reporting.render.pages import DRAFT
from include.reporting.render.xlsx import mark_draft as mark_sheets

TEMPLATE = Path(__file__).parent / "draft_mark.typ"
DAMAGED = (
    PyPdfError, zipfile.BadZipFile, OpcError, InvalidFileException, SyntaxError, ValueError, LookupError, TypeError,
    AttributeError, OSError,
)  # fmt: skip
"""What three libraries raise of a damaged file; XML that is none is a SyntaxError there."""


def draft_copy(name: str, body: bytes) -> bytes:
    """Return a drawn file with the mark of a draft.

    Args:
        name: The file's name, whose ending says what it is.
        body: Its bytes.

    Raises:
        ReportError: The file is of another kind, or cannot be read as what its name says.
    """
    mark = MARKS.get(Path(name).suffix)
    if mark is None:
        raise ReportError(f"{name} is no file of a report.", hint=f"Reports have {', '.join(MARKS)}.")
    try:
        return mark(body)
    except DAMAGED as error:
        raise ReportError(f"{name} cannot be read: {error}", hint="Draw the report again.") from error


@lru_cache(maxsize=1)
def _stamp() -> bytes:
    """Return a page that bears the mark alone."""
    drawn = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"mark": DRAFT, "font": BUILT_IN},
    )
    return bytes(drawn)


def _pdf(body: bytes) -> bytes:
    """Return a PDF with the mark under the words of each page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    stamp = PdfReader(io.BytesIO(_stamp())).pages[0]
    for page in writer.pages:
        page.merge_page(stamp, over=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _docx(body: bytes) -> bytes:
    """Return a DOCX with the mark in the head of each page."""
    document = docx.Document(io.BytesIO(body))
    mark_draft(document, DRAFT)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _xlsx(body: bytes) -> bytes:
    """Return an XLSX with the mark on each sheet and printed page."""
    book = load_workbook(io.BytesIO(body))
    mark_sheets(book, DRAFT)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


MARKS: dict[str, Callable[[bytes], bytes]] = {".docx": _docx, ".pdf": _pdf, ".xlsx": _xlsx}
