"""The blind sample at the desk: a place is shown with its rule and archived page, and never what was found there."""

from typing import Annotated, Any

from fastapi import BackgroundTasks, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from include.errors import ActRefusedError
from include.review import samples
from include.review.acts import Person
from include.review.archived_pages import inert_page
from include.review.samples import Item, Place
from include.review.views import log_view
from include.text import clean
from review_desk.asset_events import emit_decisions_recorded
from review_desk.rendering import LONGEST_TYPED, back, page
from review_desk.reviewers import Actor, EvidenceReader
from review_desk.shown import ARCHIVED, now
from review_desk.wording import refusal

NO_SAMPLE = "Không có vị trí này trong mẫu, hoặc vị trí này không còn chờ ý kiến của bạn."
NO_PAGE = "Kho lưu trữ không còn bản chụp của vị trí này."


def show_samples(request: Request, who: EvidenceReader, done: str = "") -> Response:
    """Show how many places wait for somebody, and lead to the first."""
    waiting = samples.waiting_for(who)
    return page("samples.html", request, who, count=len(waiting), first=waiting[0] if waiting else None, done=done)


def _waiting(item: str, who: Person) -> tuple[Item, Place]:
    """Return a place on which somebody may still be asked.

    Raises:
        HTTPException: 404 when it is none.
    """
    asked = next((one for one in samples.waiting_for(who) if one.item == item), None)
    place = samples.place_of(asked) if asked is not None else None
    if asked is None or place is None:
        raise HTTPException(404, NO_SAMPLE)
    return asked, place


def show_sample(request: Request, item: str, who: EvidenceReader) -> Response:
    """Show one drawn place; that somebody looked at it is logged."""
    return _sample_page(request, item, who)


def _sample_page(request: Request, item: str, who: Person, status: int = 200, **shown: Any) -> Response:
    """Render a drawn place, with what was typed and the problem where a form was refused."""
    asked, place = _waiting(item, who)
    log_view(asked.outlet_id, {"sample": item}, who, now())
    has_page = samples.page_of(asked, place) is not None
    return page("sample.html", request, who, status, asked=asked, place=place, has_page=has_page, done="", **shown)


def show_page_of_sample(item: str, who: EvidenceReader) -> Response:
    """Show the archived page of a drawn place as inert words, for the frame beside it; the view is logged."""
    asked, place = _waiting(item, who)
    capture = samples.page_of(asked, place)
    if capture is None:
        raise HTTPException(404, NO_PAGE)
    log_view(asked.outlet_id, {"sample": item, "capture": capture.capture_id}, who, now())
    return HTMLResponse(inert_page(capture, None), headers=ARCHIVED)


def answer_sample(
    request: Request,
    item: str,
    who: Actor,
    later: BackgroundTasks,
    answer: Annotated[str, Form(max_length=500)] = "",
    text: Annotated[str, Form(max_length=LONGEST_TYPED)] = "",
) -> Response:
    """Record what somebody saw at a drawn place."""
    said = clean(text)
    try:
        samples.answer(item, answer, said, who, now())
    except ActRefusedError as error:
        typed = {"answer": answer, "text": said}
        return _sample_page(request, item, who, 409, problem=refusal(error), typed=typed)
    later.add_task(emit_decisions_recorded, 1)
    return back(request, "/samples?done=sampled", later)
