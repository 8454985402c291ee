"""Which articles of an outlet the archive holds from earlier days."""

from datetime import date

from include.archive.facts import ARTICLE_SCOPES, Capture
from include.archive.index import DayIndex, archived_days, read_index
from include.pages.canonical import canonical


def held_before(outlet_id: str, day: date) -> dict[str, Capture]:
    """Return the articles captured before a day by canonical address, each with its first capture."""
    held: dict[str, Capture] = {}
    for earlier in archived_days(outlet_id):
        if earlier < day:
            hold(held, read_index(outlet_id, earlier))
    return held


def hold(held: dict[str, Capture], index: DayIndex) -> None:
    """Add the articles captured on one day; what was erased counts as held, so that it is never fetched again."""
    erased = [capture for capture in index.withdrawn if capture.scope in ARTICLE_SCOPES]
    for capture in [*index.of_scope(*ARTICLE_SCOPES), *erased]:
        held.setdefault(canonical(capture.url) or capture.url, capture)
