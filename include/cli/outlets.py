"""``press outlets``: who is followed, what their feeds answer."""

import typer

from include.cli.output import show

app = typer.Typer(name="outlets", help="Who is followed, and what their feeds answer.", no_args_is_help=True)


@app.callback()
def outlets() -> None:
    """Who is followed, and what their feeds answer."""


@app.command("list")
def list_outlets(as_json: bool = typer.Option(False, "--json", help="One JSON object a line.")) -> None:
    """List the outlets that have a profile."""
    from include.outlets.registry import profiles

    rows = [
        {"outlet_id": p.outlet_id, "name": p.name, "kind": p.kind, "is_followed": p.is_followed}
        for p in profiles().values()
    ]
    show(rows, as_json=as_json)
