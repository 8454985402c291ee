"""The queue follows the ledger and the clock step by step, and equals one computed from the beginning."""

from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.ledger.entries import Entry
from include.review import board as boards
from include.review.board import Board
from include.review.cases import Matter, Matters
from include.review.queue import UNDECIDED, Queue
from include.review.states import MatterState, state_of

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
MATTERS = tuple(
    Matter(f"m{n}", f"o{n % 2}", f"Trang {n % 2}", "aggregator", "city", f"r{n % 2}", f"Quy định {n % 2}", "v1",
           "duty" if n % 3 else "advisory", "missing_twice", date(2026, 10, n // 2 + 1), date(2026, 10, 20), 1, False)
    for n in range(6)
)  # fmt: skip
TABLE = Matters(pa.Table.from_pylist([one._asdict() for one in MATTERS]))
DECISIONS = st.sampled_from(["confirm", "dismiss", "reopen", "refer"])
PAYLOADS: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.just(("matter_opened", {"rule_id": "r0", "cause": "missing_twice"})),
    st.integers(1, 600).map(lambda minutes: ("matter_claimed", {"minutes": minutes})),
    st.just(("matter_released", {})),
    st.tuples(DECISIONS, st.sampled_from(["first", "final"])).map(
        lambda drawn: ("decision", {"decision": drawn[0], "stage": drawn[1], "reason": "x"})
    ),
    st.just(("notice_sent", {})),
    st.integers(0, 3).map(lambda days: ("notice_delivered", {"due_in": days})),
    st.just(("notice_bounced", {})),
    st.just(("reply", {"text": "x"})),
    st.just(("appeal_received", {})),
)
STEPS = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 5), st.sampled_from(["an", "binh"]), PAYLOADS), max_size=12
)


class Log(list[Entry]):
    """A ledger in memory, and the board that follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Board()

    def add(self, matter: Matter, actor: str, kind: str, given: dict[str, Any], at: datetime) -> None:
        payload = {"matters": matter.matter_id, **given}
        if "minutes" in payload:
            payload["until"] = (at + timedelta(minutes=payload.pop("minutes"))).isoformat()
        if "due_in" in payload:
            payload["due_on"] = (at.date() + timedelta(days=payload.pop("due_in"))).isoformat()
        subject = f"matters/{matter.outlet_id}"
        self.append(Entry(len(self) + 1, kind, subject, payload, actor, at, "", f"hash {len(self)} {kind}"))


def followed(log: Log) -> Board:
    """Return a board that has read a ledger."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boards, "entries_from", lambda sequence: log[max(sequence - 1, 0) :])
        return log.board.refresh()


def check(queue: Queue, known: Board, at: datetime) -> None:
    """Compare a queue with what follows from the ledger at an instant, computed from the beginning."""
    states = {}
    for matter in MATTERS:
        record = known.record(matter.outlet_id, matter.matter_id)
        states[matter.matter_id] = (state_of(record, at), record.claimed_by(at))
        listed = queue.of(matter.matter_id)
        assert listed is not None
        assert (listed.state, listed.claimed_by) == states[matter.matter_id]
    for state in MatterState:
        found = [MATTERS[place].matter_id for place in queue.find(state.__eq__, {"strength": "", "rule_id": ""})]
        assert found == [matter.matter_id for matter in MATTERS if states[matter.matter_id][0] is state]
    for place, matter in enumerate(MATTERS):
        older = [
            one for one in MATTERS
            if states[one.matter_id][0] is MatterState.WAITING and one.strength == matter.strength
            and one.first_day < matter.first_day
        ]  # fmt: skip
        assert queue.is_next(matter) is not bool(older)
        free = [
            one.matter_id for one in MATTERS
            if states[one.matter_id][0] in UNDECIDED and states[one.matter_id][1] in ("", "an")
        ]  # fmt: skip
        order = [one.matter_id for one in chain(MATTERS[place + 1 :], MATTERS[:place])]
        before = [one.matter_id for one in MATTERS[:place] if one.matter_id in free]
        assert queue.beside(matter.matter_id, "an") == (
            before[-1] if before else "", next((one for one in order if one in free), "")
        )  # fmt: skip


def test_matters_kept_as_columns_are_the_matters_one_by_one_in_parts_and_in_a_row() -> None:
    assert [TABLE[place] for place in range(len(TABLE))] == list(TABLE) == list(MATTERS)
    assert tuple(TABLE[2:4]) == MATTERS[2:4]
    assert TABLE[-1] == MATTERS[-1]
    assert [len(TABLE.before(one.first_day)) for one in MATTERS] == [0, 0, 2, 2, 4, 4]


@given(STEPS)
def test_what_was_followed_step_by_step_is_what_working_it_out_anew_gives(steps: list[Any]) -> None:
    log, queue, at = Log(), Queue(TABLE), AT
    check(queue.follow(followed(log), at), log.board, at)
    for minutes, number, actor, (kind, payload) in steps:
        at += timedelta(minutes=minutes)
        check(queue.follow(followed(log), at), log.board, at)
        log.add(MATTERS[number], actor, kind, payload, at)
        check(queue.follow(followed(log), at), log.board, at)


def test_a_queue_that_is_asked_for_an_earlier_instant_is_worked_out_anew() -> None:
    log, queue = Log(), Queue(TABLE)
    log.add(MATTERS[0], "an", "matter_claimed", {"minutes": 60}, AT)
    later = AT + timedelta(hours=2)
    check(queue.follow(followed(log), later), log.board, later)
    check(queue.follow(followed(log), AT), log.board, AT)


def test_the_queue_is_narrowed_by_the_fields_of_its_matters() -> None:
    queue = Queue(TABLE).follow(followed(Log()), AT)
    found = queue.find(lambda state: True, {"strength": "duty", "kind": "aggregator", "rule_id": "r1"})
    assert [MATTERS[place].matter_id for place in found] == ["m1", "m5"]
    assert queue.rules == {"r0": "Quy định 0", "r1": "Quy định 1"}
    assert queue.names == {"o0": "Trang 0", "o1": "Trang 1"}
    assert [one.matter.matter_id for one in queue.of_outlet("o1")] == ["m1", "m3", "m5"]
    assert queue.of("none") is None


def test_a_matter_counts_once_among_those_alike_by_its_newest_decision() -> None:
    log = Log()
    for number, decision in ((0, "confirm"), (2, "dismiss"), (0, "dismiss"), (4, "confirm")):
        log.add(MATTERS[number], "an", "matter_opened", {"rule_id": "r0", "cause": "c"}, AT)
        log.add(MATTERS[number], "an", "decision", {"decision": decision, "stage": "first", "reason": decision}, AT)
    known = followed(log)
    counts, newest = known.decisions_alike("r0", "c", "m4", 2)
    assert counts == {"dismiss": 2}
    assert [entry.payload["matters"] for entry in newest] == ["m0", "m2"]
    assert known.decisions_alike("r0", "c", "none", 5)[0] == {"dismiss": 2, "confirm": 1}
    assert known.decisions_alike("r9", "c", "none", 5) == ({}, [])
