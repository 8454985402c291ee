"""The review desk: read a matter, decide its findings with a reason, record what the outlet answers.

Every page asks Airflow who is there. Every answer forbids scripts, frames of other sites, and caching.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from airflow.api_fastapi.app import get_auth_manager
from fastapi import BackgroundTasks, FastAPI, Form, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from include.errors import PressError
from include.reporting.legal_basis import cite
from include.review import cases, replies
from include.review.decisions import Decision, FindingState, decide
from include.warehouse.claims import NOT_EVIDENCE
from review_desk import wording
from review_desk.hand_over import hand_over
from review_desk.reviewers import Reader, Reviewer, may_decide

T = TypeVar("T")
PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'self'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, browsers hide from us that our own forms are ours
    "Cache-Control": "no-store",
}
WORDS = Form(min_length=1, max_length=4000)
INCOMPLETE = "Biểu mẫu chưa đầy đủ: cần chọn nội dung, chọn quyết định và ghi rõ lý do."
NO_MATTER = "Không có vụ việc này trong bản số liệu hiện hành."


@cache
def pages() -> Environment:
    """Return the templates; everything they print is escaped."""
    environment = Environment(
        loader=FileSystemLoader(PAGES), autoescape=select_autoescape(default=True), undefined=StrictUndefined
    )
    environment.globals.update(
        wording=wording, cite=cite, number=wording.number, FindingState=FindingState, not_evidence=NOT_EVIDENCE
    )
    return environment


def _page(name: str, request: Request, user: Any, status: int = 200, **shown: Any) -> HTMLResponse:
    """Render one page for somebody who is signed in."""
    known = {"root": request.scope.get("root_path", ""), "user": user.get_name(), "may_decide": may_decide(user)}
    return HTMLResponse(pages().get_template(name).render(**known, **shown), status)


def _there(found: T | None) -> T:
    """Return what was found.

    Raises:
        HTTPException: 404 when nothing was.
    """
    if found is None:
        raise HTTPException(404, NO_MATTER)
    return found


def show_matters(
    request: Request, user: Reader, state: str = "candidate", strength: str = "", jurisdiction: str = ""
) -> Response:
    """Show the matters that hold findings in a state, narrowed where asked."""
    wanted = FindingState(state) if state in set(FindingState) else None
    found = [
        matter
        for matter in cases.matters()
        if (wanted is None or matter.has(wanted))
        and strength in ("", matter.strength)
        and jurisdiction in ("", matter.jurisdiction)
    ]
    chosen = {"state": state, "strength": strength, "jurisdiction": jurisdiction}
    return _page("matters.html", request, user, matters=found, chosen=chosen)


def show_matter(request: Request, matter_id: str, user: Reader, problem: str = "", done: int = 0) -> Response:
    """Show one matter with all its findings and the form that decides them."""
    matter = _there(cases.matter(matter_id))
    found = cases.findings_of(matter_id)
    return _page("matter.html", request, user, matter=matter, findings=found, problem=problem, done=done)


def show_finding(request: Request, finding_id: str, user: Reader, problem: str = "") -> Response:
    """Show one finding: its evidence side by side, what was decided, what the outlet answered."""
    finding, matter_id = _there(cases.finding(finding_id))
    matter = _there(cases.matter(matter_id))
    pair, log = cases.pair(finding), cases.log_of(finding_id)
    return _page("finding.html", request, user, finding=finding, matter=matter, problem=problem, pair=pair, log=log)


def decide_findings(
    request: Request,
    matter_id: str,
    user: Reviewer,
    later: BackgroundTasks,
    decision: Annotated[Decision, Form()],
    reason: Annotated[str, WORDS],
    finding_id: Annotated[list[str], Form()],
) -> Response:
    """Record one decision, with its reason, on each chosen finding of a matter."""
    known = {finding.finding_id for finding in cases.findings_of(matter_id)}
    chosen = [one for one in dict.fromkeys(finding_id) if one in known]
    problems, done = [], 0
    for one in chosen:
        try:
            decide(one, decision, reason, actor=user.get_name())
            done += 1
        except PressError as error:
            problems.append(str(error))
    if done:
        later.add_task(hand_over, done)
    if problems or not chosen:
        problem = "; ".join(problems) or "Chưa chọn nội dung nào của vụ việc này."
        return show_matter(request, matter_id, user, problem=problem, done=done)
    return _back(request, f"/matters/{matter_id}?done={done}", later)


def record_reply(
    request: Request,
    finding_id: str,
    user: Reviewer,
    later: BackgroundTasks,
    text: Annotated[str, WORDS],
    received_on: Annotated[date, Form()],
) -> Response:
    """Record what the outlet answered to a finding, word by word."""
    _there(cases.finding(finding_id))
    try:
        replies.record(finding_id, text, received_on, actor=user.get_name())
    except PressError as error:
        return show_finding(request, finding_id, user, problem=str(error))
    later.add_task(hand_over, 1)
    return _back(request, f"/findings/{finding_id}", later)


def _back(request: Request, path: str, later: BackgroundTasks) -> Response:
    """Send the browser to a page of the desk, so that reloading it sends no form again."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303, background=later)


def style() -> Response:
    """Give the one style sheet."""
    return FileResponse(PAGES / "desk.css", media_type="text/css")


async def refuse(request: Request, error: Exception) -> Response:
    """Send strangers to sign in, and tell everybody else in one sentence what stands in the way."""
    status = getattr(error, "status_code", 400)
    if status == 401 and request.method == "GET":
        return RedirectResponse(get_auth_manager().get_url_login(next_url=str(request.url)), 303)
    sentence = str(error) if isinstance(error, PressError) else getattr(error, "detail", INCOMPLETE)
    root = request.scope.get("root_path", "")
    return HTMLResponse(pages().get_template("refusal.html").render(root=root, sentence=sentence), status)


async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """Send the protecting headers with every answer."""
    answer = await call(request)
    answer.headers.update(HEADERS)
    return answer


@cache
def desk() -> FastAPI:
    """Return the desk as an application of its own."""
    made = FastAPI(title="Bàn rà soát", docs_url=None, redoc_url=None, openapi_url=None)
    for path, page in (
        ("/", show_matters),
        ("/matters/{matter_id}", show_matter),
        ("/findings/{finding_id}", show_finding),
    ):
        made.get(path)(page)
    made.post("/matters/{matter_id}/decisions")(decide_findings)
    made.post("/findings/{finding_id}/replies")(record_reply)
    made.get("/desk.css")(style)
    for kind in (HTTPException, RequestValidationError, PressError):
        made.add_exception_handler(kind, refuse)
    made.middleware("http")(guarded)
    return made
