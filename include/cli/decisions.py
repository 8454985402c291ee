"""``press decisions``: lists the log of decisions, verifies it, and manages its key."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(name="decisions", help="The log of decisions, and its proof.", no_args_is_help=True)


@app.callback()
def decisions() -> None:
    """The log of decisions, and its proof."""


@app.command("verify")
def verify_log(
    against: Annotated[
        list[Path] | None, typer.Option("--against", help="A report, mail, manifest or older ledger to compare with.")
    ] = None,
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Verify that the log is as it was written; else print the first entry that differs, with status 1.

    Hashes, signatures, triggers, times and outside time stamps are checked, and every mark of the log that manifests,
    snapshots and mails carry. Nothing is made or changed.
    """
    from include.custody.timestamps import verify_stamps
    from include.errors import LedgerError
    from include.ledger.evidence import first_difference, marks_of
    from include.ledger.verification import verify

    files = against or []
    found = verify({mark: path for path in files for mark in marks_of(path)})
    problem = found.problem or next(filter(None, (first_difference(path, found.hashes) for path in files)), "")
    stamp = verify_stamps(found.hashes) if found.count and not problem else None
    row = {
        "is_unbroken": not problem,
        "entries": found.count,
        "head": found.head,
        "compared": found.compared,
        "stamped_entries": stamp.count if stamp else None,
        "stamped_at": stamp.stamped_at if stamp else None,
        "broken_at": found.broken_at,
        "problem": problem,
    }
    show([row], as_json=as_json)
    if problem:
        raise LedgerError(f"The decision log is broken: {problem}.", hint="Follow docs/restoring_the_ledger.md.")


@app.command("begin")
def begin() -> None:
    """Create a ledger with a key that was put in place beforehand; refused where a ledger exists."""
    from include.ledger.engine import owner_engine, upgrade

    upgrade(owner_engine(), may_adopt=True)
    say("The ledger is created, signed by the key of this installation.")


@app.command("migrate")
def migrate() -> None:
    """Bring the ledger's schema up to date as its owner, and grant the application its rights."""
    from include.ledger.engine import owner_engine, upgrade

    upgrade(owner_engine())
    say("The ledger's schema is up to date.")


@app.command("rotate-key")
def rotate(
    reason: Annotated[str, typer.Option(help="Why the key is replaced; kept for ever.")],
) -> None:
    """Replace the key that signs the log; the old one consents, and its file is kept as retired."""
    from include.ledger.keys import rotate_key
    from include.settings import account

    entry = rotate_key(reason, account())
    say(f"Entry {entry.sequence}: key {entry.subject_id} signs from here on. Keep a copy of its file elsewhere.")


@app.command("correct-clock")
def correct_clock(
    reason: Annotated[str, typer.Option(help="Which clock was ahead, and how it is known; kept for ever.")],
) -> None:
    """Record that the log's last entries have a time in the future, so that the right time is accepted again."""
    from include.ledger.entries import append
    from include.ledger.kinds import EntryKind
    from include.periods.days import LOCAL
    from include.settings import account

    entry = append(EntryKind.CLOCK_CORRECTED, "clock", {"reason": reason}, account())
    say(f"Entry {entry.sequence}: the log goes on at {entry.recorded_at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} (Hanoi).")


@app.command("list")
def list_entries(
    kind: str = typer.Option("", help="Narrow to one kind of entry."),
    subject: str = typer.Option("", help="Narrow to one subject, e.g. a finding's id."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """List what was decided, answered, approved and sent, in order."""
    from include.ledger.entries import entries

    rows = [
        {
            "sequence": e.sequence,
            "recorded_at": e.recorded_at,
            "kind": e.kind,
            "subject_id": e.subject_id,
            "actor": e.actor,
            "payload": e.payload,
        }
        for e in entries(kind or None, subject or None)
    ]
    show(rows, as_json=as_json)
