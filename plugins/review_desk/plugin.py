"""Puts the review desk into Airflow's interface; the desk itself is only imported by the process that serves it."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/review-desk"


async def served_when_asked(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Serve the desk; every Airflow process reads this file, and only the one that is asked needs the rest."""
    from include.request_limits import UPLOAD_BYTES, serve_limited
    from review_desk.desk import desk

    await serve_limited(desk(), UPLOAD_BYTES, scope, receive, send)


class ReviewDeskPlugin(AirflowPlugin):  # type: ignore[misc] # Airflow carries no types
    """The review desk's contribution to Airflow."""

    name = "review_desk"
    fastapi_apps: ClassVar = [{"app": served_when_asked, "url_prefix": PREFIX, "name": "Bàn rà soát"}]
    external_views: ClassVar = [
        {"name": "Bàn rà soát", "href": f"{PREFIX}/", "destination": "nav", "url_route": "review_desk"}
    ]
