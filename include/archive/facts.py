"""The facts of an archive index: the outcome of each request, and the past intervals that were asked for."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, get_args

Scope = Literal["home_page", "listing", "article", "recheck", "backfill_listing", "backfill_article", "robots"]
ArticleScope = Literal["article", "backfill_article"]
ARTICLE_SCOPES: tuple[ArticleScope, ...] = get_args(ArticleScope)  # scopes of an article's first capture


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer in the archive.

    ``captured_at`` is the instant the content stands for, ``fetched_at`` the instant of the request.
    ``warc_file`` is relative to the archive's folder; offset and length bound the compressed record.
    ``answer_milliseconds`` is the time to the first byte, ``has_ipv6`` whether the name had an IPv6 address; both are
    empty where that was not measured or looked up.
    """

    capture_id: str
    outlet_id: str
    day: date
    scope: Scope
    url: str
    final_url: str
    http_status: int
    content_type: str
    body_sha256: str
    body_bytes: int
    warc_file: str
    warc_offset: int
    warc_bytes: int
    is_from_archive: bool
    captured_at: datetime
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""
    answer_milliseconds: int | None = None
    has_ipv6: bool | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """One request that was not answered as needed; a later capture of the same address supersedes it.

    ``cause`` is a value of ``include.fetching.causes.HarvestCause``.
    """

    outlet_id: str
    day: date
    scope: Scope
    url: str
    cause: str
    detail: str
    is_our_failure: bool
    http_status: int | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Unchanged:
    """One request whose answer was the page that an earlier capture holds already.

    ``is_whole`` is true when the whole page was received and had the same bytes, false for a bare "not modified".
    ``captured_at`` is the instant the answer stands for; indexes of earlier versions lack it.
    """

    outlet_id: str
    day: date
    scope: Scope
    url: str
    is_whole: bool
    fetched_at: datetime
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A past interval, both days included, whose articles were searched for in the sitemaps of a later day."""

    outlet_id: str
    day: date
    from_day: date
    to_day: date
    asked_at: datetime

    def contains(self, day: date) -> bool:
        """Return whether a local day lies in the interval."""
        return self.from_day <= day <= self.to_day


Fact = Capture | Miss | Unchanged
Line = Fact | Interval
# The names are those of indexes on disk, which are never rewritten: Unchanged was called Visit when the first were.
_FACTS: dict[str, type[Line]] = {"capture": Capture, "miss": Miss, "visit": Unchanged, "interval": Interval}
_NAMES = {kind: name for name, kind in _FACTS.items()}


def to_line(fact: Line) -> str:
    """Return a fact as one line of JSON."""
    given = {field.name: getattr(fact, field.name) for field in fields(fact)}
    values = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in given.items()}
    return json.dumps({"fact": _NAMES[type(fact)], **values}, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Line:
    """Return the fact that one line of an index records.

    Raises:
        ValueError: The line is cut short or not a fact.
        KeyError: The line names no known fact.
        TypeError: The line lacks a field, or has one too many.
    """
    values: dict[str, Any] = json.loads(line)
    kind = _FACTS[values.pop("fact")]
    for field in fields(kind):
        if field.name == "day" or field.name.endswith("_day"):
            values[field.name] = date.fromisoformat(values[field.name])
        elif field.name.endswith("_at") and values.get(field.name) is not None:
            values[field.name] = datetime.fromisoformat(values[field.name])
    return kind(**values)
