"""``press landing``: the tables between the stages, and the files that hold them."""

from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from include.cli.output import show

app = typer.Typer(name="landing", help="The tables between the stages, and their files.", no_args_is_help=True)


@app.callback()
def landing() -> None:
    """The tables between the stages, and their files."""


@app.command("compact")
def compact(
    day: Annotated[
        list[datetime] | None, typer.Option(formats=["%Y-%m-%d"], help="This day alone; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Move small files into one a table and day; also what an installation of an earlier layout runs, once.

    Every build does so too. A run that is stopped is taken up by the next; nothing waits for it, and no row changes.
    """
    from include.landing.compaction import compact as compact_landing
    from include.landing.contract import tables
    from include.landing.store import loose_days

    days = {given.date() for given in day} if day else None
    total = sum(days is None or found in days for name in tables() for found in loose_days(name))
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("landing", total=total)

        def advance(name: str, current: date) -> None:
            bar.update(task, advance=1, description=f"{name} {current.isoformat()}")

        found = compact_landing(days=days, progress=advance)
    show([{"segments": found.segments, "files": found.files}], as_json=as_json)


@app.command("status")
def status(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show days, segments and days that are not compacted of each table."""
    from include.landing import segments
    from include.landing.contract import tables
    from include.landing.store import loose_days

    rows = []
    for name in tables():
        named, loose = segments.manifest(name), loose_days(name)
        if days := sorted({*named, *loose}):
            size = sum(path.stat().st_size for path in named.values())
            counts = {"segments": len(named), "bytes": size, "not_compacted": len(loose)}
            rows.append({"table": name, "first": days[0], "last": days[-1]} | counts)
    show(rows, as_json=as_json)
