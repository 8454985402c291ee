"""Builds the city's answers: one request as of a day, the whole answer as a value.

Nothing here depends on a clock or on chance, so that two servings give the same bytes. A past day is asked by
RFC 7089: the answer stands for the last second of that local day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from typing import Literal

from include.periods.days import last_second, local_day
from include.sample_city.article import Article
from include.sample_city.article_pages import article_page
from include.sample_city.articles import articles
from include.sample_city.charsets import encode_page
from include.sample_city.declaration import DAYS, LIVE_DAY, Misbehaviour, Outlet, faults_of, outlets
from include.sample_city.home_pages import footer_script, home_page, policy_page
from include.sample_city.listings import NESTED_SITEMAP, PATHS, listing, nested_sitemap

HTML = "text/html; charset=utf-8"
NEWEST = 12
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; ``sent`` says whether the body is sent whole, never ends, or the connection is reset instead."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    sent: Literal["whole", "endless", "cut"] = "whole"


@dataclass(frozen=True, slots=True)
class Request:
    """One request: outlet, host, path, the day it is for, and the number of the attempt.

    ``is_past`` distinguishes a day asked by Accept-Datetime from the live site, which stands still at the last day.
    """

    outlet: Outlet
    host: str
    path: str
    day: date = LIVE_DAY
    is_past: bool = False
    attempt: int = 1
    if_none_match: str = ""
    if_modified_since: str = ""


@cache
def hosts() -> dict[str, Outlet]:
    """Return the outlet of every host."""
    found: dict[str, Outlet] = {}
    for outlet in outlets().values():
        for domain in outlet.domains:
            found.setdefault(domain, outlet)  # of two that share a domain the first answers
    return found


def past_day_asked(accept_datetime: str) -> date | None:
    """Return the local day that a request's Accept-Datetime falls on; nothing where it has none that can be read."""
    try:
        return local_day(parsedate_to_datetime(accept_datetime))
    except (TypeError, ValueError):
        return None


def day_asked(accept_datetime: str) -> date | None:
    """Return the day that a request asks for: the last one that the city has by then; nothing for the live site."""
    asked = past_day_asked(accept_datetime)
    if asked is None:
        return None
    return max((day for day in DAYS if day <= asked), default=DAYS[0])


@cache
def _by_path() -> dict[tuple[str, str], Article]:
    """Return the articles by outlet and path."""
    return {(a.outlet_id, a.path): a for a in articles()}


def article_at(outlet_id: str, path: str) -> Article | None:
    """Return an outlet's article at a path, whenever it is listed."""
    return _by_path().get((outlet_id, path))


@cache
def listed_on(outlet_id: str, day: date) -> tuple[Article, ...]:
    """Return what an outlet's listings name on a day, newest first: that day's articles and the day's before.

    An article that is never served whole is named on its own day alone; a removed one no longer.
    """
    named = [
        a
        for a in articles()
        if a.outlet_id == outlet_id
        and (a.listed_on == day or (a.listed_on == day - timedelta(days=1) and not _is_never_whole(a)))
    ]
    return tuple(sorted(named, key=lambda a: (a.listed_on, a.published_at, a.number), reverse=True))


def _is_never_whole(article: Article) -> bool:
    """Return whether the article's page is never served whole."""
    return article.fault is not None and article.fault.harvest is not None and article.fault.harvest[0] != "duplicate"


def whole_answer(asked: Request) -> Reply:
    """Return what a well-behaved outlet answers, with validators and the headers of RFC 7089."""
    found = _resource(asked)
    if found is None:
        return with_time(asked, Reply(404, (("Content-Type", HTML),), "<h1>Không tìm thấy trang</h1>".encode()))
    content_type, body, changed_at = found
    if content_type == "":
        return with_time(asked, Reply(410, (("Content-Type", HTML),), "<h1>Bài viết đã được gỡ</h1>".encode()))
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    modified = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    headers = (("Content-Type", content_type), ("ETag", etag), ("Last-Modified", modified))
    is_unchanged = asked.if_none_match == etag or (not asked.if_none_match and asked.if_modified_since == modified)
    return with_time(asked, Reply(304, headers) if is_unchanged else Reply(200, headers, body))


