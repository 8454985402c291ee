"""``press rules``: which legal text each rule has had since when, and what of it is not read, disputed or unknown."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show, to_json

app = typer.Typer(name="rules", help="The law behind each rule: its versions, and what is open.", no_args_is_help=True)
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("log")
def show_log(
    rule: Annotated[str | None, typer.Argument(help="A rule or measure alone.")] = None, as_json: JSON = False
) -> None:
    """Print the versions of each rule and measure: since when, on which text, who read it, when and where."""
    from include.errors import DeclarationError
    from include.reporting.legal_basis import cite
    from include.warehouse.law import law_log

    found = [row | {"cited": cite(row["instrument"], row["provision"])} for row in law_log(rule)]
    if not found:
        raise DeclarationError(f"No rule or measure is called {rule}.", hint="`press rules log` lists them all.")
    if not as_json:  # the citation says both
        found = [{name: row[name] for name in row if name not in ("instrument", "provision")} for row in found]
    show(found, as_json=as_json)


@app.command("check")
def check_rules(as_json: JSON = False) -> None:
    """Refuse a catalogue that contradicts itself; list texts not read, gaps, disputed numbers, unknown force."""
    from include.warehouse.law import open_points
    from include.warehouse.rule_versions import check_rule_versions

    check_rule_versions()
    show(open_points(), as_json=as_json)


@app.command("compare")
def compare_rules(
    from_day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="First local day.")],
    to_day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last local day, at least 30 days in all.")],
    project: Annotated[
        Path | None, typer.Option(help="Folder of the changed dbt project. Default: the installed.")
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="Folder of the project in use before. Default: what the last build judged by.")
    ] = None,
    re_read: Annotated[bool, typer.Option(help="Read the days again from the archive by the readers here.")] = False,
    output: Annotated[Path | None, typer.Option(help="File of JSON lines: each verdict that would change.")] = None,
    unfenced: Annotated[
        bool, typer.Option("--unfenced", help="Where the system has no Landlock: let the project run unconfined.")
    ] = False,
    as_json: JSON = False,
) -> None:
    """Judge past days by a changed catalogue, model or reader beside those in use, and print what would change.

    After an upgrade of the program no project needs to be named: the installed one is compared with the one that the
    last build judged by. Nothing is switched. The ledger records the comparison; a second person agrees to it on the
    page of reports, and until then a build refuses the changed catalogue, or what changed readers have read.
    """
    from include.custody.rule_changes import record_comparison
    from include.pages.version import EXTRACTOR_VERSION
    from include.periods.days import days_between
    from include.settings import account
    from include.warehouse.beside import compare
    from include.warehouse.projects import PROJECT

    first, last = from_day.date(), to_day.date()
    days = (word for day in days_between(first, last) for word in ("--day", day.isoformat()))
    again = ("include.cli", "articles", "re-extract", *days) if re_read else ()
    say("Judging the days twice, each time from all that was landed …", err=True)
    found = compare(project or PROJECT, first, last, again, before, is_fenced=not unfenced)
    if output is not None:
        output.write_text("".join(f"{to_json(row)}\n" for row in found.changed), encoding="utf-8")
    entry = record_comparison(found, EXTRACTOR_VERSION if re_read else None, account())
    show(found.summary(), as_json=as_json)
    say(
        f"{len(found.changed):,} of {found.verdicts:,} verdicts would change (entry {entry.sequence} of the ledger, "
        f"fingerprint {found.fingerprint[:16]}). Nothing was switched.",
        err=True,
    )
