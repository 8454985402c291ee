"""Has the invented department issue the report that is declared, and correct whoever it named and cleared since.

By the code that people use: a chief approves what was composed from the published copy, the delivery mails it to the
register's recipients, a chief releases the correction, and everybody who had the report is mailed it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from include.ledger.entries import Entry, entries
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.reporting import clearings
from include.reporting.approve import Login, approve
from include.reporting.clearings import receivers_of, roles_and_days, standing_corrections
from include.reporting.compose import Snapshot, compose
from include.reporting.deliver import deliver
from include.reporting.delivery_states import DeliveryState, delivery_states
from include.reporting.kept import kept_snapshot
from include.reporting.render import render
from include.review import naming
from include.review.acts import Person
from include.review.cases import Matter
from include.review.decisions import MatterFacts
from include.review.dossier import dossier_of
from include.review.letters import correction_letter
from include.warehouse.published import rows

AUTHENTICATED_BY = "sample city"
NAMEABLE = "select matter_id from fct_matters where is_nameable"
Declared = Mapping[str, Any]


class NotPublishedError(Exception):
    """What was decided is not in the published copy yet: the next build brings it there."""


class NotApprovedError(LookupError):
    """Nobody has approved the declared report, or released a correction: there is nothing to mail."""


def approve_report(declared: Declared, named: set[str], who: Person, at: datetime) -> None:
    """Compose and draw the declared report, and approve it.

    Args:
        declared: The report's id, its first and last day, and the ground of the approval.
        named: The matters whose outlets it names.
        who: A chief who decided none of them.
        at: Instant of the approval.

    Raises:
        NotPublishedError: By the published copy not all of them may be named yet.
        ReportError: It cannot be composed, or this person may not approve it.
    """
    if not named <= {row["matter_id"] for row in rows(NAMEABLE, [])}:
        raise NotPublishedError
    composed = compose(declared["report"], _period(declared))
    render(composed.folder)
    approve(composed.folder, Login(who.name, AUTHENTICATED_BY), declared["text"], at=at)


def mail_report(declared: Declared, at: datetime) -> None:
    """Mail the approved report to everybody who has not had it.

    Raises:
        NotApprovedError: Nobody has approved it.
        ReportError: It may not leave, or a mail is in doubt.
        DeliveryError: The mail server did not take a mail.
    """
    deliver(_approved(declared).folder, at=at)


def is_report_mailed(declared: Declared) -> bool:
    """Return whether everybody has had the approved report; never before it was approved."""
    try:
        states = delivery_states(_approved(declared))
    except NotApprovedError:
        return False
    return all(row["state"] == DeliveryState.ACCEPTED for row in states)


def release_correction(found: Matter, facts: MatterFacts, who: Person, at: datetime) -> Entry:
    """Let the correction of a matter be mailed, in the words in which the desk drafts it.

    Raises:
        ActRefusedError: Nothing was named or cleared.
    """
    decided = dossier_of(facts.outlet_id).matter(facts.matter_id).newest(EntryKind.DECISION)
    cleared_on = local_day(decided.recorded_at if decided else at)
    letter = correction_letter(found.outlet_name, found.title_vi, *roles_and_days(facts.matter_id, at), cleared_on)
    return naming.release_correction(facts, letter, who, at)


def mail_corrections(at: datetime) -> None:
    """Mail the released corrections to everybody who has not had theirs.

    Raises:
        NotApprovedError: None was released.
        DeliveryError: The mail server did not take a mail.
    """
    if not any(standing_corrections()):
        raise NotApprovedError
    clearings.mail_corrections(at)


def are_corrections_mailed() -> bool:
    """Return whether everybody who is to have a released correction has had it; never before one was released."""
    released = list(standing_corrections())
    mailed = {entry.subject_id for entry in entries(EntryKind.CORRECTION_SENT)}
    wanted = {
        f"correction/{one.sequence}/{recipient_id}"
        for one in released
        for recipient_id in receivers_of(str(one.payload["matters"]), one.recorded_at)
    }
    return bool(released) and wanted <= mailed


def _period(declared: Declared) -> ReportPeriod:
    """Return the days that the report is about."""
    first, last = (date.fromisoformat(str(declared[name])) for name in ("first_day", "last_day"))
    return ReportPeriod.between(first, last)


def _approved(declared: Declared) -> Snapshot:
    """Return the report that was approved, as it was composed then.

    Raises:
        NotApprovedError: None was, or its folder is gone.
    """
    approvals = entries(EntryKind.APPROVAL, f"{declared['report']}/{_period(declared).period_id}")
    found = kept_snapshot(str(approvals[-1].payload["content_hash"])) if approvals else None
    if found is None:
        raise NotApprovedError(declared["report"])
    return found
