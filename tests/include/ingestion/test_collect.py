"""What may stand for a day depends on the day and on the outlet."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from include.archive.index import read_index
from include.archive.writer import open_day
from include.fetching.answer import Answer
from include.ingestion.collect import CollectMode, Collector, mode_of
from include.outlets.profile import Profile
from include.periods.days import day_start

DAY = date(2026, 10, 15)


def profile(*, has_time_gate: bool) -> Profile:
    return Profile(
        outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.vn",),
        home_page="http://a.vn/", has_time_gate=has_time_gate,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "has_time_gate", "mode"),
    [
        (day_start(DAY), False, CollectMode.LIVE),
        (day_start(DAY), True, CollectMode.LIVE),
        (day_start(DAY + timedelta(days=1)) - timedelta(seconds=1), False, CollectMode.LIVE),
        (day_start(DAY + timedelta(days=1)), False, CollectMode.PAST),
        (day_start(DAY + timedelta(days=1)), True, CollectMode.TIME_GATE),
    ],
)
def test_a_live_page_stands_for_its_own_day_alone(now: datetime, has_time_gate: bool, mode: CollectMode) -> None:
    assert mode_of(profile(has_time_gate=has_time_gate), DAY, now) is mode


class Answering:
    """A fetcher that answers every address after 420 ms and knows an IPv6 address of every name."""

    now = staticmethod(lambda: day_start(DAY).astimezone(UTC))

    def get(self, url: str, *_: Any, **__: Any) -> Answer:
        of_the_day = (("Vary", "Accept-Datetime"), ("Memento-Datetime", format_datetime(self.now(), usegmt=True)))
        return Answer(url, url, 200, "OK", of_the_day, b"x", b"x", self.now(), 420)

    def slow_down(self, _: float) -> None:
        """Keep no pause."""

    def has_ipv6(self, _: str) -> bool:
        return True


@pytest.mark.parametrize(
    ("kind", "mode", "has_ipv6"),
    [
        ("portal", CollectMode.LIVE, True),
        ("portal", CollectMode.TIME_GATE, None),  # what a name has today says nothing of a past day
        ("newspaper", CollectMode.LIVE, None),
    ],
)
def test_the_name_of_a_portal_is_looked_up_when_its_home_page_is_asked(
    home: Path, kind: str, mode: CollectMode, has_ipv6: bool | None
) -> None:
    robots: Any = SimpleNamespace(refusal=lambda *_: None, delay_seconds=lambda _: 0.0)
    asked: Any = Answering()
    outlet = profile(has_time_gate=False).model_copy(update={"kind": kind})
    with open_day("bao_a", DAY) as writer:
        collector = Collector(outlet, asked, robots, writer, mode, set())
        collector.ask("home_page", outlet.home_page)
        collector.ask("article", "http://a.vn/1")
    page, article = read_index("bao_a", DAY).captures
    assert (page.answer_milliseconds, page.has_ipv6) == (420, has_ipv6)
    assert (article.answer_milliseconds, article.has_ipv6) == (420, None)
