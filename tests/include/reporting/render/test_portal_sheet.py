"""A unit gets one page that says what was measured, and how to remark on it."""

import io
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from include.cli.portals import app
from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting import reading
from include.reporting.render.portal_sheet import HOW, REMARKS, lines, portal_sheet
from include.reporting.sections.portals import MEASURES
from include.warehouse.disclaimer import NOT_EVIDENCE
from tests.include.reporting.sample_rows import NO_SITE, PORTAL

PERIOD = ReportPeriod.parse("2026-11")


def test_the_sheet_says_every_measure_and_what_it_may_not_be_used_for() -> None:
    document = docx.Document(io.BytesIO(portal_sheet(PORTAL, PERIOD)))
    said = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert set(MEASURES.values()) <= set(said)
    assert said["Cho đánh giá thông tin"] == "chưa thấy"
    assert said["Thời gian trả lời (trung vị)"] == "420 mili giây"
    assert said["Mức độ sử dụng"] == "không đo"
    assert said["Mã số liệu (ghi vào sổ khi gửi phiếu)"] == PORTAL["sheet_code"]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert {HOW, REMARKS, NOT_EVIDENCE, "Kính gửi: Phường Cửa Nam"} <= set(paragraphs)


def test_the_sheet_is_the_same_whenever_it_is_drawn() -> None:
    assert portal_sheet(PORTAL, PERIOD) == portal_sheet(dict(PORTAL), PERIOD)


def test_a_hostile_name_and_domain_are_text() -> None:
    row = PORTAL | {"unit_name": "Phường \x00<script>{{ 7*7 }}", "domain": "=HYPERLINK(1)\x1b"}
    document = docx.Document(io.BytesIO(portal_sheet(row, PERIOD)))
    assert "{{ 7*7 }}" in "".join(paragraph.text for paragraph in document.paragraphs)
    assert lines(row)[0][1].startswith("=HYPERLINK(1)")


def test_each_unit_with_a_site_gets_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.Reading, "rows", lambda *_: [PORTAL, PORTAL | NO_SITE])
    answer = CliRunner().invoke(app, ["sheets", "2026-11", "--output", str(tmp_path)])
    assert answer.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["phieu_do_cong_phuong_cua_nam_2026-11.docx"]
    refused = CliRunner().invoke(app, ["sheets", "2026-11", "--output", str(tmp_path), "--unit", "xa_phu_dong"])
    assert isinstance(refused.exception, ReportError)
