"""A noticed article is asked for again whether or not it is due; once a day, and nothing else of its outlet."""

from datetime import timedelta
from typing import Any

from include.archive.index import read_index
from include.archive.writer import outlet_lock
from include.fetching.access import open_fetcher
from include.ingestion.harvest import close_days
from include.ingestion.recheck import ask_places
from include.outlets.profile import Profile
from include.periods.days import day_start
from tests.include.ingestion.test_recheck import FIRST, FOURTH, SECOND, gated  # noqa: F401


def test_a_place_is_asked_for_once_a_day_and_only_where_the_archive_knows_it(gated: Any, press: Any) -> None:  # noqa: F811
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    now = day_start(FOURTH) + timedelta(hours=9)

    def connect(profile: Profile) -> Any:
        return open_fetcher(profile, lambda: now)

    first = read_index("bao_a", FIRST).of_scope("article")[0].url
    wanted = {"bao_a": [first, f"{first}-khac", "https://other.example.vn/tin"], "not_followed": [first]}
    found = [ask_places(wanted, now, connect=connect) for _ in range(2)]
    assert [(counts["outlets"], counts["asked"], outlets) for counts, outlets in found] == [
        (1, 1, frozenset({"bao_a"})), (1, 0, frozenset({"bao_a"})),
    ]  # fmt: skip
    assert {url for scope, url in read_index("bao_a", FOURTH).asked if scope == "recheck"} == {first}


def test_an_outlet_whose_archive_another_process_writes_was_not_asked(gated: Any, press: Any) -> None:  # noqa: F811
    close_days(["bao_a"], [FIRST], now=press.now)
    first = read_index("bao_a", FIRST).of_scope("article")[0].url
    with outlet_lock("bao_a"):
        counts, outlets = ask_places({"bao_a": [first]}, day_start(FOURTH) + timedelta(hours=9))
    assert (counts["busy"], counts["asked"], outlets) == (1, 0, frozenset())
