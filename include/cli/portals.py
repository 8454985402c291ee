"""``press portals``: the sheets that units get before their rows are printed."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say

app = typer.Typer(name="portals", help="Sites of the city's units: what was measured.", no_args_is_help=True)


@app.callback()
def portals() -> None:
    """Sites of the city's units: what was measured."""


@app.command("sheets")
def draw_sheets(
    period: Annotated[str, typer.Argument(help="2026-11, 2026-Q4, 2026-H2 or 2026.")],
    output: Annotated[Path, typer.Option(help="Folder that receives one DOCX a unit.")],
    unit: Annotated[list[str] | None, typer.Option(help="Unit; may be repeated. Default: all with a site.")] = None,
) -> None:
    """Draw the sheet of each unit with a site, to be sent by people; the register of sheets notes when it was.

    A row is printed in a report after ten working days from the day that the register says, with the unit's remark.
    """
    from include.errors import ReportError
    from include.periods.report_period import ReportPeriod
    from include.reporting.reading import Reading
    from include.reporting.render.portal_sheet import portal_sheet

    measured = ReportPeriod.parse(period)
    rows = [row for row in Reading(measured).rows("rpt_portals", "unit_id") if row["has_site"]]
    wanted = [row for row in rows if not unit or row["unit_id"] in unit]
    if not wanted:
        raise ReportError(
            f"No such unit has a site that was measured in {period}.", hint="Look into the register of units."
        )
    output.mkdir(parents=True, exist_ok=True)
    for row in wanted:
        path = output / f"phieu_do_cong_{row['unit_id']}_{measured.period_id}.docx"
        path.write_bytes(portal_sheet(row, measured))
        say(path)
