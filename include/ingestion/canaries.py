"""Canaries: dated pages that each profile must go on reading as it did, so that a broken parser is noticed at once.

A canary is two files beside the profiles, ``canaries/<outlet_id>/<day>.html.gz`` with the page as received and
``<day>.json`` with what was read of it. A layout change adds a canary; earlier ones stay.
"""

import gzip
import json
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from include.archive.facts import ARTICLE_SCOPES
from include.archive.index import archived_days, read_index
from include.archive.reader import read
from include.atomic import replace_text, replacing
from include.errors import ReadingError, SettingError
from include.landing import store
from include.outlets import registry
from include.outlets.profile import Profile
from include.pages.extraction.article import ExtractedArticle, extract_article
from include.settings import settings

logger = logging.getLogger(__name__)
SAME_LENGTH = 0.02  # a text that differs by less in length is read as before
Row = dict[str, Any]


def folder(outlet_id: str) -> Path:
    """Return the folder of an outlet's canaries, whether or not it exists."""
    return settings().profiles / "canaries" / outlet_id


def keep_canary(outlet_id: str, url: str) -> Row:
    """Keep the newest archived page of an address as a canary, with what is read of it now.

    Raises:
        ProfileError: There is no outlet of that id.
        SettingError: The archive holds no article page of the address, or nothing is read of it.
        ArchiveError: The page can no longer be read.
    """
    profile = registry.profile(outlet_id)
    indexes = (read_index(outlet_id, day) for day in reversed(archived_days(outlet_id)))
    captures = (index.latest(scope, url) for index in indexes for scope in ARTICLE_SCOPES)
    capture = next(filter(None, captures), None)
    if capture is None:
        raise SettingError(f"The archive holds no article at {url}.", hint="Give the address as it was fetched.")
    body = read(capture).body
    found = extract_article(body, capture.final_url, capture.content_type, profile, capture.day)
    if not found.title or not found.text:
        raise SettingError(f"Nothing is read of {url}.", hint="Fix the profile's layout before keeping the page.")
    page = {"url": capture.final_url, "content_type": capture.content_type, **_reading(found)}
    target = folder(outlet_id) / f"{capture.day.isoformat()}.json"
    with replacing(target.with_suffix(".html.gz")) as stream:
        stream.write(gzip.compress(body, mtime=0))
    replace_text(target, json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    return {"outlet_id": outlet_id, "day": capture.day, **page}


def check_canaries(day: date) -> dict[str, Any]:
    """Read every canary of the followed outlets again, land the results, and return the counts by state."""
    rows = [row for profile in registry.followed() for row in check_outlet(profile, day)]
    store.write("canary_checks", day, rows)
    counts = Counter({"ok": 0, "changed": 0, "unreadable": 0, "none": 0}) + Counter(row["state"] for row in rows)
    logger.info("canaries: %s", ", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    return {"canaries": len(rows), **counts}


def check_outlet(profile: Profile, day: date) -> Iterator[Row]:
    """Yield one row for each canary of an outlet, or one that says that it has none."""
    expectations = sorted(folder(profile.outlet_id).glob("*.json"))
    for path in expectations:
        page_day, expected = date.fromisoformat(path.stem), json.loads(path.read_text(encoding="utf-8"))
        state, detail = _compare(profile, path, page_day, expected)
        yield _row(profile, expected["url"], state, detail, day, page_day)
    if not expectations:
        yield _row(profile, profile.home_page, "none", None, day, day)


def _compare(profile: Profile, path: Path, page_day: date, expected: Row) -> tuple[str, str | None]:
    """Return whether a page is read as it was, and what is read differently."""
    try:
        body = gzip.decompress(path.with_suffix(".html.gz").read_bytes())
        found = _reading(extract_article(body, expected["url"], expected["content_type"], profile, page_day))
    except (OSError, EOFError, ReadingError) as error:
        return "unreadable", type(error).__name__
    differs = [name for name in ("title", "section", "published_at", "has_byline") if found[name] != expected[name]]
    longest = max(found["text_characters"], expected["text_characters"])
    if abs(found["text_characters"] - expected["text_characters"]) > SAME_LENGTH * longest:
        differs.append("text")
    return ("changed", " ".join(differs)) if differs else ("ok", None)


def _reading(found: ExtractedArticle) -> Row:
    """Return what is compared of an article that was read; of the text only its length."""
    return {
        "title": found.title,
        "section": found.section,
        "published_at": found.published_at.isoformat() if found.published_at else None,
        "has_byline": found.has_byline,
        "text_characters": found.text_characters,
    }


def _row(profile: Profile, url: str, state: str, detail: str | None, day: date, page_day: date) -> Row:
    """Return one row of the landing table."""
    return {
        "outlet_id": profile.outlet_id, "url": url, "state": state, "detail": detail, "day": day, "page_day": page_day,
    }  # fmt: skip
