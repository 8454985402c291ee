"""The page “Toàn cảnh”: matters by period with the rows behind them, the state of each report; it changes nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting.overview import (
    KINDS,
    kind_asked,
    matter_rows,
    overview_chart,
    period_lines,
    report_lines,
)
from include.reporting.render.charts import chart_png
from include.reporting.wording import KIND, MAIL_STATE, MATTER_STATE, word
from include.review.acts import Act, person
from include.warehouse import published
from report_approvals.signed_in import Reader

Page = Callable[..., HTMLResponse]
T = TypeVar("T")
NO_PERIOD = "Không có trang này: kỳ báo cáo hoặc loại kỳ không đúng."


def _asked(read: Callable[[str], T], text: str) -> T:
    """Return what an address asks for; the refusal does not repeat it, since anybody may have written the link.

    Raises:
        HTTPException: 400 where there is no such period or kind.
    """
    try:
        return read(text)
    except ReportError as error:
        raise HTTPException(400, NO_PERIOD) from error


def add_overview(application: FastAPI, page: Page) -> None:
    """Add the overview's pages to the application.

    Args:
        application: Of the page of reports.
        page: Renders a template by name for a request.
    """

    def show_overview(request: Request, login: Reader, kind: str = "monthly") -> Response:
        """Show matters by period and every report's state."""
        wanted, is_there = _asked(kind_asked, kind), published.is_there()
        chart = overview_chart(wanted) if is_there else None
        return page(
            "overview.html",
            request,
            login=login,
            kinds=KINDS,
            kind=wanted,
            lines=period_lines(wanted) if is_there else [],
            chart=chart,
            reports=report_lines(),
            mail_states=MAIL_STATE,
        )

    def show_chart(login: Reader, kind: str = "monthly") -> Response:
        """Give the picture that stands on page one of the newest report."""
        wanted = _asked(kind_asked, kind)
        chart = overview_chart(wanted) if published.is_there() else None
        return Response(chart_png(chart) if chart else b"", 200 if chart else 404, media_type="image/png")

    def show_rows(request: Request, period_id: str, login: Reader) -> Response:
        """List the matters behind one period's figures, without any outlet.

        A matter's id is made of its outlet's, and a kind may have one outlet only: both are for reviewers.
        """
        period = _asked(ReportPeriod.parse, period_id)
        rows: list[dict[str, Any]] = [
            {**row, "kind": word(KIND, row["kind"]), "state": word(MATTER_STATE, row["state"])}
            for row in (matter_rows(period) if published.is_there() else [])
        ]
        may_know = person(login.name).may(Act.VIEW_EVIDENCE)
        return page("overview_rows.html", request, login=login, period=period, rows=rows, may_know=may_know)

    application.get("/overview")(show_overview)
    application.get("/overview/chart.png")(show_chart)
    application.get("/overview/{period_id}")(show_rows)
