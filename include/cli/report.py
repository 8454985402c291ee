"""``press report``: compose and draw a report, check its bytes, take it back signed, deliver it.

Nobody approves here: an approval needs a login, and is given on the page of reports in Airflow's interface.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(name="report", help="Reports: build, verify, deliver.", no_args_is_help=True)
DAY = ["%Y-%m-%d"]
JSON = typer.Option(False, "--json", help="One JSON object a line.")
Folder = Annotated[Path, typer.Argument(help="The snapshot's folder.")]


@app.callback()
def reports() -> None:
    """Reports: build, verify, deliver."""


@app.command("build")
def build_report(
    report: Annotated[str, typer.Argument(help="A declared report, e.g. monthly_compliance.")],
    output: Annotated[Path, typer.Option("--output", help="Folder that receives the files.")],
    period: Annotated[str, typer.Option("--period", help="2026-11, 2026-Q4, 2026-H2 or 2026.")] = "",
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=DAY, help="First day of an ad hoc report, in place of --period."),
    ] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="Its last day, which counts too.")] = None,
    is_draft: Annotated[bool, typer.Option("--draft", help="Of a period not closed yet; every page says so.")] = False,
    as_json: bool = JSON,
) -> None:
    """Compose a report from the published copy and draw its files; no mail is sent."""
    import shutil

    from include.periods.report_period import ReportPeriod
    from include.reporting.compose import SNAPSHOT, compose
    from include.reporting.render import render

    if bool(period) == bool(first or last) or bool(first) != bool(last):
        raise typer.BadParameter("Name --period, or both --from and --to.")
    wanted = ReportPeriod.between(first.date(), last.date()) if first and last else ReportPeriod.parse(period)
    snapshot = compose(report, wanted, is_draft=is_draft)
    drawn = [Path(path) for path in render(snapshot.folder).values()]
    output.mkdir(parents=True, exist_ok=True)
    for path in (snapshot.folder / SNAPSHOT, *drawn):
        shutil.copy2(path, output / path.name)
    row = {
        "report": report,
        "period": wanted.period_id,
        "content_hash": snapshot.content_hash,
        "build_id": snapshot.build_id,
    }
    show([{**row, "files": [str(output / path.name) for path in drawn]}], as_json=as_json)


@app.command("verify")
def verify_report(
    file: Annotated[Path, typer.Argument(help="snapshot.json, or a DOCX, PDF or XLSX beside it.")],
    as_json: bool = JSON,
) -> None:
    """Check that a file is what its snapshot gives, and whether exactly this content was approved."""
    from include.reporting.verify import verify_file

    show([verify_file(file)], as_json=as_json)


@app.command("issued")
def record_issued_report(
    file: Annotated[Path, typer.Argument(help="The signed PDF.")],
    number: Annotated[str, typer.Option("--number", help="Number of the document, e.g. 5 or 05/BC-SVHTT.")],
    issued_on: Annotated[datetime, typer.Option("--date", formats=DAY, help="Its date, e.g. 2026-11-20.")],
    folder: Annotated[
        Path | None, typer.Option("--of", help="The snapshot's folder; found by the file's bytes when left out.")
    ] = None,
    correction: Annotated[str, typer.Option("--correction", help="Why the record of the same report changes.")] = "",
    as_json: bool = JSON,
) -> None:
    """Keep the signed file of an approved report, with its number, its date and what its signatures say.

    A file that is to be mailed in place of the approved one is brought by an approver on the report's page.
    """
    from include.errors import ReportError
    from include.periods.days import local_day
    from include.reporting.approve import Login
    from include.reporting.issued import Issue, record_issued
    from include.settings import account

    try:
        body = file.read_bytes()
    except OSError as error:
        raise ReportError(f"{file} cannot be read: {error}", hint="Name the signed PDF.") from error
    issue = Issue(number, issued_on.date(), correction)
    brought = record_issued(body, issue, Login(account(), ""), local_day(datetime.now(UTC)), folder)
    show([asdict(brought)], as_json=as_json)


@app.command("shelf")
def list_issued_reports(as_json: bool = JSON) -> None:
    """List the issued reports: number, date, signature, and what replaced them."""
    from include.reporting.shelf import shelf, superseded_by

    issued = shelf()
    replacing = [superseded_by(one, issued) for one in issued]
    rows = [
        {**asdict(one), "replaced_by": other.number if other else None}
        for one, other in zip(issued, replacing, strict=True)
    ]
    show(rows, as_json=as_json)


@app.command("changes")
def list_changes(as_json: bool = JSON) -> None:
    """List the figures of issued reports that the last builds changed beyond the setting."""
    from include.reporting.approve import subject_of
    from include.reporting.corrections import changed_reports

    rows = [
        {"report": subject_of(snapshot), "figure": one.name, "label": one.label, "issued": one.was, "now": one.now,
         "build_id": note.payload["build_id"]}
        for snapshot, note, changes in changed_reports()
        for one in changes
    ]  # fmt: skip
    show(rows, as_json=as_json)


@app.command("deliver")
def deliver_report(
    folder: Folder,
    copy: Annotated[str, typer.Option("--copy", help="reference or signed; what the settings name when empty.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why a copy other than the settings name is mailed.")] = "",
    as_json: bool = JSON,
) -> None:
    """Send an approved snapshot to every recipient who has not received it."""
    from include.reporting.deliver import CopyChoice, deliver
    from include.reporting.deliveries import Copy
    from include.settings import account

    choice = CopyChoice(Copy(copy), reason, account()) if copy in set(Copy) else None
    if copy and choice is None:
        raise typer.BadParameter(f"{copy!r} is none of {', '.join(Copy)}.")
    show([deliver(folder, choice=choice)], as_json=as_json)


@app.command("deliveries")
def list_deliveries(folder: Folder, as_json: bool = JSON) -> None:
    """List how far a report has come to each recipient: queued, accepted, refused, bounced, late or uncertain."""
    from include.reporting.compose import read_snapshot
    from include.reporting.delivery_states import delivery_states

    show(delivery_states(read_snapshot(folder)), as_json=as_json)


@app.command("bounces")
def read_bounces(as_json: bool = JSON) -> None:
    """Read the bounce mailbox now, and record which report mails came back or are late."""
    from include.reporting.bounces import record_bounces

    show([record_bounces()], as_json=as_json)


@app.command("test-send")
def send_test_mail(
    folder: Folder, address: Annotated[str, typer.Option("--to", help="An address that PRESS_OPERATORS names.")]
) -> None:
    """Mail a snapshot to one of the operators, marked as a trial; nothing is recorded as delivered."""
    from include.reporting.trial import send_trial

    say(f"Sent {send_trial(folder, address)} to {address}.")


@app.command("settle")
def settle_delivery(
    report: Annotated[str, typer.Argument(help="The report, e.g. monthly_compliance, or the snapshot's folder.")],
    recipient: Annotated[str, typer.Option("--recipient", help="Id of the recipient whose mail is in doubt.")],
    has_arrived: Annotated[bool, typer.Option("--arrived/--lost", help="What the recipient said.")],
    reason: Annotated[str, typer.Option("--reason", help="How it is known.")],
    period: Annotated[str, typer.Option("--period", help="Its period, where a report is named.")] = "",
) -> None:
    """Record what a person found out about a mail in doubt; a lost one is sent again by the next delivery."""
    from include.reporting.deliveries import folder_in_doubt, settle
    from include.settings import account

    folder = folder_in_doubt(report, period, recipient)
    entry = settle(folder, recipient, reason, account(), has_arrived=has_arrived)
    say(f"Recorded: entry {entry.sequence}, {entry.kind} for {recipient}.")
