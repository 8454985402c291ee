"""What waits for somebody at the desk: letters to sign and send, reminders, answers to enter, second decisions."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.board import Board
from include.review.dossier import Dossier, MatterRecord, NoticeRecord
from include.review.naming import waits_for_correction
from include.review.notices import reminder_days
from include.review.states import MatterState, state_of


class TaskKind(StrEnum):
    """What is to be done."""

    HANDLE_MESSAGE = "handle_message"
    RELEASE_NOTICE = "release_notice"
    SEND_NOTICE = "send_notice"
    RECORD_DELIVERY = "record_delivery"
    DRAFT_AGAIN = "draft_again"
    REMIND = "remind"
    DECIDE_AGAIN = "decide_again"
    RELEASE_NAMING = "release_naming"
    ANSWER_APPEAL = "answer_appeal"
    RELEASE_CORRECTION = "release_correction"
    EVIDENCE_GONE = "evidence_gone"


AFTER_STAGE = {
    EntryKind.NOTICE_DRAFTED: TaskKind.RELEASE_NOTICE,
    EntryKind.NOTICE_RELEASED: TaskKind.SEND_NOTICE,
    EntryKind.NOTICE_SENT: TaskKind.RECORD_DELIVERY,
    EntryKind.NOTICE_BOUNCED: TaskKind.DRAFT_AGAIN,
}


@dataclass(frozen=True)
class Task:
    """One thing to be done: since when it waits, on which outlet, and on which matter where it is about one."""

    kind: TaskKind
    outlet_id: str
    since: date
    matter_id: str = ""


def tasks(known: Board, at: datetime, named: Container[str] = (), gone: Container[str] = ()) -> list[Task]:
    """Return what waits at an instant, longest first.

    Args:
        known: What people have recorded.
        at: The instant.
        named: The matters of which a report that left named the outlet.
        gone: The matters of which the published copy holds no evidence any more.
    """
    found = [task for dossier in known.dossiers() for task in _of(dossier, at)]
    found += [task for dossier in known.dossiers() for task in _corrections(dossier, named)]
    found += [task for dossier in known.dossiers() for task in _gone(dossier, gone, at)]
    return sorted(found, key=lambda task: (task.since, task.outlet_id, task.kind, task.matter_id))


def _corrections(dossier: Dossier, named: Container[str]) -> Iterator[Task]:
    """Yield the corrections that no chief has released yet."""
    for record in list(dossier.matters.values()):
        decided = record.newest(EntryKind.DECISION)
        if record.matter_id in named and decided is not None and waits_for_correction(record):
            since = local_day(decided.recorded_at)
            yield Task(TaskKind.RELEASE_CORRECTION, dossier.outlet_id, since, record.matter_id)


def _gone(dossier: Dossier, gone: Container[str], at: datetime) -> Iterator[Task]:
    """Yield the open matters without evidence, or with a misread one; a person says who put it right or was wrong."""
    for record in list(dossier.matters.values()):
        if (record.matter_id in gone or record.is_misread()) and state_of(record, at).is_open:
            since = local_day(record.entries[-1].recorded_at)
            yield Task(TaskKind.EVIDENCE_GONE, dossier.outlet_id, since, record.matter_id)


def _of(dossier: Dossier, at: datetime) -> Iterator[Task]:
    """Yield what waits of one outlet."""
    for message in dossier.open_messages():
        yield Task(TaskKind.HANDLE_MESSAGE, dossier.outlet_id, local_day(message.recorded_at))
    for notice in list(dossier.notices.values()):
        if any(state_of(dossier.matter(one), at).is_open for one in notice.matter_ids):
            yield from _of_notice(dossier, notice, at)
    for record in list(dossier.matters.values()):
        yield from _of_matter(dossier.outlet_id, record, at)


def _of_notice(dossier: Dossier, notice: NoticeRecord, at: datetime) -> Iterator[Task]:
    """Yield the next step of a notice, or a reminder whose day has come while the time to reply still runs."""
    kind = AFTER_STAGE.get(EntryKind(notice.stage))
    is_followed = all(dossier.open_notice_of(one) is notice for one in notice.matter_ids)
    if kind is not None and is_followed:
        yield Task(kind, dossier.outlet_id, local_day(notice.entries[-1].recorded_at))
    today = local_day(at)
    due = [dossier.matter(one).reply_due_on() for one in notice.matter_ids]
    is_answered = all(dossier.matter(one).replies() for one in notice.matter_ids)
    passed = [day for day in reminder_days(notice) if day <= today]
    if passed and not is_answered and any(day is not None and today <= day for day in due):
        yield Task(TaskKind.REMIND, dossier.outlet_id, max(passed))


def _of_matter(outlet_id: str, record: MatterRecord, at: datetime) -> Iterator[Task]:
    """Yield what a matter asks of another person."""
    state = state_of(record, at)
    due = record.reply_due_on()
    appealed = record.newest(EntryKind.APPEAL_RECEIVED)
    if appealed is not None and record.has_open_appeal():  # of a closed matter too
        yield Task(TaskKind.ANSWER_APPEAL, outlet_id, local_day(appealed.recorded_at), record.matter_id)
    elif state in (MatterState.REPLIED, MatterState.SILENT) and due is not None:
        yield Task(TaskKind.DECIDE_AGAIN, outlet_id, min(due, local_day(at)), record.matter_id)
    elif state is MatterState.CONFIRMED and _waits_for_naming(record, at):
        decided = record.newest(EntryKind.DECISION)
        assert decided is not None  # noqa: S101 - its state says so
        yield Task(TaskKind.RELEASE_NAMING, outlet_id, local_day(decided.recorded_at), record.matter_id)


def _waits_for_naming(record: MatterRecord, at: datetime) -> bool:
    """Return whether the time to reply has passed and no chief has let the outlet be named since the last decision."""
    decided, released = record.newest(EntryKind.DECISION), record.newest(EntryKind.NAMING_RELEASED)
    due = record.reply_due_on()
    is_released = released is not None and decided is not None and released.sequence > decided.sequence
    return due is not None and local_day(at) > due and not is_released
