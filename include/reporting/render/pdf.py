"""Sets a report as PDF/A-2b by typst: same content and look as the DOCX, same bytes for the same snapshot."""

import json
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from include.reporting.model import Content
from include.reporting.render.fonts import Font, choose_font
from include.reporting.render.pages import pages

TEMPLATE = Path(__file__).parent / "report.typ"


def render_pdf(content: Content, font: Font | None = None) -> bytes:
    """Return the report as PDF/A-2b, drawn in one embedded font.

    Args:
        content: The snapshot's content.
        font: The font; the best this computer has when left out.
    """
    chosen = font or choose_font()
    dated = content.ends_before
    inputs = {
        "pages": json.dumps(pages(content), ensure_ascii=False),
        "font": chosen.family,
        "year": str(dated.year),
        "month": str(dated.month),
        "day": str(dated.day),
    }
    drawn = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(chosen.folder)] if chosen.folder else [],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["a-2b"],
        timestamp=int(datetime.combine(dated, time.min, UTC).timestamp()),
    )
    return bytes(drawn)
