"""Drawn pages show when they were published, beside clocks and the dates of other articles: none is taken for another.

The grammar is in tests/support/layouts/dates.py and imports nothing of what reads pages.
"""

import os

from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from tests.support.layouts.dates import LOCAL, draw_date

DRAWS = 400
SEED = os.environ.get("DRAWN_SEED", "2a8df55d")  # the suite says the same twice; other seeds are asked for by name


def test_every_drawn_date_is_read_to_the_minute_or_the_day_that_is_shown() -> None:
    wrong = []
    for number in range(DRAWS):
        drawn = draw_date(f"{SEED}:{number}")
        found = extract_page(open_page(drawn.html.encode(), "https://a.example.vn/1.html"))
        at = found.published_at and found.published_at.astimezone(LOCAL).replace(second=0, microsecond=0)
        if at is None or (at if drawn.is_exact else at.date()) != (drawn.at if drawn.is_exact else drawn.at.date()):
            wrong.append((number, drawn.form, drawn.at, at))
    assert wrong == [], f"seed {SEED}"
