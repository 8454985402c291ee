"""Drawn mastheads: how many of the fields they show are read right, unread, or wrongly said to be missing."""

from typing import Any

from include.observing.home_page import observe_masthead
from include.pages.page import open_page
from tests.support.layouts.judging import MISSING, SHOWN, Tally
from tests.support.layouts.mastheads import draw_masthead

DRAWS = 100_000
SEED = "pages"


def run() -> list[dict[str, Any]]:
    """Return the rows of this benchmark."""
    tally = Tally()
    for number in range(DRAWS):
        drawn = draw_masthead(f"{SEED}:{number}")
        facts = observe_masthead(open_page(drawn.html.encode(), "https://a.example.vn/"))
        tally.add(drawn, {fact.observation.value: (fact.is_present, fact.value, fact.place) for fact in facts})
    return [
        _row("shown fields of drawn mastheads read right", tally.share("right", *SHOWN), "share", ">= 0.95"),
        _row("shown fields unread", tally.share("unread", *SHOWN), "share", "<= 0.10"),
        _row("shown fields said to be missing with the place seen", tally.total("false_absence"), "fields", "0"),
        _row("missing fields seen to be missing", tally.share("absent", *MISSING), "share", ">= 0.90"),
        _row("fields invented", tally.total("invented"), "fields", ""),
    ]


def _row(what: str, value: float, unit: str, mark: str) -> dict[str, Any]:
    """Return one row; there is no peer."""
    return {"what": what, "value": value, "unit": unit, "mark": mark}
