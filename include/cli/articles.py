"""``press articles``: landed articles, made again from the archive."""

from datetime import datetime
from typing import Annotated

import typer

from include.cli.output import say, show, to_json

app = typer.Typer(name="articles", help="Landed articles, made again from the archive.", no_args_is_help=True)


@app.callback()
def articles() -> None:
    """Landed articles, made again from the archive."""


@app.command("re-extract")
def re_extract(
    day: Annotated[
        list[datetime] | None, typer.Option(formats=["%Y-%m-%d"], help="Local day; may be repeated.")
    ] = None,
    earlier: Annotated[bool, typer.Option(help="Every day that an earlier version of the readers has read.")] = False,
    outlet: Annotated[list[str] | None, typer.Option(help="Outlet; may be repeated. Default: all followed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Replace a day's landing by what the archived bytes give; nothing is fetched."""
    from include.ingestion.reextract import days_read_earlier, reextract_days

    if bool(day) == earlier:
        raise typer.BadParameter("give either --day or --earlier")
    days = days_read_earlier() if earlier else [moment.date() for moment in day or []]
    counts = reextract_days(days, outlet)
    if as_json:
        say(to_json(counts))
    else:
        show([{"count": name, "number": number} for name, number in sorted(counts.items())], as_json=False)
    if counts.get("past_retention"):
        say("What has passed its retention cannot be made again: its landing is kept as it is.", err=True)
