"""What a page says about itself to machines: JSON-LD, meta elements, links; and the date a reader sees."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from include.outlets.profile import Profile
from include.pages.blocks import one_line
from include.pages.dates import Moment, find_moments, parse_moment
from include.pages.listings.listing import plain
from include.pages.page import Page

_ARTICLE_TYPES = {
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "reportage",
    "analysisnewsarticle",
    "webpage",
}
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "og:published_time",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "sailthru.date",
    "parsely-pub-date",
)
_UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dcterms.modified")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|publish\w*|posted|ngay|thoi-?gian|cate-24h-foot|pdate|datetime)(?:$|[\s_-])", re.I
)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:author|byline|tac-?gia)(?:$|[\s_-])", re.I)


@dataclass(frozen=True)
class Metadata:
    """What a page declares; empty where it declares nothing."""

    title: str | None = None
    summary: str | None = None
    section: str | None = None
    language: str | None = None
    canonical_link: str | None = None
    site_name: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    has_byline: bool = False


def read(page: Page) -> Metadata:
    """Read all declarations of a page."""
    tree = page.tree
    metas = _metas(tree)
    linked = _linked(tree)
    site = one_line(metas.get("og:site_name"))
    return Metadata(
        title=_title(tree, metas, linked, site),
        summary=plain(_string(linked, "description") or metas.get("og:description") or metas.get("description")),
        section=plain(_section(linked) or metas.get("article:section")),
        language=_language(tree, metas),
        canonical_link=_canonical_link(tree),
        site_name=site,
        published=_published(tree, metas, linked),
        updated=_moment(_string(linked, "dateModified")) or _first_moment(metas, _UPDATED),
        has_byline=_has_byline(tree, metas, linked, site),
    )


def is_same_article(declared: str, own: str, profile: Profile | None) -> bool:
    """Return whether a declared canonical address may stand for the page: on the outlet's domains, and no home page."""
    there, here = urlsplit(declared), urlsplit(own)
    if there.path in ("", "/") and here.path not in ("", "/"):
        return False
    if profile:
        return profile.owns(declared)
    host, other = there.hostname or "", here.hostname or ""
    return (
        host.removeprefix("www.") == other.removeprefix("www.")
        or other.endswith(f".{host}")
        or host.endswith(f".{other}")
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return meta elements by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _linked(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, or nothing."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower() in _ARTICLE_TYPES for name in names) and item.get("datePublished"):
                return item
    return {}


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document, graphs included."""
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1)


def _string(linked: dict[str, Any], name: str) -> str | None:
    """Return a text of a JSON-LD object."""
    value = linked.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _section(linked: dict[str, Any]) -> str | None:
    """Return the first section a JSON-LD object names."""
    value = linked.get("articleSection")
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    return value if isinstance(value, str) else None


def _title(tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any], site: str | None) -> str | None:
    """Choose the title: the page's one heading, else what it declares, without the site's name."""
    headings = [text for heading in tree.iter("h1") if (text := one_line(heading.text_content()))]
    declared = plain(metas.get("og:title")) or plain(_string(linked, "headline"))
    page_title = one_line(tree.findtext(".//title"))
    if len(headings) > 1 and declared:
        headings = [heading for heading in headings if heading in declared or declared in heading] or [declared]
    title = (headings[0] if headings and len(headings[0]) > 3 else None) or declared or page_title
    return _without_site(title, site)


def _without_site(title: str | None, site: str | None) -> str | None:
    """Cut the site's name off the end of a title."""
    if not title or not site or title == site:
        return title
    return re.sub(rf"\s*[-|–—:·]\s*{re.escape(site)}\s*$", "", title, flags=re.I) or title


def _language(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """Return the two-letter code a page declares."""
    root = tree.getroottree().getroot()
    declared = root.get("lang") or metas.get("content-language") or metas.get("og:locale") or ""
    match = re.match(r"[a-zA-Z]{2}(?=$|[-_])", declared.strip())
    return match[0].lower() if match else None


def _canonical_link(tree: HtmlElement) -> str | None:
    """Return the address of the link marked canonical."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return (link.get("href") or "").strip() or None
    return None


def _moment(text: str | None) -> Moment | None:
    """Read a date that may be missing."""
    return parse_moment(text) if text else None


def _first_moment(metas: dict[str, str], names: tuple[str, ...]) -> Moment | None:
    """Return the first readable date among meta elements."""
    return next((moment for name in names if (moment := _moment(metas.get(name)))), None)


def _published(tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any]) -> Moment | None:
    """Return the publication time: JSON-LD, meta, marked elements, and last what a reader sees."""
    declared = _moment(_string(linked, "datePublished")) or _first_moment(metas, _PUBLISHED)
    return declared or _marked(tree) or _shown(tree)


def _marked(tree: HtmlElement) -> Moment | None:
    """Read time elements and microdata."""
    for element in tree.xpath("//time[@datetime] | //*[@itemprop='datePublished']"):
        moment = _moment(element.get("datetime") or element.get("content") or element.text_content())
        if moment:
            return moment
    return None


def _shown(tree: HtmlElement) -> Moment | None:
    """Read the date beside the title: an element called so, of few words."""
    for element in tree.iter("span", "div", "p", "time", "li", "em", "small", "td"):
        called = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _DATE_CLASS.search(called):
            continue
        text = one_line(element.text_content()) or ""
        moments = find_moments(text) if len(text) <= 160 else []
        if moments:
            return moments[0][2]
    return None


def _has_byline(tree: HtmlElement, metas: dict[str, str], linked: dict[str, Any], site: str | None) -> bool:
    """Return whether an author is named that is not the outlet itself."""
    if any(author and author != site for author in _authors(metas, linked)):
        return True
    for element in tree.iter("span", "div", "p", "a", "strong", "address"):
        called = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
        if _AUTHOR_CLASS.search(called) and 3 < len((element.text_content() or "").strip()) <= 80:
            return True
    return False


def _authors(metas: dict[str, str], linked: dict[str, Any]) -> Iterator[str | None]:
    """Yield the names of persons declared as authors, for counting only."""
    author = linked.get("author")
    for item in author if isinstance(author, list) else [author]:
        if isinstance(item, dict) and str(item.get("@type")).lower() == "person":
            yield one_line(str(item.get("name") or ""))
    yield one_line(metas.get("author"))
