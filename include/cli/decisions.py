"""``press decisions``: the log of what people decided, and the proof that it is unbroken."""

import typer

from include.cli.output import show

app = typer.Typer(name="decisions", help="The log of decisions, and its proof.", no_args_is_help=True)


@app.callback()
def decisions() -> None:
    """The log of decisions, and its proof."""


@app.command("verify")
def verify_log(as_json: bool = typer.Option(False, "--json", help="One JSON object.")) -> None:
    """Recompute every hash of the log; exit with status 1 and name the entry where the chain breaks."""
    from include.errors import LedgerError
    from include.ledger.entries import verify

    found = verify()
    row = {
        "is_unbroken": found.is_unbroken,
        "entries": found.count,
        "head": found.head,
        "broken_at": found.broken_at,
        "problem": found.problem,
    }
    show([row], as_json=as_json)
    if not found.is_unbroken:
        raise LedgerError(
            f"The decision log is broken: {found.problem}.",
            hint="Compare it with the last backup; entries before this one are sound.",
        )


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
