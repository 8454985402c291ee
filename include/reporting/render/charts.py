"""Draws a picture as PNG for DOCX and mail, by the same template and font as in the PDF."""

import json
from functools import lru_cache
from pathlib import Path

import typst

from include.reporting.model import Chart
from include.reporting.render.drawable import drawable, surely_drawable
from include.reporting.render.fonts import BUILT_IN, Font

TEMPLATE = Path(__file__).parent / "chart_page.typ"
DOTS_PER_INCH = 150.0
HEIGHT_MM = 33


@lru_cache(maxsize=32)
def chart_png(chart: Chart, height_mm: int = HEIGHT_MM) -> bytes:
    """Return a picture as PNG, in the font that comes with the engine: the same bytes on every computer.

    Args:
        chart: What is drawn.
        height_mm: How high its bars may be.
    """
    font = Font(BUILT_IN, None)
    words, _ = drawable(chart.model_dump(mode="json"), font)
    try:
        return _draw(words, height_mm)
    except typst.TypstError:
        words, _ = surely_drawable(chart.model_dump(mode="json"))
        return _draw(words, height_mm)


def _draw(words: dict[str, object], height_mm: int) -> bytes:
    """Draw the words and figures of one picture."""
    drawn = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"chart": json.dumps(words), "font": BUILT_IN, "height": str(height_mm)},
        format="png",
        ppi=DOTS_PER_INCH,
    )
    return bytes(drawn)
