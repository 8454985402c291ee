"""``press day``: shows what is known of a local day, from collecting to reporting."""

from datetime import datetime
from typing import Annotated

import typer

from include.cli.output import say, show, to_json

app = typer.Typer(name="day", help="What is known of a day.", no_args_is_help=True)


@app.callback()
def days() -> None:
    """What is known of a day."""


@app.command("status")
def day_status(
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="Local day of Hanoi.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line: each outlet, then the day.")] = False,
) -> None:
    """Show what was collected, missed, quarantined, judged and reported of a day."""
    from include.reporting.day_status import day_row, outlet_rows

    outlets = outlet_rows(day.date())
    whole = day_row(day.date(), outlets)
    if as_json:
        for row in (*outlets, whole):
            say(to_json(row))
        return
    collected = [row for row in outlets if row["is_seen"]]  # the others are named below as missing
    show(collected, as_json=False, title=f"{day.date()}: what was collected")
    for name, value in whole.items():
        say(f"{name.replace('_', ' ') + ':':<16}{_words(value)}")


def _words(value: object) -> str:
    """Return a figure of the day as people read it."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none yet" if value is None else str(value)
