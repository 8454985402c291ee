"""A fact that was looked for on a page, and what was found of it."""

from dataclasses import dataclass
from typing import Literal

from include.observing.observation import Observation
from include.pages.page import Page

Place = Literal["seen", "unread", "script", "image", "absent"]


@dataclass(frozen=True)
class Hit:
    """A stretch of a page's visible text that shows a fact.

    Attributes:
        start: Where it starts in the visible text.
        end: Where it ends.
        value: What was read, normalised; nothing for persons.
        source: Start and end in the source, of what no visible text shows, such as the words of an image.
    """

    start: int
    end: int
    value: str | None = None
    source: tuple[int, int] | None = None


@dataclass(frozen=True)
class ObservedFact:
    """One fact, found or not; a row of ``observations`` without the capture it belongs to.

    Attributes:
        observation: The fact looked for.
        is_present: Whether it was found.
        value: What was read, normalised; nothing for persons.
        snippet: Words around it as they stand in the page's source, at most 200 characters, never a person's name.
        snippet_offset: Offset of the snippet in the decoded page.
        place: Where the fact belongs: seen, every line understood; unread, a line that could show it was not;
            drawn by script; an image; or not on the page.
    """

    observation: Observation
    is_present: bool
    value: str | None = None
    snippet: str | None = None
    snippet_offset: int | None = None
    place: Place = "seen"


def fact(page: Page, observation: Observation, hit: Hit | None, place: Place = "seen") -> ObservedFact:
    """Return what was found of a fact; a hit was seen wherever it belongs."""
    if hit is None:
        return ObservedFact(observation, is_present=False, place=place)
    if hit.source:
        start, end = hit.source
        return ObservedFact(observation, True, hit.value, page.source[start : min(end, start + 200)], start, "seen")
    snippet, offset = page.visible.snippet(hit.start, hit.end) or (None, None)
    return ObservedFact(observation, True, hit.value, snippet, offset, "seen")


def unread_fact(page: Page, observation: Observation, line: Hit) -> ObservedFact:
    """Return a fact that was not found beside a line that may show it and was not understood: that line is kept."""
    snippet, offset = page.visible.snippet(line.start, line.end) or (None, None)
    return ObservedFact(observation, is_present=False, snippet=snippet, snippet_offset=offset, place="unread")


def fact_in_source(page: Page, observation: Observation, words: str, value: str | None, place: Place) -> ObservedFact:
    """Return a fact that markup alone shows, with its place in the source."""
    offset = page.source.find(words)
    snippet = words[:200] if offset >= 0 and words else None
    return ObservedFact(observation, True, value, snippet, offset if snippet else None, place)
