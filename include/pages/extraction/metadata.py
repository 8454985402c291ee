"""What a page says about itself: declared to machines in JSON-LD, meta elements and links, and shown to its readers."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from include.outlets.profile import Profile
from include.pages.blocks import one_line
from include.pages.extraction import bylines, linked, published, sections, titles
from include.pages.extraction.published import Publication
from include.pages.listings.listing import plain
from include.pages.page import Page


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; empty where it says nothing.

    Attributes:
        title_element: The element that shows the title, where one does.
        publication: When the article was published, with its interval and what decided.
    """

    title: str | None = None
    title_element: Any = None
    summary: str | None = None
    section: str | None = None
    language: str | None = None
    canonical_link: str | None = None
    site_name: str | None = None
    publication: Publication = field(default_factory=Publication)
    has_byline: bool = False


def read(page: Page) -> Metadata:
    """Read what a page says of itself."""
    tree, outline = page.tree, page.outline
    metas = _metas(tree)
    data = linked.read(tree)
    site = one_line(metas.get("og:site_name"))
    declared = titles.declared_title(metas, data.text("headline") or data.text("name"))
    title = titles.read(tree, outline, page.url, declared, site)
    return Metadata(
        title=title.text,
        title_element=title.element,
        summary=plain(data.text("description") or metas.get("og:description") or metas.get("description")),
        section=sections.read(tree, outline, title, data, metas),
        language=_language(tree, metas),
        canonical_link=_canonical_link(tree),
        site_name=site,
        publication=published.read(tree, outline, title.element, data, metas),
        has_byline=bylines.has_byline(tree, outline, data, metas, site) or bylines.is_below(title.element, outline),
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
