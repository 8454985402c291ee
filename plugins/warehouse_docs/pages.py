"""Serves the published copy's page of models, columns and lineage to whoever is signed in to Airflow.

Airflow mounts the apps of plugins without a login of their own: this one asks Airflow's auth manager at each request.
"""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Annotated

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from airflow.configuration import conf
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from include.addresses import own_page
from include.warehouse import published

pages = FastAPI(title="Warehouse documentation", docs_url=None, redoc_url=None, openapi_url=None)

HEADERS = {
    # the page holds its script and data; it loads nothing else and may not be framed by another site
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'none'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@pages.get("/")
def show(_: Annotated[None, Depends(requires_access_view(AccessView.DOCS))]) -> HTMLResponse:
    """Return the page of the copy that is current now; it loads nothing from elsewhere."""
    page = published.documentation()
    if page is None:
        raise HTTPException(404, "Nothing has been published yet. Run the DAG build_warehouse first.")
    return HTMLResponse(page.read_text(encoding="utf-8"))


@pages.exception_handler(HTTPException)
async def refuse(request: Request, error: HTTPException) -> Response:
    """Send users who are not signed in to the login, and show everybody else one sentence on what is wrong."""
    if error.status_code == 401:
        here = own_page(conf.get("api", "base_url", fallback=""), request.url.path)
        return RedirectResponse(get_auth_manager().get_url_login(next_url=here), 303)
    return HTMLResponse(f"<!doctype html><title>Warehouse</title><p>{escape(error.detail)}</p>", error.status_code)


@pages.middleware("http")
async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """Send the protecting headers with every answer."""
    answer = await call(request)
    answer.headers.update(HEADERS)
    return answer
