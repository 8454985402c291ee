"""``press warehouse``: build the warehouse, ask its published copy."""

from datetime import datetime
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(name="warehouse", help="Build the warehouse and ask its published copy.", no_args_is_help=True)


@app.command("query")
def query_published(
    sql: str = typer.Argument(help="One SELECT on the marts."),
    limit: int = typer.Option(10_000, min=1, max=1_000_000, help="Most rows that are shown."),
    seconds: float = typer.Option(60.0, min=0.1, max=3600.0, help="Longest time the query may take."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Run one read-only statement on the published copy, within limits of time and rows."""
    import duckdb

    from include.errors import SettingError
    from include.warehouse import published

    try:
        rows, has_more = published.ask(sql, seconds=seconds, limit=limit)
    except duckdb.Error as error:
        raise SettingError(
            f"The query failed: {error}", hint="`show all tables` lists the marts; data_dictionary.md describes them."
        ) from error
    show(rows, as_json=as_json)
    if has_more:
        say(f"Only the first {limit:,} rows are shown; --limit shows more.", err=True)


@app.command("build")
def build(
    day: Annotated[
        list[datetime] | None, typer.Option(formats=["%Y-%m-%d"], help="Judge this day again; repeatable.")
    ] = None,
    full: bool = typer.Option(False, "--full", help="Rebuild everything."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Load what changed, judge the days it touches, publish."""
    from include.warehouse.build import build_warehouse

    outcome = build_warehouse(None if full else [given.date() for given in day or []])
    show([outcome.summary()], as_json=as_json)


@app.command("dictionary")
def print_dictionary() -> None:
    """Print the data dictionary of the published copy."""
    from include.warehouse import published

    say((published.current() / "data_dictionary.md").read_text("utf-8"))
