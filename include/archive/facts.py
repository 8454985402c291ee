"""The facts an archive index holds: what came of asking an address, and which past intervals were asked for."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, get_args

Scope = Literal["home_page", "listing", "article", "recheck", "backfill_listing", "backfill_article", "robots"]
ArticleScope = Literal["article", "backfill_article"]
ARTICLE_SCOPES: tuple[ArticleScope, ...] = get_args(ArticleScope)  # of pages that are an article's first capture


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
    """One thing that was asked for and not received; a later capture of the same address supersedes it.

    ``cause`` is a member of ingestion's HarvestCause.
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
class Visit:
    """One request that brought nothing new: what was captured before still stands.

    ``is_whole`` says that the whole page came and was the same, instead of a mere "not modified". ``captured_at`` is
    the instant the answer stands for; it is empty in indexes that were written before it was noted.
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
    """A past interval, both ends within, whose articles were looked for on a day in the sitemaps of that day."""

    outlet_id: str
    day: date
    from_day: date
    to_day: date
    asked_at: datetime

    def holds(self, day: date) -> bool:
        """Return whether a local day lies in it."""
        return self.from_day <= day <= self.to_day


Fact = Capture | Miss | Visit
Line = Fact | Interval
_FACTS: dict[str, type[Line]] = {"capture": Capture, "miss": Miss, "visit": Visit, "interval": Interval}


def to_line(fact: Line) -> str:
    """Return a fact as one line of JSON."""
    given = {field.name: getattr(fact, field.name) for field in fields(fact)}
    values = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in given.items()}
    return json.dumps({"fact": type(fact).__name__.lower(), **values}, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Line:
    """Return the fact of one line.

    Raises:
        ValueError: The line is cut short or no fact; also raised as KeyError or TypeError by missing keys.
    """
    values: dict[str, Any] = json.loads(line)
    kind = _FACTS[values.pop("fact")]
    for field in fields(kind):
        if field.name == "day" or field.name.endswith("_day"):
            values[field.name] = date.fromisoformat(values[field.name])
        elif field.name.endswith("_at") and values.get(field.name) is not None:
            values[field.name] = datetime.fromisoformat(values[field.name])
    return kind(**values)
