"""Each listing is asked as often as it changes, and no "not modified" is trusted for long."""

from datetime import UTC, date, datetime, timedelta

from include.archive.facts import Capture, Miss, Unchanged
from include.archive.index import DayIndex
from include.ingestion.freshness import LONGEST_DEAD, LONGEST_QUIET, WHOLE_EVERY, is_due, validators

DAY = date(2026, 10, 15)
START = datetime(2026, 10, 15, tzinfo=UTC)
URL = "http://a.example.vn/rss"


def capture(at: datetime, etag: str = '"1"', body: str = "b") -> Capture:
    return Capture("id", "bao_a", DAY, "listing", URL, URL, 200, "", body, 1, "f", 0, 1, False, at, at, etag, "")


def unchanged(at: datetime, is_whole: bool = False) -> Unchanged:
    return Unchanged("bao_a", DAY, "listing", URL, is_whole, at)


def miss(at: datetime) -> Miss:
    return Miss("bao_a", DAY, "listing", URL, "server_error", "", False, None, at)


def index(*facts: Capture | Unchanged | Miss) -> DayIndex:
    found = DayIndex()
    for fact in facts:
        found.add(fact)
    return found


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def test_a_listing_is_due_the_first_time_of_a_day() -> None:
    assert is_due(index(), URL, START)
    assert validators(index(), URL, START) == {}


def test_a_lively_listing_is_due_at_every_poll() -> None:
    assert is_due(index(capture(START)), URL, START + minutes(15))
    assert not is_due(index(capture(START)), URL, START + minutes(10))


def test_a_quiet_listing_is_asked_less_and_less_often() -> None:
    quiet = index(capture(START), unchanged(START + minutes(15)), unchanged(START + minutes(45)))
    assert not is_due(quiet, URL, START + minutes(75))
    assert is_due(quiet, URL, START + minutes(105))
    very = index(capture(START), *[unchanged(START)] * 30)
    assert is_due(very, URL, START + LONGEST_QUIET)


def test_a_dead_listing_is_asked_rarely_and_can_come_back() -> None:
    dead = index(*[miss(START)] * 30)
    assert not is_due(dead, URL, START + LONGEST_QUIET)
    assert is_due(dead, URL, START + LONGEST_DEAD)
    assert is_due(index(*[miss(START)] * 30, capture(START)), URL, START + minutes(15))


def test_a_known_listing_is_asked_conditionally() -> None:
    assert validators(index(capture(START)), URL, START + minutes(15)) == {"If-None-Match": '"1"'}


def test_the_whole_page_is_wanted_now_and_then() -> None:
    facts: list[Capture | Unchanged | Miss] = [
        capture(START),
        unchanged(START + minutes(60)),
        unchanged(START + minutes(120)),
    ]
    assert validators(index(*facts), URL, START + WHOLE_EVERY) == {}
    assert validators(index(*facts, unchanged(START + minutes(179), True)), URL, START + WHOLE_EVERY) != {}


def test_a_tag_that_stood_for_two_pages_is_never_trusted_again() -> None:
    liar = index(capture(START), capture(START + minutes(15), body="other"))
    assert validators(liar, URL, START + minutes(30)) == {}
