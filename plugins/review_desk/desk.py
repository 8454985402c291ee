"""The review desk: read a matter, decide it with a reason, hear the outlet, and let its name be printed or not.

Every page checks Airflow's login. Every response forbids scripts, frames of other sites, and caching.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache, partial
from typing import Any

import duckdb
from airflow.api_fastapi.app import get_auth_manager
from airflow.configuration import conf
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from jinja2 import TemplateError

from include.addresses import own_page
from include.errors import BUGS, PressError
from include.warehouse import published
from review_desk import acted, drafts, heard, sampled, sealed, shown
from review_desk.rendering import LONGEST_TYPED, PAGES, pages
from review_desk.reviewers import is_own_form
from review_desk.wording import trouble

log = logging.getLogger(__name__)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, browsers hide from us that our own forms are ours
    "Cache-Control": "no-store",
}
INCOMPLETE = "Biểu mẫu chưa đầy đủ hoặc có ngày, số không hợp lệ. Hãy quay lại trang trước, nội dung đã nhập còn ở đó."
SESSION_OVER = "Phiên đăng nhập đã hết. Hãy đăng nhập ở thẻ khác rồi gửi lại từ trang này; nội dung vẫn còn ở dưới."
UNFORESEEN = (
    "Có lỗi ngoài dự kiến ở hệ thống. Hãy xem lại trang để biết việc vừa rồi đã được ghi hay chưa; nếu chưa, gửi lại "
    "từ đây hoặc báo người vận hành."
)
KEEPING = frozenset({401, 404, 422, 400, 500, 503})
"""Answers after which what was typed is shown once more, to be sent again or taken elsewhere."""
EXPECTED = (HTTPException, RequestValidationError, PressError)
UNEXPECTED = (*BUGS, OSError, AssertionError, TemplateError, duckdb.Error)
"""What a fault of ours raises, or a store that is not as it was written."""
READ: dict[str, Callable[..., Response]] = {
    "/": shown.show_queue,
    "/matters/{matter_id}": shown.show_matter,
    "/findings/{finding_id}": shown.show_finding,
    "/findings/{finding_id}/pages/{which}": shown.show_archived_page,
    "/findings/{finding_id}/pages/{which}/picture": shown.show_screenshot,
    "/findings/{finding_id}/pack": drafts.pack_of_finding,
    "/outlets/{outlet_id}": shown.show_outlet,
    "/questions": shown.show_questions,
    "/outlets/{outlet_id}/file": drafts.file_of_outlet,
    "/outlets/{outlet_id}/elsewhere": drafts.articles_elsewhere,
    "/outlets/{outlet_id}/letters/{sequence}/{which}": drafts.draft_of_notice,
    "/matters/{matter_id}/letters/{which}": drafts.draft_of_matter,
    "/samples": sampled.show_samples,
    "/samples/{item}": sampled.show_sample,
    "/samples/{item}/page": sampled.show_page_of_sample,
    "/sealed/{digest}": sealed.show_sealed,
    "/messages": sealed.show_messages,
    "/tasks": sealed.show_tasks,
}
ACTS: dict[str, Callable[..., Response]] = {
    "/matters/{matter_id}/claims": acted.claim_matter,
    "/matters/{matter_id}/returns": acted.give_matter_back,
    "/matters/{matter_id}/recusals": acted.recuse_from_matter,
    "/matters/{matter_id}/decisions": acted.decide_matter,
    "/matters/{matter_id}/naming": acted.release_naming,
    "/matters/{matter_id}/corrections": acted.release_correction,
    "/matters/{matter_id}/appeals": acted.record_appeal,
    "/questions/{question_id}": acted.answer_question,
    "/outlets/{outlet_id}/notices": acted.draft_notice,
    "/outlets/{outlet_id}/releases": acted.release_notice,
    "/outlets/{outlet_id}/sendings": acted.record_sending,
    "/outlets/{outlet_id}/deliveries": acted.record_delivery,
    "/outlets/{outlet_id}/bounces": acted.record_bounce,
    "/outlets/{outlet_id}/extensions": acted.extend_reply,
    "/outlets/{outlet_id}/replies": heard.record_reply,
    "/outlets/{outlet_id}/corrected_replies": heard.correct_reply,
    "/outlets/{outlet_id}/withdrawn_replies": heard.withdraw_reply,
    "/outlets/{outlet_id}/messages": heard.handle_message,
    "/messages": sealed.handle_message,
    "/samples/{item}": sampled.answer_sample,
}


def style() -> Response:
    """Serve the one style sheet."""
    return FileResponse(PAGES / "desk.css", media_type="text/css")


async def refuse(request: Request, error: Exception) -> Response:
    """Send users who are not signed in to the login, and show everybody else one sentence on what is wrong."""
    status = getattr(error, "status_code", 503 if isinstance(error, PressError) else 400)
    if status == 401 and request.method == "GET":
        here = own_page(conf.get("api", "base_url", fallback=""), request.url.path, request.url.query)
        return RedirectResponse(get_auth_manager().get_url_login(next_url=here), 303)
    if status == 500:
        log.error("The desk failed at %s", request.url.path, exc_info=error)
    sentence = trouble(error) if isinstance(error, PressError) else getattr(error, "detail", INCOMPLETE)
    root = request.scope.get("root_path", "")
    shown: dict[str, object] = {"root": root, "sentence": sentence, "action": "", "typed": [], "login": ""}
    if status in KEEPING and is_own_form(request):  # words of another site are neither shown nor sent again from here
        shown |= {"action": request.url.path, "typed": await typed_in(request)}
    if status == 401:
        shown |= {"sentence": SESSION_OVER, "login": get_auth_manager().get_url_login(next_url=f"{root}/")}
    return HTMLResponse(pages().get_template("refusal.html").render(**shown), status)


async def typed_in(request: Request) -> list[tuple[str, str]]:
    """Return what a form carried, so that the page that refuses it can carry it on; files are left out.

    Shown to whoever sent it alone, and only words: nothing is kept here.
    """
    try:
        form = await request.form()
    except HTTPException:  # a body that is no form
        return []
    return [(name, value[:LONGEST_TYPED]) for name, value in form.multi_items() if isinstance(value, str)]


async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """Send the protecting headers with every answer."""
    answer = await call(request)
    policy = answer.headers.get("Content-Security-Policy")
    answer.headers.update(HEADERS if policy is None else {**HEADERS, "Content-Security-Policy": policy})
    return answer


class DeskRoute(APIRoute):
    """A route whose forms may hold long words: a field that is too long is refused by us, with what was typed.

    A failure that nobody foresaw is said in Vietnamese, with what was typed, and logged.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            request.form = partial(request.form, max_part_size=LONGEST_TYPED)  # type: ignore[method-assign]
            try:
                return await answer(request)
            except EXPECTED:
                raise
            except UNEXPECTED as error:
                failed = HTTPException(500, UNFORESEEN)
                failed.__cause__ = error
                return await refuse(request, failed)

        return answered


@cache
def desk() -> FastAPI:
    """Return the desk as an application of its own, in a process that keeps the published copy open."""
    published.keep_open()
    made = FastAPI(title="Bàn rà soát", docs_url=None, redoc_url=None, openapi_url=None)
    made.router.route_class = DeskRoute
    for path, read in READ.items():
        made.get(path)(read)
    for path, act in ACTS.items():
        made.post(path)(act)
    made.get("/desk.css")(style)
    for kind in EXPECTED:
        made.add_exception_handler(kind, refuse)
    made.middleware("http")(guarded)
    return made
