"""``press restore``: records the restore of a ledger, so that it is not taken for an attack."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say

app = typer.Typer(name="restore", help="What was put back from a backup, recorded.", no_args_is_help=True)


@app.callback()
def restore() -> None:
    """What was put back from a backup, recorded."""


@app.command("ledger")
def restore_ledger(
    reason: Annotated[str, typer.Option(help="Why, and from which backup; kept for ever.")],
    backup: Annotated[
        Path | None, typer.Option(help="Put it back from this backup first; the broken one was moved away.")
    ] = None,
) -> None:
    """Record that an older copy of the ledger was put back; a second person agrees on the page of reports."""
    from include.custody.restore import propose_restore
    from include.settings import account

    if backup is not None:
        from include.custody.backup.restore import restore_ledger
        from include.ledger.verification import verify

        restore_ledger(backup)
        if verify().is_unbroken:
            say("The ledger is back, and nothing that this installation knows is missing from it.")
            return
    entry = propose_restore(reason, account())
    say(
        f"Entry {entry.sequence}: {entry.payload['entries_lost']} entries after entry {entry.payload['agreed']} are "
        "gone. A named approver, signed in as somebody else, now agrees on the page of reports."
    )
