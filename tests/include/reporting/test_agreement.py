"""Every figure of every form is what the rows say, counted here without the declaration of figures."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from include.reporting.compose import Snapshot, compose
from include.reporting.metrics import Metrics, declared
from include.reporting.model import Content
from include.reporting.render.docx import render_docx
from include.reporting.render.fonts import BUILT_IN, Font
from include.reporting.render.mail import body_html, body_text
from include.reporting.render.pdf import render_pdf
from include.reporting.render.xlsx import FIGURES, HEADER_ROW, render_xlsx
from tests.include.reporting.sample_rows import EVENTS, MATTERS, MONTH, month_query

START, END = "2026-10-15", "2026-11-15"
Counted = dict[str, int | float]


def _of_city(event: dict[str, Any]) -> bool:
    return (event["jurisdiction"], event["strength"]) == ("city", "duty")


def _sum(mart: str, column: str) -> int:
    return sum(int(row[column] or 0) for row in MONTH[mart])


def counted() -> Counted:
    """Count, over the rows and in plain Python, what the report is to print."""
    outlets = {one["matter_id"]: one["outlet_id"] for one in MATTERS}
    mine = [event for event in EVENTS if _of_city(event)]
    within = [event for event in mine if START <= event["event_on"] < END]
    ids = {name: {e["matter_id"] for e in within if e["event"] == name} for name in ("new", "confirmed", "remedied")}
    begun = {e["matter_id"] for e in mine if e["change"] > 0 and e["event_on"] < END}
    still_open = begun - {e["matter_id"] for e in mine if e["change"] < 0 and e["event_on"] < END}
    answered = {m["matter_id"] for m in MATTERS if START <= (m.get("first_reply_on") or "") < END}
    undecided = {m["matter_id"] for m in MATTERS if not m.get("reviewed_on")} & still_open
    days = _sum("rpt_coverage", "outlet_days")
    seen = sum(row["observed_share"] * row["outlet_days"] for row in MONTH["rpt_coverage"]) / days
    return {
        "Đơn vị được theo dõi": _sum("rpt_coverage", "outlets"),
        "Vụ việc mới": len(ids["new"]),
        "Đơn vị có vụ việc mới": len({outlets[one] for one in ids["new"]}),
        "Vụ việc đang mở cuối kỳ": len(still_open),
        "Đơn vị có vụ việc đang mở cuối kỳ": len({outlets[one] for one in still_open}),
        "Vụ việc có ý kiến của đơn vị": len(answered),
        "Vụ việc được xác nhận bằng quyết định trong kỳ": len(ids["confirmed"]),
        "Vụ việc đã kết thúc": len(ids["remedied"]),
        "Vụ việc chưa có quyết định": len(undecided),
        "Tỷ lệ quan sát được bình quân": round(seen, 6),
        "Tin, bài tiếp nhận": _sum("rpt_coverage", "landed"),
        "Lớp đào tạo, bồi dưỡng": _sum("rpt_training", "sessions"),
        "Yêu cầu của báo chí tiếp nhận": _sum("rpt_press_requests", "received"),
        "Báo cáo chưa nhận": _sum("rpt_unit_reports", "missing"),
    }


SENTENCES: dict[str, Callable[[Counted], str]] = {
    "new": lambda f: f"Vụ việc mới: {f['Vụ việc mới']} vụ việc tại {f['Đơn vị có vụ việc mới']} đơn vị.",
    "open": lambda f: (
        f"Đang mở cuối kỳ: {f['Vụ việc đang mở cuối kỳ']} vụ việc tại {f['Đơn vị có vụ việc đang mở cuối kỳ']} đơn vị ("
    ),
    "equation": lambda f: (
        f"+ mới {f['Vụ việc mới']} − kết thúc {f['Vụ việc đã kết thúc']} = cuối kỳ {f['Vụ việc đang mở cuối kỳ']}"
    ),
    "confirmed": lambda f: f"Xác nhận bằng quyết định trong kỳ: {f['Vụ việc được xác nhận bằng quyết định trong kỳ']}",
    "section": lambda f: f"Trong kỳ có {f['Vụ việc được xác nhận bằng quyết định trong kỳ']} vụ việc tại",
    "undecided": lambda f: f"Còn {f['Vụ việc chưa có quyết định']} vụ việc chưa có quyết định",
    "training": lambda f: f"đã tổ chức {f['Lớp đào tạo, bồi dưỡng']} lớp",
    "units": lambda f: f"chưa nhận {f['Báo cáo chưa nhận']}.",
}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]", "", text).replace("-", "")


def _said(content: Content) -> dict[str, str]:
    """Return what DOCX and PDF say, without spaces."""
    document = docx.Document(io.BytesIO(render_docx(content)))
    reader = PdfReader(io.BytesIO(render_pdf(content, Font(BUILT_IN, None))))
    return {
        "docx": _squeezed("".join(paragraph.text for paragraph in document.paragraphs)),
        "pdf": _squeezed(re.sub(r"\n\d+\n", "", "\n".join(page.extract_text() for page in reader.pages))),
    }


def _mailed(content: Content) -> dict[str, dict[str, str]]:
    """Return the figures of the mail's text and of its HTML by label."""
    text = dict(re.findall(r"^- (.+?): ([\d.,%]+)", body_text(content, "x"), re.MULTILINE))
    html = dict(re.findall(r"<td[^>]*>([^<]+)</td><td[^>]*><b>([^<]+)</b>", body_html(content, "x")))
    return {"text": text, "html": html}


