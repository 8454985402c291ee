"""``press backup``: everything an installation cannot make again, kept as of one instant, and put back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(
    name="backup", help="Everything that cannot be made again: keep it, put it back.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Folder = Annotated[Path, typer.Argument(help="Folder of one backup, with its backup.json.")]


@app.callback()
def backup() -> None:
    """What cannot be made again: keep it, put it back."""


@app.command("create")
def create(
    to: Annotated[Path | None, typer.Option(help="Where backups are kept; default PRESS_BACKUPS.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a backup of archive, landing, ledger, reports, registers and Airflow's metadata as of this instant.

    Work goes on meanwhile. The signing key and passwords are in no backup: keep the key file elsewhere.
    """
    from include.custody.backup.create import create_backup

    show([create_backup(datetime.now(UTC), to)], as_json=as_json)


@app.command("verify")
def verify(folder: Folder, as_json: AsJson = False) -> None:
    """Compare every file of a backup with its hash, and the list of hashes with the key's signature."""
    from include.custody.backup.restore import verify_backup

    show([verify_backup(folder)], as_json=as_json)


@app.command("restore")
def restore(
    folder: Folder,
    reason: Annotated[str, typer.Option(help="Why; kept for ever.")],
    against: Annotated[
        list[Path] | None, typer.Option(help="A report, mail or younger copy of the ledger that somebody kept.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup back into this installation, which must be empty but for its key; killed, run it again.

    Pages withdrawn since are withdrawn again before anything opens.
    """
    from include.custody.backup.restore import restore_backup
    from include.settings import account

    found = restore_backup(folder, reason, account(), against)
    show([found], as_json=as_json)
    if found["proposal"]:
        say(
            f"Entries of the ledger are gone: a named approver, signed in as somebody else, agrees to entry "
            f"{found['proposal']} on the page of reports before anything is built or sent.",
            err=True,
        )
    say("Now run the DAG build_warehouse: the warehouse is made again from what was restored.", err=True)
