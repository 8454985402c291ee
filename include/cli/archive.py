"""``press archive``: what was received, kept as received."""

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
    from include.ingestion.withdraw import withdraw as erase

    erased = erase(url, reason, actor)
    rows = [
        {"outlet_id": c.outlet_id, "day": c.day, "scope": c.scope, "url": c.url, "capture_id": c.capture_id}
        for c in erased
    ]
    if as_json:
        for row in rows:
            typer.echo(to_json(row))
        return
    show(rows, as_json=False, title="Erased. Build the warehouse again: what rested on these pages goes with them.")
