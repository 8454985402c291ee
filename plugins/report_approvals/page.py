"""The page of reports: read what waits, open its files, approve it or return it with a reason.

Every request checks Airflow's login. What is approved is exactly what was shown: the form carries the hash of content
and files. No script runs, and no frame of another site shows the page.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from airflow.api_fastapi.app import get_auth_manager
from airflow.configuration import conf
from fastapi import FastAPI, Form, HTTPException, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from include.addresses import own_page
from include.custody.restore import agree_to_restore, open_proposal
from include.custody.rule_changes import agree_to_change, open_comparison
from include.errors import PressError
from include.ledger.entries import Entry
from include.periods.days import local_day, local_time
from include.reporting import approve as approvals
from include.reporting.approval_mail import due_on
from include.reporting.compose import Snapshot
from include.reporting.corrections import changes_noted, correction_docx
from include.reporting.draft_context import draft_context
from include.reporting.issued import Issue, record_issued
from include.reporting.kept import kept_snapshot, kept_snapshots
from include.reporting.recompose import capacities_of, recompose
from include.reporting.render.draft_copy import draft_copy
from include.reporting.render.files import file_bytes, file_hashes
from include.reporting.render.mail import ATTACHMENT_TYPES
from include.reporting.shelf import issued_copy, issued_of, shelf, superseded_by
from include.reporting.signers import not_signing
from report_approvals.overview_page import add_overview
from report_approvals.refusals import in_vietnamese
from report_approvals.signed_in import Approver, Reader
from report_approvals.wording import STATES, why_not

PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "object-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
NO_REPORT = "Không có báo cáo này, hoặc báo cáo đã thay đổi sau khi lập."
NO_CORRECTION = "Không có số liệu nào của báo cáo này thay đổi đến mức phải đính chính."
MEDIA_TYPES = {suffix: "/".join(kind) for suffix, kind in ATTACHMENT_TYPES.items()}
INCOMPLETE = "Biểu mẫu chưa đầy đủ: cần điền đủ các mục và ghi rõ lý do."
Reason = Annotated[str, Form(min_length=1, max_length=4000)]


class Answer(StrEnum):
    """What an approver may answer."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


@cache
def templates() -> Environment:
    """Return the templates; everything they print is escaped."""
    return Environment(
        loader=FileSystemLoader(PAGES), autoescape=select_autoescape(default=True), undefined=StrictUndefined
    )


def _page(name: str, request: Request, status: int = 200, **shown: Any) -> HTMLResponse:
    """Render one page."""
    root = request.scope.get("root_path", "")
    return HTMLResponse(
        templates().get_template(name).render(root=root, STATES=STATES, local_time=local_time, **shown), status
    )


def _found(content_hash: str) -> Snapshot:
    """Return the snapshot of a content.

    Raises:
        HTTPException: 404 when there is none that is as it was composed.
    """
    snapshot = kept_snapshot(content_hash)
    if snapshot is None:
        raise HTTPException(404, NO_REPORT)
    return snapshot


def show_reports(request: Request, login: Reader) -> Response:
    """List the reports that were composed, the newest period first."""
    proposal, comparison = open_proposal(), open_comparison()
    issued = shelf()
    return _page(
        "reports.html",
        request,
        login=login,
        issued=[(one, superseded_by(one, issued)) for one in issued],
        rows=[(snapshot, approvals.state_of(snapshot.folder)) for snapshot in kept_snapshots()],
        proposal=proposal,
        may_agree=_is_second(login, proposal),
        comparison=comparison,
        may_agree_to_change=_is_second(login, comparison),
    )


def _is_second(login: approvals.Login, entry: Entry | None) -> bool:
    """Return whether a login may agree to what somebody else entered."""
    return entry is not None and login.name in approvals.named_approvers() and login.name != entry.actor


def show_report(request: Request, content_hash: str, login: Reader, problem: str = "") -> Response:
    """Show one report: the document, what differs and happened since, and the forms where this user may answer."""
    snapshot = _found(content_hash)
    files, answer = file_hashes(snapshot.folder, snapshot.content), approvals.answer_to(snapshot)
    return _page(
        "report.html",
        request,
        login=login,
        snapshot=snapshot,
        state=approvals.state_of(snapshot.folder),
        context=draft_context(snapshot),
        due_on=due_on(snapshot),
        capacities=capacities_of(snapshot),
        replaced_by=approvals.replaced_by(snapshot),
        answer=answer,
        files=sorted(files.items()),
        shown=approvals.shown_hash(snapshot, files, answer),
        refusal=why_not(snapshot, login.name),
        is_signing=not not_signing(snapshot, login.name, local_day(datetime.now(UTC))),
        issued=issued_of(content_hash),
        changes=changes_noted(snapshot),
        may_issue=login.name in approvals.named_approvers(),
        problem=problem,
    )


def open_file(content_hash: str, name: str, login: Reader, sha256: str = "") -> Response:
    """Serve one drawn file of a report; until it is approved, with the mark of a draft over the very same bytes.

    The page's own links name the hash that an approval from that page covers: no other bytes are shown under them.
    """
    snapshot = _found(content_hash)
    body = file_bytes(snapshot.folder, snapshot.content).get(name)
    if body is None or sha256 not in ("", hashlib.sha256(body).hexdigest()):
        raise HTTPException(404, NO_REPORT)
    shown = "inline" if name.endswith(".pdf") else "attachment"
    is_approved = approvals.state_of(snapshot.folder) == approvals.ApprovalState.APPROVED
    if not (is_approved or snapshot.content.is_draft):
        body, name = draft_copy(name, body), f"du_thao_{name}"
    named = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return Response(body, media_type=MEDIA_TYPES[Path(name).suffix], headers=named)


