"""Sets a report as PDF/A-2b by typst: same content and look as the DOCX, same bytes for the same snapshot."""

import json
import logging
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from include.reporting.model import Content
from include.reporting.render.drawable import STAND_IN, drawable, fit_cells, is_lacking, surely_drawable
from include.reporting.render.fonts import Font, choose_font, require_readable
from include.reporting.render.pages import pages

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "report.typ"
REPLACED = (
    f"Bản PDF: {{count}} ký tự không có trong phông chữ được thay bằng {STAND_IN}; bản DOCX giữ nguyên các ký tự này."
)


def render_pdf(content: Content, font: Font | None = None) -> bytes:
    """Return the report as PDF/A-2b, drawn in one embedded font.

    Args:
        content: The snapshot's content.
        font: The font; the best this computer has when left out.

    Raises:
        DeclarationError: The engine cannot read the font.
    """
    chosen = font or choose_font()
    require_readable(chosen)
    words, replaced = drawable(fit_cells(pages(content)), chosen)
    try:
        return _draw(content, chosen, words, replaced)
    except typst.TypstError as error:
        if not is_lacking(error):
            raise
    words, replaced = surely_drawable(fit_cells(pages(content)))
    return _draw(content, chosen, words, replaced)


def _draw(content: Content, chosen: Font, words: dict[str, Any], replaced: int) -> bytes:
    """Set the words in one font; below them stands how many characters were replaced, if any."""
    if replaced:
        logger.warning("%s %s: %d characters are not in the font", content.report_id, content.period_id, replaced)
    dated = content.ends_before
    inputs = {
        "pages": json.dumps({**words, "replaced": REPLACED.format(count=replaced) if replaced else ""}),
        "font": chosen.family,
        "ledger": content.ledger,
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