def _plain(text: str) -> float:
    """Return a number as people write it."""
    number = float(text.rstrip("%").replace(".", "").replace(",", "."))
    return number / 100 if text.endswith("%") else number


def _misdrawn(content: Content, wanted: Counted) -> list[str]:
    """Return the bars of the report's own period that are not as high as what was counted here."""
    assert content.chart is not None
    drawn = {one.name: one.values[-1] for one in content.chart.series}
    bars = {"Vụ việc mới": "Vụ việc mới", "Đang mở cuối kỳ": "Vụ việc đang mở cuối kỳ"}
    return [f"chart {bar}: {drawn[bar]}" for bar, label in bars.items() if drawn[bar] != wanted[label]]


def disagreements(content: Content) -> list[str]:
    """Return every figure of a form that is not what was counted here."""
    wanted, found = counted(), []
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(content)))[FIGURES]
    listed = {row[0]: row[1] for row in sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)}
    found += [f"xlsx {label}: {listed.get(label)}" for label, value in wanted.items() if listed.get(label) != value]
    for form, figures in _mailed(content).items():
        assert len(figures) == len(content.headlines)
        found += [
            f"{form} {label}: {value}" for label, value in figures.items() if abs(_plain(value) - wanted[label]) > 0.001
        ]
    found += _misdrawn(content, wanted)
    for form, text in _said(content).items():
        found += [f"{form} {name}" for name, said in SENTENCES.items() if _squeezed(said(wanted)) not in text]
    return found


def _planted(monkeypatch: pytest.MonkeyPatch, name: str, report: str = "monthly_compliance", **changed: str) -> Content:
    """Compose with one metric, or its population, declared wrongly."""
    known = declared()
    if "sql" in changed:
        populations = known.populations | {name: known.populations[name].model_copy(update=changed)}
        planted = Metrics(populations=populations, metrics=known.metrics)
    else:
        metrics = known.metrics | {name: known.metrics[name].model_copy(update=changed)}
        planted = Metrics(populations=known.populations, metrics=metrics)
    for module in ("reading", "summary", "comparing", "compose"):
        monkeypatch.setattr(f"include.reporting.{module}.declared", lambda: planted)
    return compose(report, "2026-11", month_query, "build-1").content


def test_every_form_says_what_the_rows_say(snapshot: Snapshot) -> None:
    assert disagreements(snapshot.content) == []


def test_a_matter_counted_once_a_day_is_found_in_every_form(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    by_day = declared().populations["matter_events"].sql + " union all " + declared().populations["matter_events"].sql
    forms = {line.split()[0] for line in disagreements(_planted(monkeypatch, "matter_events", sql=by_day))}
    assert forms == {"xlsx", "text", "html", "docx", "pdf", "chart"}


def test_a_wrong_period_is_found(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = declared().populations["matter_events"].sql.replace("'{starts_on}'", "'2026-09-15'")
    assert disagreements(_planted(monkeypatch, "matter_events", sql=sql))


def test_a_figure_that_is_one_off_in_one_section_is_found(snapshot: Snapshot) -> None:
    text = snapshot.content.model_dump_json().replace("Trong kỳ có 1 vụ việc tại", "Trong kỳ có 2 vụ việc tại")
    wrong = Content.model_validate_json(text)
    assert {line.split()[1] for line in disagreements(wrong)} == {"section"}


def test_a_figure_that_is_one_off_is_found_in_the_public_summary(
    register: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = _squeezed(SENTENCES["section"](counted()))
    right = compose("public_summary", "2026-11", month_query, "build-1").content
    assert [form for form, text in _said(right).items() if wanted not in text] == []
    value = f"{declared().metric('matters_confirmed').value} + 1"
    wrong = _planted(monkeypatch, "matters_confirmed", "public_summary", value=value)
    assert [form for form, text in _said(wrong).items() if wanted not in text] == ["docx", "pdf"]


def test_every_headline_is_a_figure_that_was_counted_here(snapshot: Snapshot) -> None:
    assert {headline.label for headline in snapshot.content.headlines} <= set(counted())
    assert snapshot.content.ends_before == date.fromisoformat(END)
