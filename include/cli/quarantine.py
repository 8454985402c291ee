"""``press quarantine``: what is quarantined, why, and what people decide about it."""

from datetime import datetime
from typing import Annotated, Any

import typer

from include.cli.output import acting, say, show, to_json
from include.errors import DeclarationError

app = typer.Typer(name="quarantine", help="Quarantined records, and what is decided about them.", no_args_is_help=True)

ID = Annotated[str, typer.Argument(help="Id as press quarantine list shows it.")]
REASON = Annotated[str, typer.Option("--reason", help="Why, in one sentence; kept in the ledger.")]
BY = Annotated[str, typer.Option("--by", help="Role that decides, never a name.")]
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.callback()
def quarantine() -> None:
    """Quarantined records, and what is decided about them."""


@app.command("list")
def list_records(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the batch; all by default.")
    ] = None,
    state: Annotated[str, typer.Option(help="open, fixed, released, repaired, discarded or all.")] = "open",
    reason: Annotated[str, typer.Option(help="Only this reason.")] = "",
    as_json: JSON = False,
) -> None:
    """List what is quarantined, oldest first, with its age and the fix."""
    rows = [row for row in _overview([day.date()] if day else None) if _is_wanted(row, state, reason)]
    if as_json:
        show(rows, as_json=True)
        return
    for row in rows:
        say(_paragraph(row))
    say(f"{len(rows)} records.")


def _paragraph(row: dict[str, Any]) -> str:
    """Return one record for people: whole ids, so that they can be copied."""
    who = row["outlet_id"] or row["record_table"]
    head = (
        f"{row['quarantine_id']}  {row['reason']}  {who}  since {row['since']} ({row['age_days']} days), {row['state']}"
    )
    lines = [f"{head}, {row['owner']}", row["address"], row["evidence"], f"Fix: {row['hint']}"]
    return "\n    ".join(line for line in lines if line)


def _overview(days: list[Any] | None) -> list[dict[str, Any]]:
    """Return everything quarantined as of the local day."""
    from datetime import UTC

    from include.periods.days import local_day
    from include.quarantine.lifecycle import overview

    return overview(local_day(datetime.now(UTC)), days)


def _is_wanted(row: dict[str, Any], state: str, reason: str) -> bool:
    """Return whether a row has the state and reason that were asked for."""
    return (state in ("all", row["state"])) and reason in ("", row["reason"])


@app.command("show")
def show_record(quarantine_id: ID, as_json: JSON = False) -> None:
    """Show one record: evidence, what was read, what to do, and what was decided."""
    from include.quarantine.actions import actions
    from include.quarantine.records import record_of

    record = record_of(quarantine_id)
    known = next(row for row in _overview(None) if row["quarantine_id"] == quarantine_id)
    action = actions().get(quarantine_id)
    decided = f"{action.action} by {action.actor}: {action.reason}" if action else None
    whole = known | {"payload": record["payload"], "decided": decided}
    if as_json:
        say(to_json(whole))
    else:
        for name, value in whole.items():
            say(f"{name}: {'' if value is None else value}")


@app.command()
def release(quarantine_id: ID, reason: REASON, by: BY = "data_engineer", as_json: JSON = False) -> None:
    """Let a record pass as it is."""
    _act(quarantine_id, "release", reason, by, as_json, {})


@app.command()
def discard(quarantine_id: ID, reason: REASON, by: BY = "data_engineer", as_json: JSON = False) -> None:
    """Leave a record out for good."""
    _act(quarantine_id, "discard", reason, by, as_json, {})


@app.command()
def repair(
    quarantine_id: ID,
    reason: REASON,
    values: Annotated[list[str], typer.Option("--set", help="COLUMN=VALUE; may be given several times.")],
    by: BY = "data_engineer",
    as_json: JSON = False,
) -> None:
    """Let a record pass with values that a person read or looked up."""
    from include.registers.repair import check_repair

    repairs = dict(_pair(value) for value in values)
    check_repair(quarantine_id, repairs)
    _act(quarantine_id, "repair", reason, by, as_json, repairs)


def _pair(text: str) -> tuple[str, str]:
    """Split COLUMN=VALUE."""
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise DeclarationError(f"{text!r} is no repair.", hint="Write --set COLUMN=VALUE.")
    return column.strip(), value.strip()


def _act(quarantine_id: str, action: Any, reason: str, by: str, as_json: bool, repairs: dict[str, str]) -> None:
    """Record one action and say when it is carried out."""
    from include.quarantine.actions import act

    act(quarantine_id, action, reason, actor=acting(by), repair=repairs)
    if as_json:
        say(to_json({"quarantine_id": quarantine_id, "action": action, "reason": reason, "repair": repairs or None}))
    else:
        say(f"{quarantine_id}: {action} is in the ledger; the DAG replay_quarantine carries it out.")
