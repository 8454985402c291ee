"""Tests of misbehaviour: it depends on outlet, day and attempt, and on nothing else."""

from datetime import date

from include.sample_city.answers import Request, whole_answer
from include.sample_city.declaration import Misbehaviour, faults, outlets
from include.sample_city.listings import PATHS
from include.sample_city.misbehaviour import BOMB_BYTES, answer, bomb


def asked(outlet_id: str, path: str, day: date, attempt: int = 1) -> Request:
    outlet = outlets()[outlet_id]
    return Request(outlet, outlet.domains[0], path, day, is_past=True, attempt=attempt)


def test_without_a_fault_the_answer_is_whole() -> None:
    request = asked("bao_thang_long", "/", date(2026, 10, 16))
    assert answer(request) == whole_answer(request)


def test_a_fault_that_passes_is_over_at_the_declared_attempt() -> None:
    for fault in (f for f in faults().faults if f.attempts and f.listing):
        assert fault.listing
        path, day = PATHS[fault.listing], fault.days[0]
        statuses = [answer(asked(fault.outlet_id, path, day, attempt)).status for attempt in (1, 2, 1)]
        assert statuses[0] == statuses[2] != 200
        assert statuses[1] == 200


def test_robots_txt_is_answered_even_by_a_host_that_is_down() -> None:
    (fault,) = [f for f in faults().faults if f.misbehaviour is Misbehaviour.HOST_DOWN]
    assert answer(asked(fault.outlet_id, "/", fault.days[0])).sent == "cut"
    assert answer(asked(fault.outlet_id, "/robots.txt", fault.days[0])).status == 200


def test_the_bomb_is_a_thousandth_of_what_it_unpacks_to() -> None:
    assert len(bomb()) * 500 < BOMB_BYTES
