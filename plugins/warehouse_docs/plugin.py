"""Registers the documentation of the warehouse with Airflow; the app itself is imported when it is first asked for."""

from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/warehouse-docs"


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Forward an ASGI request to the app, which is imported here so that tasks and the scheduler need not load it."""
    from include.request_limits import FORM_BYTES, serve_limited
    from warehouse_docs.pages import pages

    await serve_limited(pages, FORM_BYTES, scope, receive, send)


class WarehouseDocsPlugin(AirflowPlugin):  # type: ignore[misc]
    """The warehouse's documentation as a page of Airflow's UI."""

    name = "warehouse_docs"
    fastapi_apps: ClassVar = [{"app": app, "url_prefix": PREFIX, "name": name}]
    external_views: ClassVar = [
        {
            "name": "Warehouse documentation",
            "href": f"{PREFIX}/",
            "destination": "nav",
            "category": "browse",
            "url_route": "warehouse_docs",
        }
    ]
