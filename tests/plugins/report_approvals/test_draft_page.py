"""The page of a draft: the document marked as one, what differs, composing again, withdrawing; files stay text."""

import io
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from pypdf import PdfReader

from include.landing import store
from include.ledger.entries import append
from include.reporting.approve import approval_of
from include.reporting.compose import Snapshot
from include.reporting.model import Column, Paragraph, Table
from include.reporting.recompose import recompose
from include.reporting.render.draft_copy import draft_copy
from include.reporting.render.files import RENDERERS
from include.reporting.render.pages import DRAFT
from tests.include.reporting.sample_rows import month_query
from tests.plugins.report_approvals.test_page import HOST, _form, _send, snapshot, visitor
from tests.support.month_report import drawn_report

__all__ = ["snapshot", "visitor"]


def test_the_document_stands_in_the_page_marked_as_a_draft_until_it_is_approved(
    visitor: TestClient, snapshot: Snapshot
) -> None:
    here, name = f"/reports/{snapshot.content_hash}", "monthly_compliance_2026-11"
    assert f'<iframe class="document" src="{here}/files/{name}.pdf?sha256=' in visitor.get(here).text
    for suffix in ("pdf", "docx", "xlsx"):
        kept = (snapshot.folder / f"{name}.{suffix}").read_bytes()
        shown = visitor.get(f"{here}/files/{name}.{suffix}")
        assert "du_thao_" in shown.headers["content-disposition"]
        assert shown.content != kept
        assert DRAFT in words_of(suffix, shown.content)
        assert DRAFT not in words_of(suffix, kept)
    _send(visitor, snapshot, _form(visitor, snapshot))
    for suffix in ("pdf", "docx", "xlsx"):
        assert (
            visitor.get(f"{here}/files/{name}.{suffix}").content == (snapshot.folder / f"{name}.{suffix}").read_bytes()
        )


def words_of(suffix: str, body: bytes) -> str:
    """Return the words of the first page, head or sheet of a file."""
    stream = io.BytesIO(body)
    if suffix == "pdf":
        return PdfReader(stream).pages[-1].extract_text()
    if suffix == "docx":
        return " ".join(paragraph.text for paragraph in docx.Document(stream).sections[0].header.paragraphs)
    return str(load_workbook(stream).worksheets[-1]["A1"].value)


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx"])
def test_a_damaged_file_is_a_sentence_and_not_shown(visitor: TestClient, snapshot: Snapshot, suffix: str) -> None:
    name = f"monthly_compliance_2026-11.{suffix}"
    (snapshot.folder / name).write_bytes(b"PK\x03\x04 torn")
    answer = visitor.get(f"/reports/{snapshot.content_hash}/files/{name}")
    assert (answer.status_code, name in answer.text) == (400, True)


def test_an_approval_is_withdrawn_on_the_page_and_given_again(visitor: TestClient, snapshot: Snapshot) -> None:
    address = f"/reports/{snapshot.content_hash}"
    assert _send(visitor, snapshot, _form(visitor, snapshot, answer="withdraw")) == 409  # nobody approved it
    _send(visitor, snapshot, _form(visitor, snapshot))
    assert 'value="withdraw"' in visitor.get(address).text
    assert _send(visitor, snapshot, _form(visitor, snapshot, answer="withdraw", reason="Sai số liệu")) == 303
    assert approval_of(snapshot) is None
    assert "đã rút lại duyệt" in visitor.get(address).text
    assert _send(visitor, snapshot, _form(visitor, snapshot)) == 303
    assert approval_of(snapshot) is not None


def test_a_draft_is_composed_again_on_the_page_for_who_signs_and_the_first_points_to_it(
    visitor: TestClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = partial(recompose, query=month_query, build_id="build-2")
    monkeypatch.setattr("report_approvals.page.recompose", again)
    append("decision", "matters/o1", {"decision": "confirm", "reason": "Rõ", "matters": "m1"}, "ra_soat")
    address = f"/reports/{snapshot.content_hash}"
    assert "1 quyết định rà soát" in visitor.get(address).text
    form = {"reason": "Phó Giám đốc ký", "capacity": "deputy"}
    assert visitor.post(f"{address}/drafts", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    answer = visitor.post(f"{address}/drafts", data=form, headers={"Origin": HOST})
    assert answer.status_code == 303
    made = visitor.get(answer.headers["location"]).text
    assert "Cơ quan, thẩm quyền ký" in made
    assert "quyết định rà soát</li>" not in made
    assert answer.headers["location"] in visitor.get(address).text
    assert _send(visitor, snapshot, _form(visitor, snapshot)) == 409
    unknown = {**form, "capacity": "bo_truong"}
    assert visitor.post(f"{address}/drafts", data=unknown, headers={"Origin": HOST}).status_code == 409


def test_who_does_not_sign_in_the_capacity_of_a_report_is_told_and_may_return_it(
    visitor: TestClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/reports/{snapshot.content_hash}"
    form = _form(visitor, snapshot)
    assert 'value="approve"' in visitor.get(address).text
    store.write("signers", date(2026, 11, 16), [])
    shown = visitor.get(address).text
    assert 'value="approve"' not in shown
    assert "tài khoản này không ký với tư cách ghi trên văn bản (Giám đốc)" in shown
    assert _send(visitor, snapshot, form) == 409
    assert _send(visitor, snapshot, _form(visitor, snapshot, answer="return")) == 303


def test_what_an_outsider_wrote_stays_text_in_the_marked_files(home: Path) -> None:
    hostile = '=HYPERLINK("https://evil.example","{{ 7*7 }}") <script>alert(1)</script> \u202eabc ✓☎😀' + "a" * 40_000
    rows = ((hostile, 1),)
    table = Table(
        title=hostile[:200], columns=(Column(header=hostile[:60]), Column(header="Số", kind="count")), rows=rows
    )
    made = drawn_report(home).content
    section = made.sections[0].model_copy(update={"blocks": (Paragraph(text=hostile), table)})
    content = made.model_copy(update={"sections": (section,), "title": hostile[:300]})
    for suffix, draw in RENDERERS.items():
        marked = draft_copy(f"a{suffix}", draw(content))
        assert DRAFT in words_of(suffix.removeprefix("."), marked)
        if suffix == ".xlsx":
            cells = [cell for sheet in load_workbook(io.BytesIO(marked)) for row in sheet.iter_rows() for cell in row]
            assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"] * len(
                [cell for cell in cells if str(cell.value).startswith("=")]
            )
            assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
