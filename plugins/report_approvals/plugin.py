"""Puts the page of reports into Airflow's interface; it is only imported by the process that serves it."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/report-approvals"


async def served_when_asked(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Serve the page; every Airflow process reads this file, and only the one that is asked needs the rest."""
    from include.request_limits import UPLOAD_BYTES, serve_limited
    from report_approvals.page import application

    await serve_limited(application(), UPLOAD_BYTES, scope, receive, send)


class ReportApprovalsPlugin(AirflowPlugin):  # type: ignore[misc] # Airflow carries no types
    """The page of reports as a contribution to Airflow."""

    name = "report_approvals"
    fastapi_apps: ClassVar = [{"app": served_when_asked, "url_prefix": PREFIX, "name": "Duyệt báo cáo"}]
    external_views: ClassVar = [
        {"name": "Duyệt báo cáo", "href": f"{PREFIX}/", "destination": "nav", "url_route": "report_approvals"},
        {"name": "Toàn cảnh", "href": f"{PREFIX}/overview", "destination": "nav", "url_route": "overview"},
    ]
