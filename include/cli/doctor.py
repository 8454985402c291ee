"""``press doctor``: what is wrong with this installation, from disk to mail, and the fix."""

from typing import Annotated

import typer

from include.cli.output import show

app = typer.Typer()


@app.command("doctor")
def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Say what is wrong with this installation and how to fix it; status 1 when something is."""
    from include.doctor.checks import CHECKS
    from include.doctor.finding import examine

    rows = [examine(name, check) for name, check in CHECKS.items()]
    show(rows, as_json=as_json)
    if not all(row["is_well"] for row in rows):
        raise typer.Exit(1)
