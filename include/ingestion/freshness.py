"""Decides when a listing is due again, by how often it changes, and when a conditional request is enough."""

from datetime import datetime, timedelta

from include.archive.facts import Capture, Fact, Miss, Unchanged
from include.archive.index import DayIndex

SHORTEST = timedelta(minutes=14)  # a little under the 15 minutes of poll_feeds, so that a late start skips no poll
LONGEST_QUIET = timedelta(hours=4)  # pause after answers that were all unchanged
LONGEST_DEAD = timedelta(hours=12)  # pause after requests that all failed
WHOLE_EVERY = timedelta(hours=3)  # servers answer "not modified" falsely at times


def is_due(index: DayIndex, url: str, now: datetime) -> bool:
    """Return whether a listing should be asked now.

    The first request of a day is always due, so that dead listings can come back. After that the pause doubles each
    time nothing new came, up to a limit that is longer for dead listings than for quiet ones.
    """
    history = index.asked.get(("listing", url), [])
    if not history:
        return True
    quiet = _trailing(history, Unchanged)
    dead = _trailing(history, Miss)
    longest = LONGEST_DEAD if dead else LONGEST_QUIET
    pause = min(SHORTEST * 2 ** min(max(quiet, dead), 10), longest) if quiet or dead else SHORTEST
    return now - history[-1].fetched_at >= pause


def validators(index: DayIndex, url: str, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request, or none when the whole page is wanted.

    The whole page is wanted the first time of a day, every few hours (a server may answer "not modified" falsely), and
    always from a server that has given one ETag to two different pages.
    """
    captures = [capture for capture in index.of_scope("listing") if capture.url == url]
    if not captures or _gave_one_tag_to_two_pages(captures):
        return {}
    whole = [
        f for f in index.asked["listing", url] if isinstance(f, Capture) or (isinstance(f, Unchanged) and f.is_whole)
    ]
    if now - whole[-1].fetched_at >= WHOLE_EVERY:
        return {}
    last = captures[-1]
    found = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in found.items() if value}


def _trailing(history: list[Fact], kind: type[Fact]) -> int:
    """Return how many facts at the end of a history are of one kind."""
    count = 0
    for fact in reversed(history):
        if not isinstance(fact, kind):
            break
        count += 1
    return count


def _gave_one_tag_to_two_pages(captures: list[Capture]) -> bool:
    """Return whether one ETag stood for different bodies."""
    bodies: dict[str, set[str]] = {}
    for capture in captures:
        if capture.etag:
            bodies.setdefault(capture.etag, set()).add(capture.body_sha256)
    return any(len(found) > 1 for found in bodies.values())