def answer_report(
    request: Request,
    content_hash: str,
    login: Approver,
    answer: Annotated[Answer, Form()],
    reason: Reason,
    shown: Annotated[str, Form(min_length=64, max_length=64)],
) -> Response:
    """Record what a named approver answers, under the name of the login."""
    snapshot = _found(content_hash)
    if answer == Answer.APPROVE:
        approvals.approve(snapshot.folder, login, reason, shown)
    elif answer == Answer.WITHDRAW:
        approvals.withdraw(snapshot.folder, login, reason)
    else:
        approvals.return_report(snapshot.folder, login, reason)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/reports/{content_hash}", 303)


def compose_again(
    request: Request,
    content_hash: str,
    login: Approver,
    reason: Reason,
    capacity: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Compose a report again from what is published now, signed in the chosen capacity, and show the new draft."""
    snapshot = _found(content_hash)
    try:
        made = recompose(snapshot.folder, login, reason, capacity=capacity)
    except OSError as error:  # the disk may be full while it is drawn
        return _refused(request, error)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/reports/{made.content_hash}", 303)


def open_correction(content_hash: str, login: Reader) -> Response:
    """Give the draft of the correction notice of an issued report whose figures have changed."""
    body = correction_docx(_found(content_hash))
    if body is None:
        raise HTTPException(404, NO_CORRECTION)
    named = {"Content-Disposition": 'attachment; filename="du_thao_dinh_chinh.docx"'}
    return Response(body, media_type=MEDIA_TYPES[".docx"], headers=named)


def open_issued(content_hash: str, login: Reader) -> Response:
    """Give the signed file of an issued report."""
    body = issued_copy(content_hash)
    if body is None:
        raise HTTPException(404, NO_REPORT)
    return Response(body, media_type="application/pdf", headers={"Content-Disposition": "attachment"})


def issue_report(
    request: Request,
    content_hash: str,
    login: Approver,
    file: UploadFile,
    number: Annotated[str, Form(min_length=1, max_length=60)],
    issued_on: Annotated[date, Form()],
    correction: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Keep the signed file of an approved report, under the name of the login."""
    snapshot = _found(content_hash)
    issue = Issue(number, issued_on, correction)
    record_issued(file.file.read(), issue, login, local_day(datetime.now(UTC)), snapshot.folder)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/reports/{content_hash}", 303)


def agreement(record: Callable[[int, str, str, str], Entry]) -> Callable[..., Response]:
    """Return the handler of a form by which a second person agrees to what somebody else entered.

    Args:
        record: Records it, given the number of the entry, the reason, the name of the login and who vouched for it.
    """

    def agree(request: Request, sequence: int, login: Approver, reason: Reason) -> Response:
        record(sequence, reason, login.name, login.authenticated_by)
        return RedirectResponse(f"{request.scope.get('root_path', '')}/", 303)

    return agree


def style() -> Response:
    """Serve the one style sheet."""
    return FileResponse(PAGES / "reports.css", media_type="text/css")


async def refuse(request: Request, error: Exception) -> Response:
    """Send users who are not signed in to the login, and answer everybody else with one sentence on what is wrong."""
    status = getattr(error, "status_code", 400)
    if status == 401 and request.method == "GET":
        here = own_page(conf.get("api", "base_url", fallback=""), request.url.path, request.url.query)
        return RedirectResponse(get_auth_manager().get_url_login(next_url=here), 303)
    if isinstance(error, PressError):
        return _refused(request, error)
    return _page("refusal.html", request, status, sentence=str(getattr(error, "detail", INCOMPLETE)))


def _refused(request: Request, error: Exception) -> Response:
    """Say in Vietnamese what was refused, with the program's own words for the engineer."""
    status = 409 if request.method == "POST" else 400
    return _page("refusal.html", request, status, sentence=in_vietnamese(str(error)), original=str(error))


async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """Send the protecting headers with every answer."""
    answer = await call(request)
    answer.headers.update(HEADERS)
    return answer


@cache
def application() -> FastAPI:
    """Return the page as an application of its own."""
    made = FastAPI(title="Duyệt báo cáo", docs_url=None, redoc_url=None, openapi_url=None)
    made.get("/")(show_reports)
    made.get("/reports/{content_hash}")(show_report)
    made.get("/reports/{content_hash}/files/{name}")(open_file)
    made.post("/reports/{content_hash}/answers")(answer_report)
    made.post("/reports/{content_hash}/drafts")(compose_again)
    made.get("/reports/{content_hash}/correction")(open_correction)
    made.get("/reports/{content_hash}/issued")(open_issued)
    made.post("/reports/{content_hash}/issued")(issue_report)
    made.post("/restores/{sequence}/agreements")(agreement(agree_to_restore))
    made.post("/rule-changes/{sequence}/agreements")(agreement(agree_to_change))
    made.get("/reports.css")(style)
    add_overview(made, _page)
    for kind in (HTTPException, RequestValidationError, PressError):
        made.add_exception_handler(kind, refuse)
    made.middleware("http")(guarded)
    return made
