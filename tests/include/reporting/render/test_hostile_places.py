"""What outsiders and clerks wrote reaches every form as text: from each place it can stand in, nothing is obeyed."""

import io
import re
from email import message_from_bytes, policy
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from include.reporting.compose import compose
from include.reporting.model import Content
from tests.include.reporting.render.test_any_text import render_all
from tests.include.reporting.sample_rows import MONTH, month_query
from tests.include.reporting.sections.test_confirmed_findings import _named

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} =HYPERLINK(1) ${x} #set text(red) \u202eđảo \u200e😀 ✓ ☎ \x00\x0b\x1b[2J "
    + "w" * 40_000
)
FORMULA = "=HYPERLINK(1)"
TASK: dict[str, Any] = {"task_id": "t1", "code": "II.1", "status": "in_progress", "progress_percent": 60.0}
PLACES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "outlet name": {"rpt_named_matters": [_named(HOSTILE, None)]},
    "reply": {"rpt_named_matters": [_named(FORMULA, HOSTILE)]},
    "title": {"rpt_portal_sheets": [{**row, "remark": HOSTILE} for row in MONTH["rpt_portal_sheets"]]},
    "corrected outlet": {  # reasons of decisions stand in no report
        "rpt_corrections": [
            {"matter_id": "m1", "outlet_name": HOSTILE, "title_vi": FORMULA, "decision": "dismiss",
             "named_in_period": "2026-10", "cleared_on": "2026-11-01"}
        ]
    },
    "register cell": {"rpt_budget": [{**row, "title": HOSTILE} for row in MONTH["rpt_budget"]]},
    "unit": {"rpt_deadlines": [{**row, "subject_name": HOSTILE} for row in MONTH["rpt_deadlines"]]},
    "proposal": {"rpt_plan_tasks": [{**TASK, "title": FORMULA, "proposal": HOSTILE, "difficulty": HOSTILE}]},
}  # fmt: skip


@pytest.fixture
def content(register: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Content:
    """Compose the month with hostile text in one place."""
    for mart, rows in PLACES[request.param].items():
        monkeypatch.setitem(MONTH, mart, rows)
    return compose("monthly_compliance", "2026-11", month_query, "build-1").content


@pytest.mark.parametrize("content", PLACES, indirect=True)
def test_every_form_takes_it_as_text(content: Content) -> None:
    files = render_all(content)
    document = docx.Document(io.BytesIO(files[".docx"]))
    said = "".join(element.text or "" for element in document.element.body.iter())
    assert "alert(1)" in said or "HYPERLINK" in said  # it did reach the report
    book = load_workbook(io.BytesIO(files[".xlsx"]))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(PdfReader(io.BytesIO(files[".pdf"])).pages) > 0
    html = message_from_bytes(files[".eml"], policy=policy.default).get_body(("html",))
    assert html is not None
    assert "<script" not in html.get_content()
    _has_nothing_active(files)


def _has_nothing_active(files: dict[str, bytes]) -> None:
    """Hold that no form has a control character or a part that a program would run."""
    for suffix in (".docx", ".xlsx"):
        with ZipFile(io.BytesIO(files[suffix])) as parts:
            assert not [name for name in parts.namelist() if re.search(r"vba|macro|activeX|externalLink|embed", name)]
            assert not [name for name in parts.namelist() if re.search(rb"[\x00\x0b\x1b]", parts.read(name)) and
                        name.endswith(".xml")]  # fmt: skip
    assert b"/JavaScript" not in files[".pdf"]
    assert b"/Launch" not in files[".pdf"]
