"""In which capacity each account signs for the department, from the register of signers as it was landed last.

Whom the settings name as approvers may approve; the register says further whether as the head, for the head (KT.) or by
order (TL.), from when to when. A report is approved by an account that signs in the capacity that is printed on it.
Where no register of signers was landed, accounts are bound to no capacity.
"""

from datetime import date

from include.landing import store
from include.periods.report_period import ReportPeriod
from include.reporting.compose import Snapshot
from include.reporting.declaration import report

HEAD = "head"


def capacity_printed(snapshot: Snapshot) -> str:
    """Return the id of the capacity in which a report is to be signed; empty for one that nobody declares any more."""
    content = snapshot.content
    if not content.lead.capacity:
        return HEAD
    issued = ReportPeriod.parse(content.period_id).issuable_on
    printed = (content.lead.capacity, content.lead.signatory)
    known = report(content.report_id).capacities_on(issued)
    return next((one.id for one in known if (one.capacity, one.signatory) == printed), "")


def capacities_held(account: str, day: date) -> frozenset[str] | None:
    """Return in which capacities an account signs on a day; nothing at all where no register of signers was landed."""
    landed = store.days("signers")
    if not landed:
        return None
    rows = store.read("signers", days=[landed[-1]]).to_pylist()
    return frozenset(
        row["capacity"]
        for row in rows
        if row["account"] == account
        and row["effective_from"] <= day
        and (row["effective_to"] is None or day <= row["effective_to"])
    )


def not_signing(snapshot: Snapshot, account: str, day: date) -> str:
    """Return why an account does not sign a report as it is printed; empty where it does, or is not bound."""
    held = capacities_held(account, day)
    if held is None or capacity_printed(snapshot) in held:
        return ""
    printed = " ".join(filter(None, (snapshot.content.lead.capacity, snapshot.content.lead.signatory)))
    return (
        f"{account} does not sign as {printed} on {day} by the register of signers; it is to be composed again in a "
        "capacity that the account has, or approved by another."
    )
