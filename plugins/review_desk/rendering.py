"""Renders the desk's pages; everything they print is escaped, and every code is shown as a Vietnamese word."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fastapi import BackgroundTasks, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from include.reporting.legal_basis import cite_on
from include.review.acts import Act, Person, Role
from include.review.states import MatterState
from include.warehouse.disclaimer import NOT_EVIDENCE
from review_desk import wording

T = TypeVar("T")
PAGES = Path(__file__).parent / "pages"
LONGEST_TYPED = 10_000_000  # characters of one field: far more than is accepted, so that a refusal can say why
NO_MATTER = "Không có vụ việc này trong bản số liệu hiện hành, hoặc lần dựng số liệu mới nhất không còn nội dung đó."


@cache
def pages() -> Environment:
    """Return the templates."""
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        wording=wording,
        cite_on=cite_on,
        number=wording.number,
        MatterState=MatterState,
        Act=Act,
        not_evidence=NOT_EVIDENCE,
    )
    return environment


def page(name: str, request: Request, who: Person, status: int = 200, **shown: Any) -> HTMLResponse:
    """Render one page for somebody who is signed in."""
    known = {
        "root": request.scope.get("root_path", ""),
        "who": who,
        "is_reader": who.roles == {Role.READER},
        "problem": "",
        "typed": {},
    }
    return HTMLResponse(pages().get_template(name).render({**known, **shown}), status)


def there(found: T | None) -> T:
    """Return what was found.

    Raises:
        HTTPException: 404 when nothing was.
    """
    if found is None:
        raise HTTPException(404, NO_MATTER)
    return found


def back(request: Request, path: str, later: BackgroundTasks | None = None) -> Response:
    """Send the browser to a page of the desk, so that reloading it sends no form again."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303, background=later)