def with_time(asked: Request, reply: Reply) -> Reply:
    """Add the headers that RFC 7089 requires of an archived answer."""
    vary = ("Vary", "accept-datetime")
    if not asked.is_past:
        return Reply(reply.status, (*reply.headers, vary), reply.body, reply.sent)
    instant = ("Memento-Datetime", format_datetime(last_second(asked.day), usegmt=True))
    return Reply(reply.status, (*reply.headers, vary, instant), reply.body, reply.sent)


Resource = tuple[str, bytes, datetime]


def _resource(asked: Request) -> Resource | None:
    """Return content type, bytes and time of change of a path; an empty content type for what was removed."""
    outlet, day, path = asked.outlet, asked.day, asked.path
    named = listed_on(outlet.outlet_id, day)
    article = article_at(outlet.outlet_id, path)
    if article is not None:
        return None if _is_vanished(article, day) else _article(article, day, named)
    styles = {PATHS[style]: style for style in outlet.listings}
    changed = last_second(day)
    if path in styles:
        return (*listing(styles[path], outlet, day, named), changed)
    if path == NESTED_SITEMAP and "sitemap_index" in outlet.listings:
        return "application/gzip", nested_sitemap(named), changed
    if path == "/":
        feeds = [PATHS[style] for style in outlet.listings if style in ("rss", "atom", "rdf")]
        return HTML, home_page(outlet, day, named[:NEWEST], feeds).encode(), changed
    return _side_page(outlet, path, day, named)


def _side_page(outlet: Outlet, path: str, day: date, named: Sequence[Article]) -> Resource | None:
    """Return what is served beside the articles: robots.txt, policy pages, section pages, scripts and images."""
    changed = last_second(day)
    if path == "/robots.txt":
        return "text/plain; charset=utf-8", robots(outlet).encode(), changed
    if path == "/js/chan-trang.js":
        return "text/javascript; charset=utf-8", footer_script(outlet, day).encode(), changed
    if path.endswith(".png"):
        return "image/png", PIXEL, changed
    policy = policy_page(outlet, path)
    if policy is not None:
        return HTML, policy.encode(), changed
    section = [a for a in named if path == f"/{a.draft.slug}"]
    return (HTML, home_page(outlet, day, section, ()).encode(), changed) if section or path == "/cai-chinh" else None


def _is_vanished(article: Article, day: date) -> bool:
    """Return whether the outlet no longer gives an article, for good or for some days."""
    gone = article.fault.gone if article.fault else None
    return gone is not None and gone[0] <= day <= gone[1]


def _article(article: Article, day: date, named: Sequence[Article]) -> Resource | None:
    """Return an article's page, from the day it is listed on; a removed one is gone from the second day after."""
    if article.listed_on > day:
        return None
    if article.problem is Misbehaviour.LAWFUL_REMOVAL and day >= article.listed_on + timedelta(days=2):
        return "", b"", article.published_at
    related = [a for a in named if a.number != article.number and not _is_never_whole(a)][:2]
    content_type, body = encode_page(article_page(article, day, related), article.outlet_id, day)
    updated = article.updated_at if article.updated_at and article.updated_at.date() <= day else article.published_at
    return content_type, body, updated


def robots(outlet: Outlet) -> str:
    """Return an outlet's robots.txt."""
    closed = any(
        fault.misbehaviour is Misbehaviour.ROBOTS_FORBIDS
        for day in DAYS
        for fault in faults_of(outlet.outlet_id, day, Misbehaviour.ROBOTS_FORBIDS)
    )
    return f"User-agent: *\nDisallow: /{'noi-bo/' if closed else 'quan-tri/'}\n"
