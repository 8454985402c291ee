"""``press archive``: what was received, kept as received."""

from datetime import datetime
from typing import Annotated

import typer

from include.cli.output import show, to_json

app = typer.Typer(name="archive", help="What was received, kept as received.", no_args_is_help=True)


@app.callback()
def archive() -> None:
    """What was received, kept as received."""


@app.command("withdraw")
def withdraw(
    url: Annotated[str, typer.Argument(help="Address to erase, as it was fetched.")],
    reason: Annotated[str, typer.Option(help="Why the law demands it; kept for ever.")],
    actor: Annotated[str, typer.Option(help="Who decided, by role, never a name.")] = "data_engineer",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Erase an address from archive and landing, and log it; the warehouse follows with its next build."""
    from include.custody.withdraw import withdraw as erase

    erased = erase(url, reason, actor)
    rows = [
        {"outlet_id": c.outlet_id, "day": c.day, "scope": c.scope, "url": c.url, "capture_id": c.capture_id}
        for c in erased
    ]
    if as_json:
        for row in rows:
            typer.echo(to_json(row))
        return
    show(rows, as_json=False, title="Erased, and logged with the findings that rested on it.")
    first, last = min(c.day for c in erased), max(c.day for c in erased)
    typer.echo("What was made of these pages goes once their days are admitted and the warehouse is built again:")
    typer.echo(f"""airflow dags trigger admit_articles --conf '{{"from_day": "{first}", "to_day": "{last}"}}'""")


@app.command("verify")
def verify(
    day: Annotated[list[datetime], typer.Argument(formats=["%Y-%m-%d"], help="Local days.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Compare days of the archive with their seals; status 1 when sealed bytes were altered or a day has no seal."""
    from include.custody.sealing import verify_day

    rows = []
    for moment in day:
        found = verify_day(moment.date()) or [{"file": None, "found": "not sealed"}]
        rows += [{"day": moment.date(), **row} for row in found]
    show(rows, as_json=as_json)
    if any(row["found"] in ("altered", "missing", "not sealed") for row in rows):
        raise typer.Exit(1)
