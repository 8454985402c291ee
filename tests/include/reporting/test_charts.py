"""Pictures show the declared figures, say in words what they show, and are the same in every form."""

import io
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from include.periods.report_period import ReportPeriod
from include.reporting.charts import coverage_chart, delays_chart, matters_chart
from include.reporting.compose import Snapshot
from include.reporting.model import Chart, Series
from include.reporting.reading import Reading
from include.reporting.render.charts import chart_png
from include.reporting.render.docx import render_docx
from include.reporting.render.fonts import BUILT_IN, Font
from include.reporting.render.pdf import render_pdf
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH, month_query

READING = Reading(ReportPeriod.parse("2026-11"), month_query)
HOSTILE = Chart(
    kind="bars", title="<script>", alt="=1+1 \u202e ✓", labels=("✓☎", "{{ 7*7 }}", "#let x = 1"),
    series=(Series(name="$a$ *b* _c_ @d <e>", values=(1, None, 0)),),
)  # fmt: skip


def test_matters_of_twelve_periods_are_the_declared_figures() -> None:
    chart = matters_chart(READING)
    new, left_open = chart.series
    assert (len(chart.labels), chart.labels[0], chart.labels[-1]) == (12, "12/2025", "11/2026")
    assert new.values[-3:] == (0, 1, READING.count("matters_new"))
    assert left_open.values[-1] == READING.count("matters_open")
    assert "vụ việc mới 3; đang mở cuối kỳ 3" in chart.alt


def test_the_calendar_of_reports_has_a_first_period() -> None:
    chart = matters_chart(Reading(ReportPeriod.parse("2021"), month_query))
    assert 1 <= len(chart.labels) < 12
    assert chart.title.endswith(f", {len(chart.labels)} kỳ gần nhất")


def test_pairs_that_count_as_reprints_are_drawn_by_delay_and_others_are_not() -> None:
    rows = [
        {"is_counted": True, "reprint_published_date": "2026-11-01", "delay_minutes_min": delay}
        for delay in (-5, 0, 59, 60, 719, 720, 5000, None)
    ] + [{"is_counted": False, "reprint_published_date": "2026-11-01", "delay_minutes_min": 1}]
    chart = delays_chart(Reading(READING.period, query_of(MONTH | {"fct_reprints": rows})))
    assert chart is not None
    assert chart.series[0].values == (3, 1, 0, 1, 1, 1)
    assert delays_chart(READING) is None


def test_coverage_is_drawn_by_kind_of_outlet_never_by_outlet() -> None:
    outlets = [
        {"outlet_id": one, "kind": "aggregator", "outlet_name": "Trang Một"} for one in ("trang_mot", "trang_hai")
    ]
    chart = coverage_chart(Reading(READING.period, query_of(MONTH | {"dim_outlets": outlets})))
    assert chart is not None
    (row,) = chart.series
    assert row.name == "Trang thông tin điện tử tổng hợp"
    assert row.values[5] == pytest.approx(0.975)
    assert row.values[0] is None
    assert "Trang Một" not in chart.model_dump_json()


def test_days_too_many_to_be_told_apart_are_not_drawn() -> None:
    assert coverage_chart(Reading(ReportPeriod.parse("2026-Q4"), month_query)) is None


def test_a_picture_is_the_same_bytes_every_time_and_draws_whatever_it_is_given() -> None:
    assert chart_png(HOSTILE)[:4] == b"\x89PNG"
    first = chart_png(matters_chart(READING))
    chart_png.cache_clear()
    assert chart_png(matters_chart(READING)) == first


def test_docx_and_pdf_hold_the_picture_with_its_words(snapshot: Snapshot) -> None:
    chart = snapshot.content.chart
    assert chart is not None
    document = docx.Document(io.BytesIO(render_docx(snapshot.content)))
    assert next(shape._inline.docPr.get("descr") for shape in document.inline_shapes) == chart.alt
    reader = PdfReader(io.BytesIO(render_pdf(snapshot.content, Font(BUILT_IN, None))))
    said = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "".join(chart.title.split()) in said
    alts = {str(found.get_object().get("/Alt")) for found in _structure(reader)}
    assert chart.alt in alts


def _structure(reader: PdfReader) -> list[Any]:
    """Return the elements of the PDF's structure."""
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"].get_object()]
    found: list[Any] = []
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            held = kid.get_object() if hasattr(kid, "get_object") else kid
            if hasattr(held, "get") and "/S" in held:
                found.append(held)
                waiting.append(held)
    return found
