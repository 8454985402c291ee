"""Serves the documentation that dbt wrote of the published warehouse to whoever is signed in to Airflow.

Airflow mounts the apps of plugins without a login of their own: this one asks Airflow's auth manager at each request.
"""

from typing import Annotated

from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import HTMLResponse

from include.warehouse import published

pages = FastAPI(title="Warehouse documentation", docs_url=None, redoc_url=None, openapi_url=None)

HEADERS = {
    # dbt writes one page with its script and data inside; it loads nothing else and stands in no foreign frame
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
    return HTMLResponse(page.read_text(encoding="utf-8"), headers=HEADERS)
