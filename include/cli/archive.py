"""``press archive``: holds, seals, retention and lawful erasure of the archived answers."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from include.cli.output import acting, say, show, to_json

app = typer.Typer(name="archive", help="The archived answers: seals, retention, holds, erasure.", no_args_is_help=True)


@app.callback()
def archive() -> None:
    """The archived answers: seals, retention, holds, erasure."""


@app.command("withdraw")
def withdraw(
    url: Annotated[str, typer.Argument(help="Address to erase, as it was fetched.")],
    reason: Annotated[str, typer.Option(help="Why the law demands it; kept for ever.")],
    actor: Annotated[str, typer.Option(help="Who decided, by role, never a name.")] = "data_engineer",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Erase an address from the archive and from everything derived from it, and log that with hashes."""
    from include.custody.withdraw import withdraw as erase
    from include.ledger.entries import entries
    from include.ledger.kinds import EntryKind

    erased = erase(url, reason, acting(actor))
    logged = entries(EntryKind.WITHDRAWAL, url)[-1].payload
    sent, lists = logged["sent"], logged.get("quoted_by", [])
    rows = [
        {"outlet_id": c.outlet_id, "day": c.day, "scope": c.scope, "url": c.url, "capture_id": c.capture_id}
        for c in erased
    ]
    if as_json:
        for row in rows:
            say(to_json({**row, "sent": sent, "quoted_by": lists}))
        return
    show(rows, as_json=False, title="Erased, and logged with the findings that rested on it.")
    for subject in sent:
        say(f"It was sent with {subject}: ask whoever has it to remove the passage.")
    for address in lists:
        say(f"{address} still lists it in the sealed archive: withdraw that address too if the law demands it.")
    first, last = min(c.day for c in erased), max(c.day for c in erased)
    say("Copies and snapshots no longer quote these pages; figures follow once their days are admitted:")
    say(f"""airflow dags trigger admit_articles --conf '{{"from_day": "{first}", "to_day": "{last}"}}'""")


@app.command("expire")
def expire(
    confirmed_by: Annotated[str, typer.Option(help="Who decided that all of it may be removed, by role.")] = "",
    reason: Annotated[str, typer.Option(help="Why; kept for ever.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the days past their retention; with --confirmed-by and --reason remove them, however many they are."""
    from include.custody.retention import apply_retention, find_due

    now = datetime.now(UTC)
    if confirmed_by or reason:
        who = acting(confirmed_by) if confirmed_by.strip() else ""
        show([apply_retention(now, confirmed_by=who, reason=reason)], as_json=as_json)
        return
    due = find_due(now)
    rows = [{"outlet_id": outlet_id, "day": day, "held_by": None} for outlet_id, day in due.outlet_days]
    rows += [{"outlet_id": outlet_id, "day": day, "held_by": name} for (outlet_id, day), name in due.held.items()]
    show(rows, as_json=as_json)
    say(f"{len(due.outlet_days)} of {due.archived} outlet days are due; one run removes {due.limit}.", err=True)


@app.command("hold")
def hold(
    name: Annotated[str, typer.Argument(help="Name of the hold.")],
    reason: Annotated[str, typer.Option(help="Why; kept for ever.")],
    from_day: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First local day.")],
    to_day: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last local day.")],
    outlet: Annotated[str, typer.Option(help="Outlet; every one where none is named.")] = "",
    actor: Annotated[str, typer.Option(help="Who decided, by role, never a name.")] = "data_engineer",
) -> None:
    """Keep pages past their retention until the hold is lifted."""
    from include.custody.holds import place_hold

    days = {"from_day": from_day.date(), "to_day": to_day.date()}
    place_hold(name, reason, acting(actor), datetime.now(UTC), outlet_id=outlet, **days)


@app.command("lift")
def lift(
    name: Annotated[str, typer.Argument(help="Name of the hold.")],
    reason: Annotated[str, typer.Option(help="Why; kept for ever.")],
    actor: Annotated[str, typer.Option(help="Who decided, by role, never a name.")] = "data_engineer",
) -> None:
    """Lift a hold: the next run of retention may remove its pages."""
    from include.custody.holds import lift_hold

    lift_hold(name, reason, acting(actor), datetime.now(UTC))


@app.command("holds")
def list_holds(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """List the holds in force."""
    from dataclasses import asdict

    from include.custody.holds import holds

    show([asdict(found) for found in holds()], as_json=as_json)


@app.command("verify")
def verify(
    day: Annotated[list[datetime], typer.Argument(formats=["%Y-%m-%d"], help="Local days.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Compare days of the archive with their seals; status 1 when sealed bytes were altered or a day has no seal."""
    from include.custody.sealing import verify_day

    rows = []
    for moment in day:
        found = verify_day(moment.date()) or [{"file": None, "found": "not sealed"}]
        rows += [{"day": moment.date(), **row} for row in found]
    show(rows, as_json=as_json)
    if any(row["found"] in ("altered", "missing", "not sealed") for row in rows):
        raise typer.Exit(1)
