"""Compares what was read of drawn articles' credits with what they show."""

from collections.abc import Iterator

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.observation import Observation
from include.pages.extraction.article import ExtractedArticle
from include.pages.page import open_page
from tests.support.layouts.articles import FOLLOWED, URL, DrawnArticle, draw_many

FIELDS = {
    "agency": Observation.CREDITED_AGENCY,
    "author": Observation.CREDITED_AUTHOR,
    "time": Observation.ORIGINAL_TIME,
    "link": Observation.ORIGINAL_LINK,
}


def observed(drawn: DrawnArticle) -> dict[Observation, ObservedFact]:
    """Return the facts of a drawn page, its text given, so that only what reads credits is tested."""
    article = ExtractedArticle(
        **dict.fromkeys(ExtractedArticle.__dataclass_fields__)  # type: ignore[arg-type]
        | {"url": URL, "title": drawn.title, "text": drawn.text, "text_characters": len(drawn.text)}
    )
    page = open_page(drawn.source.encode(), URL)
    return {fact.observation: fact for fact in observe_article(page, article, credit_names=FOLLOWED)}


def outcomes(seed: int, number: int) -> Iterator[tuple[str, str, DrawnArticle, int]]:
    """Yield field and outcome of each field of drawn pages, with the page and its number."""
    for place, drawn in enumerate(draw_many(seed, number)):
        facts = observed(drawn)
        for field, observation in FIELDS.items():
            outcome = outcome_of(drawn, field, facts[observation])
            if outcome:
                yield field, outcome, drawn, place


def outcome_of(drawn: DrawnArticle, field: str, fact: ObservedFact) -> str:
    """Return the outcome of one field; nothing where it cannot be said what would be right."""
    if field in drawn.shown:
        if fact.is_present:
            shown = drawn.shown[field]
            return "right" if not shown or shown in str(fact.value) else "unclear" if drawn.is_unknown else "wrong"
        return "false absence" if fact.place == "seen" else "unclear" if drawn.is_unknown else "unread"
    if drawn.is_unknown or (field == "link" and "." in drawn.shown.get("agency", "")):
        return ""  # who is unknown may be anyone; a domain named as source is its address too
    return "invented" if fact.is_present else "absent" if fact.place == "seen" else "missing unread"
