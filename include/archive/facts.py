"""The two facts an archive index holds: an answer that was kept, and an answer that was not to be had."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal

Scope = Literal["home_page", "listing", "article", "recheck", "robots"]


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer in the archive.

    ``captured_at`` is the instant the content stands for, ``fetched_at`` the instant of the request.
    ``warc_file`` is relative to the archive's folder; offset and length bound the compressed record.
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


Fact = Capture | Miss | Visit
_FACTS: dict[str, type[Capture] | type[Miss] | type[Visit]] = {"capture": Capture, "miss": Miss, "visit": Visit}


def to_line(fact: Fact) -> str:
    """Return a fact as one line of JSON."""
    given = {field.name: getattr(fact, field.name) for field in fields(fact)}
    values = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in given.items()}
    return json.dumps({"fact": type(fact).__name__.lower(), **values}, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Fact:
    """Return the fact of one line.

    Raises:
        ValueError: The line is cut short or no fact; also raised as KeyError or TypeError by missing keys.
    """
    values: dict[str, Any] = json.loads(line)
    kind = _FACTS[values.pop("fact")]
    for field in fields(kind):
        if field.name == "day":
            values["day"] = date.fromisoformat(values["day"])
        elif field.name.endswith("_at") and values.get(field.name) is not None:
            values[field.name] = datetime.fromisoformat(values[field.name])
    return kind(**values)
