"""``press doctor``: what is wrong with this installation, from disk to mail, and the fix."""

import shutil
import socket
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from include.cli.failures import expected, explain
from include.cli.output import show

app = typer.Typer()
LEAST_FREE_MEGABYTES = 2048
PYTHON = (3, 11)
WAIT_SECONDS = 5.0

Found = tuple[bool, str, str]


@app.command("doctor")
def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Say what is wrong with this installation and how to fix it; status 1 when something is."""
    rows = [examine(name, check) for name, check in CHECKS.items()]
    show(rows, as_json=as_json)
    if not all(row["is_well"] for row in rows):
        raise typer.Exit(1)


def examine(name: str, check: Callable[[], Found]) -> dict[str, Any]:
    """Return the row of one check; a check that fails in a known way is a finding like any other."""
    try:
        is_well, found, hint = check()
    except expected() as error:
        is_well, (found, hint) = False, explain(error)
    return {"check": name, "is_well": is_well, "found": found, "hint": "" if is_well else hint}


def check_python() -> Found:
    """Look at the version of Python."""
    version = sys.version_info[:2]
    return version == PYTHON, f"Python {version[0]}.{version[1]}", "Run make run, which makes the right environment."


def check_home() -> Found:
    """Look whether the home folder can be written and its disk has room."""
    from include.settings import settings

    home = settings().home
    home.mkdir(parents=True, exist_ok=True)
    probe = home / ".doctor"
    probe.touch()
    probe.unlink()
    free = shutil.disk_usage(home).free // 1024 // 1024
    return free >= LEAST_FREE_MEGABYTES, f"{home}: {free} MB free", "Free some space, or move PRESS_HOME."


def check_profiles() -> Found:
    """Read every profile."""
    from include.outlets.registry import followed, profiles

    return bool(followed()), f"{len(followed())} of {len(profiles())} outlets are followed", "Set is_followed: true."


def check_registers() -> Found:
    """Look whether the department has dropped registers."""
    from include.settings import settings

    folder = settings().registers
    files = [path for path in folder.glob("*") if path.suffix.lower() in (".xlsx", ".csv")] if folder.exists() else []
    return bool(files), f"{folder}: {len(files)} files", "Drop the registers there; press registers template NAME."


def check_ledger() -> Found:
    """Verify the ledger, its outside time stamps, and compare it with every mark that the installation keeps of it."""
    from include.custody.timestamps import verify_stamps
    from include.ledger.verification import verify

    verified = verify()
    stamp = verify_stamps(verified.hashes) if verified.is_unbroken and verified.count else None
    stamped = f", stamped outside up to entry {stamp.count}" if stamp else ""
    found = verified.problem or f"{verified.count} entries, as {verified.compared} files know them{stamped}"
    return verified.is_unbroken, found, "Follow docs/restoring_the_ledger.md; press decisions verify."


def check_published() -> Found:
    """Ask the published copy a question."""
    from include.warehouse.published import rows

    [known] = rows("select max(verdict_date) as newest, count(*) as verdicts from fct_verdicts")
    found = f"{known['verdicts']} verdicts, the newest of {known['newest']}"
    return bool(known["verdicts"]), found, "Run the DAG build_warehouse."


def check_mail() -> Found:
    """Connect to the mail server; nothing is sent."""
    from include.settings import settings

    address = (settings().smtp_host, settings().smtp_port)
    hint = "Check PRESS_SMTP_HOST and PRESS_SMTP_PORT; here, the mailbox runs while make run does."
    try:
        with socket.create_connection(address, timeout=WAIT_SECONDS) as connection:
            greeting = connection.recv(256).decode("ascii", errors="replace").strip()
    except OSError as error:
        return False, f"{address[0]}:{address[1]}: {error}", hint
    return greeting.startswith("220"), greeting, hint


def check_secrets() -> Found:
    """Check that the mail password and the key of the ledger can be read by their owner alone."""
    from include.settings import settings

    secrets = [path for path in (settings().smtp_password_file, settings().ledger_key) if path and path.exists()]
    opened = [str(path) for path in secrets if path.stat().st_mode & 0o077]
    found = f"open to others: {', '.join(opened)}" if opened else f"{len(secrets)} files, closed to others"
    return not opened, found, f"chmod 600 {' '.join(opened)}"


def check_people() -> Found:
    """Look which acts of the review desk nobody could do with the people whom the settings name; only a warning."""
    from include.review.acts import impossible_acts

    nobody = ", ".join(impossible_acts())
    return True, f"nobody can: {nobody}; name more in PRESS_REVIEWERS, PRESS_APPROVERS" if nobody else "enough", ""


CHECKS: dict[str, Callable[[], Found]] = {
    "python": check_python,
    "home": check_home,
    "profiles": check_profiles,
    "registers": check_registers,
    "ledger": check_ledger,
    "published copy": check_published,
    "mail": check_mail,
    "secrets": check_secrets,
    "people": check_people,
}
