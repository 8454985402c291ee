"""Facts by name, each checked against the page it was observed on."""

from collections.abc import Iterable

from include.observing.fact import ObservedFact
from include.observing.observation import Observation
from include.pages.page import Page


def facts_by_name(page: Page, observed: Iterable[ObservedFact]) -> dict[Observation, ObservedFact]:
    """Return facts by name, having checked that every snippet is the page at its offset."""
    found = {fact.observation: fact for fact in observed}
    for fact in found.values():
        if fact.snippet is not None and fact.snippet_offset is not None:
            end = fact.snippet_offset + len(fact.snippet)
            assert page.source[fact.snippet_offset : end] == fact.snippet
            assert len(fact.snippet) <= 200
    return found
