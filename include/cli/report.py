"""``press report``: compose and draw a report, check its bytes, deliver it, settle what is in doubt.

Nobody approves here: an approval needs a login, and is given on the page of reports in Airflow's interface.
"""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(name="report", help="Reports: build, verify, deliver.", no_args_is_help=True)
JSON = typer.Option(False, "--json", help="One JSON object a line.")
Folder = Annotated[Path, typer.Argument(help="The snapshot's folder.")]


@app.callback()
def reports() -> None:
    """Reports: build, verify, deliver."""


@app.command("build")
def build_report(
    report: Annotated[str, typer.Argument(help="A declared report, e.g. monthly_compliance.")],
    period: Annotated[str, typer.Option("--period", help="2026-11, 2026-Q4, 2026-H2 or 2026.")],
    output: Annotated[Path, typer.Option("--output", help="Folder that receives the files.")],
    is_draft: Annotated[
        bool, typer.Option("--draft", help="Of a period not closed yet; says so on every page.")
    ] = False,
    as_json: bool = JSON,
) -> None:
    """Compose a report from the published copy and draw its files; no mail is sent."""
    import shutil

    from include.reporting.compose import SNAPSHOT, compose
    from include.reporting.render import render

    snapshot = compose(report, period, is_draft=is_draft)
    drawn = [Path(path) for path in render(snapshot.folder).values()]
    output.mkdir(parents=True, exist_ok=True)
    for path in (snapshot.folder / SNAPSHOT, *drawn):
        shutil.copy2(path, output / path.name)
    row = {"report": report, "period": period, "content_hash": snapshot.content_hash, "build_id": snapshot.build_id}
    show([{**row, "files": [str(output / path.name) for path in drawn]}], as_json=as_json)


@app.command("verify")
def verify_report(
    file: Annotated[Path, typer.Argument(help="snapshot.json, or a DOCX, PDF or XLSX beside it.")],
    as_json: bool = JSON,
) -> None:
    """Check that a file is what its snapshot gives, and whether exactly this content was approved."""
    from include.reporting.verify import verify_file

    show([verify_file(file)], as_json=as_json)


@app.command("deliver")
def deliver_report(folder: Folder, as_json: bool = JSON) -> None:
    """Send an approved snapshot to every recipient who has not received it."""
    from include.reporting.deliver import deliver

    show([deliver(folder)], as_json=as_json)


@app.command("settle")
def settle_delivery(
    folder: Folder,
    recipient: Annotated[str, typer.Option("--recipient", help="Id of the recipient whose mail is in doubt.")],
    has_arrived: Annotated[bool, typer.Option("--arrived/--lost", help="What the recipient said.")],
    reason: Annotated[str, typer.Option("--reason", help="How it is known.")],
) -> None:
    """Record what a person found out about a mail in doubt; a lost one is sent again by the next delivery."""
    from include.reporting.deliver import settle
    from include.settings import account

    entry = settle(folder, recipient, reason, account(), has_arrived=has_arrived)
    say(f"Recorded: entry {entry.sequence}, {entry.kind} for {recipient}.")
