"""Reads the test files of feedparser and gofeed as cases: bytes, and what a field of an entry must be.

Expectations are matched as text and read as literals; nothing of them is ever run.
"""

import ast
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "feeds"
_EXPECT = re.compile(r"Expect:[ \t]*(?P<expectation>[^\n]+(?:\n(?![ \t]*(?:-->|\w+:))[^\n]+)*)")
_COMPARISON = re.compile(
    r"(?:not bozo and |bozo and )?entries\[(?P<index>\d+)\]"
    r"(?:\[['\"](?P<name>\w+)['\"]\]|\.(?P<attribute>\w+)) == (?P<value>.+)",
    re.S,
)
_HEADER = re.compile(r"Header:\s*content-type:\s*([^\n]+)", re.I)
_FIELDS = {
    "title": "title",
    "description": "summary",
    "summary": "summary",
    "link": "url",
    "id": "guid",
    "guid": "guid",
    "published_parsed": "published_at",
    "date_parsed": "updated_at",
    "updated_parsed": "updated_at",
    "modified_parsed": "updated_at",
}


@dataclass(frozen=True)
class Case:
    """One file, and the field of one entry that is known; without a field, only that it is parsed."""

    name: str
    body: bytes
    content_type: str = ""
    index: int = 0
    field: str = ""
    value: Any = None


def files(archive: str) -> dict[str, bytes]:
    """Return all files of one of the archives by name."""
    found = {}
    with tarfile.open(DATA / archive) as packed:
        for member in packed:
            if member.isfile():
                content = packed.extractfile(member)
                found[member.name] = content.read() if content else b""
    return found


def feedparser_cases() -> Iterator[Case]:
    """Yield feedparser's files with their expectation, where it is one literal of one field."""
    for name, body in files("feedparser_cases.tar.xz").items():
        head = body[:6000].decode("utf-8", "replace")
        header = _HEADER.search(head)
        content_type = header[1].strip() if header else ""
        yield _expected(Case(name, body, content_type), head)


def _expected(case: Case, head: str) -> Case:
    """Return the case with what its comment expects, when that can be checked."""
    found = _EXPECT.search(head)
    match = _COMPARISON.fullmatch(found["expectation"].strip()) if found else None
    field = _FIELDS.get((match["name"] or match["attribute"]) if match else "")
    if not match or not field:
        return case
    try:
        value = ast.literal_eval(match["value"].strip())
    except (ValueError, SyntaxError):
        return case
    if isinstance(value, tuple):
        year, month, day, hour, minute, second = value[:6]
        value = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if "127.0.0.1" in str(value):
        return case
    return Case(case.name, case.body, case.content_type, int(match["index"]), field, value)


def gofeed_cases() -> Iterator[Case]:
    """Yield gofeed's files, once for each field of an entry its JSON expects."""
    found = files("gofeed_cases.tar.xz")
    for name, body in found.items():
        stem, _, ending = name.rpartition(".")
        expected = found.get(f"{stem}.json") if ending == "xml" else found.get(f"{stem}_expected.json")
        if ending not in ("xml", "json") or name.endswith("_expected.json") or expected is None:
            continue
        data = json.loads(expected)
        cases = [Case(name, body, "", index, field, value) for index, field, value in _gofeed_fields(data)]
        yield from cases or [Case(name, body)]


def _gofeed_fields(data: dict[str, Any]) -> Iterator[tuple[int, str, Any]]:
    """Yield index, field and value of what gofeed expects of entries."""
    for index, item in enumerate(data.get("items") or data.get("entries") or []):
        guid = item.get("guid")
        values = {
            "title": item.get("title"),
            "summary": item.get("description") or item.get("summary"),
            "url": item.get("link") or item.get("url"),
            "guid": guid.get("value") if isinstance(guid, dict) else guid or item.get("id"),
            "published_at": item.get("publishedParsed") or item.get("pubDateParsed"),
            "updated_at": item.get("updatedParsed"),
        }
        for field, value in values.items():
            if isinstance(value, str) and value:
                is_time = field.endswith("_at")
                yield index, field, datetime.fromisoformat(value.replace("Z", "+00:00")) if is_time else value
