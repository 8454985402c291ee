"""What an operator reads of one outlet's past interval."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

FIGURES = ("entries", "undated", "known", "fetched", "refused", "failed", "left_over", "sitemaps_left")


def figures(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[name] for name in FIGURES)


def test_every_entry_is_in_one_figure(past: Any) -> None:
    past.server.on("/robots.txt", past.hostile.reply(b"User-agent: *\nDisallow: /tin-3.html\n"))
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15", 3: "2026-10-15", 4: "", 5: "2026-10-01"})
    past.server.on("/tin-2.html", past.hostile.reply(status="410 Gone"))
    found = past.ask()
    assert figures(found) == (3, 1, 0, 1, 1, 1, 0, 0)
    assert (found["sitemaps"], found["oldest"], found["state"]) == (1, "2026-10-01", None)


@pytest.mark.parametrize(
    ("children", "state"),
    [
        ({"/young.xml": ""}, "too_young"),
        ({"/young.xml": "", "/old.xml": "2026-01-01"}, None),
        ({"/young.xml": "", "/gone.xml": ""}, None),
    ],
    ids=["nothing older", "something older that was passed by", "something unknown"],
)
def test_how_far_back_the_sitemaps_go_is_said_where_it_is_known(
    past: Any, children: dict[str, str], state: str | None
) -> None:
    past.index("/map.xml", children)
    past.sitemap("/young.xml", {1: "2026-10-16", 2: "2026-11-01"})
    found = past.ask()
    assert (found["state"], found["oldest"]) == (state, "2026-10-16")


def test_the_first_day_of_the_interval_is_far_enough(past: Any) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15"})
    assert past.ask()["state"] is None


@pytest.mark.parametrize("answer", ["404 Not Found", "200 OK"])
def test_sitemaps_that_cannot_be_read_are_said(past: Any, answer: str) -> None:
    past.server.on("/map.xml", past.hostile.reply(b"", status=answer))
    assert past.ask()["state"] == "sitemap_unread"


def test_an_outlet_without_sitemaps_is_not_asked(past: Any, home: Path) -> None:
    past.press.lay_out(home, past.server.port, gate=False)
    assert past.ask()["state"] == "no_sitemap"
    assert not past.server.asked


def test_an_outlet_with_a_time_gate_answers_for_the_days_themselves(past: Any, home: Path) -> None:
    past.press.lay_out(home, past.server.port, gate=True, sitemaps=["http://a.example.vn/map.xml"])
    assert past.ask()["state"] == "time_gate"
    assert not past.server.asked


def test_what_was_asked_for_another_interval_is_not_counted(past: Any) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-09-01"})
    past.ask(date(2026, 9, 1), date(2026, 9, 1))
    assert figures(past.ask()) == (1, 0, 0, 1, 0, 0, 0, 0)
    assert past.server.asked["/map.xml"] == 1
