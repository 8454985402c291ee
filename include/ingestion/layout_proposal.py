"""Proposes a layout for an outlet from some of its articles: which selectors find what was read without one.

A proposal is for people to review; nothing is written, and only hosts of the register are asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from include.fetching.fetch import Fetcher
from include.fetching.robots import AskedNow
from include.outlets.profile import Layout, Profile
from include.pages.blocks import one_line
from include.pages.dates import parse_moment
from include.pages.extraction import layouts
from include.pages.extraction.article import ExtractedArticle, extract_page
from include.pages.page import Page, open_page
from include.periods.days import local_day

_PARAGRAPH_MINIMUM = 40  # characters; shorter lines are dates, captions and labels
_LEAD = re.compile(r"sapo|lead|summary|chapeau|standfirst|description|tom-?tat", re.I)
_CREDIT = re.compile(r"source|nguon|credit", re.I)
_FURNITURE = re.compile(r"related|lien-?quan|tin-?khac|ads?\b|advert|quang-?cao|social|share|tags?\b|box", re.I)
_NAME = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True)
class LayoutProposal:
    """A layout proposed for an outlet's article pages, with what it reads of them.

    Attributes:
        layout: The proposed selectors; empty where no selector finds the thing on most of the pages.
        readings: One row a page with what the proposal reads of it.
    """

    layout: Layout
    readings: list[dict[str, Any]]


def propose_layout(urls: list[str], profile: Profile, fetcher: Fetcher, day: date) -> LayoutProposal:
    """Fetch some articles of an outlet and propose the layout of its pages.

    Args:
        urls: Addresses of articles of the outlet; five or so.
        profile: The outlet.
        fetcher: What asks the outlet's server.
        day: First day of the proposed layout.

    Raises:
        FetchError: An article cannot be fetched, or robots.txt forbids it.
        ReadingError: A page cannot be read at all.
    """
    asked = AskedNow(fetcher)
    pages = []
    for url in urls:
        answer = asked.get(url)
        page = open_page(answer.body, answer.final_url, answer.header("content-type"), profile.legacy_charset)
        pages.append((page, extract_page(page)))
    layout = propose(pages, day)
    return LayoutProposal(layout, [_reading(page, layout) for page, _ in pages])


def propose(pages: list[tuple[Page, ExtractedArticle]], day: date) -> Layout:
    """Return the selectors that find on most of the pages what was read of them without a layout."""
    text = _agreed(pages, _bodies)
    found = {
        "title": _agreed(pages, _titles),
        "published": _agreed(pages, _dates),
        "summary": _agreed(pages, lambda page, _: _called(page, _LEAD)),
        "credit": _agreed(pages, lambda page, _: _called(page, _CREDIT)),
        "text": text,
    }
    drop = _agreed(pages, lambda page, _: _inside(page, text, _FURNITURE))
    return Layout(valid_from=day, **found, drop=(drop,) if drop else ())


def _agreed(
    pages: list[tuple[Page, ExtractedArticle]], find: Callable[[Page, ExtractedArticle], Iterator[HtmlElement]]
) -> str:
    """Return the selector that most pages share, if more than half of them do; else an empty one."""
    counts: Counter[str] = Counter()
    for page, article in pages:
        counts.update({_selector(element) for element in find(page, article)})
    selector, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return selector if 2 * count > len(pages) else ""


def _selector(element: HtmlElement) -> str:
    """Return a selector for an element: its tag with its first class, else its id."""
    names = [name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)]
    if names:
        return f"{element.tag}.{names[0]}"
    identifier = element.get("id") or ""
    return f"{element.tag}#{identifier}" if _NAME.fullmatch(identifier) else str(element.tag)


def _titles(page: Page, article: ExtractedArticle) -> Iterator[HtmlElement]:
    """Yield the headings that hold the title."""
    for element in page.tree.iter("h1", "h2"):
        if article.title and one_line(element.text_content()) == article.title:
            yield element


def _dates(page: Page, article: ExtractedArticle) -> Iterator[HtmlElement]:
    """Yield the small elements that hold the day of publication."""
    if article.published_at is None:
        return
    wanted = local_day(article.published_at)
    for element in page.tree.iter("time", "span", "div", "p"):
        words = element.get("datetime") or one_line(element.text_content()) or ""
        moment = parse_moment(words) if len(words) <= _PARAGRAPH_MINIMUM else None
        if moment and local_day(moment.instant) == wanted and (element.get("class") or element.tag == "time"):
            yield element


def _bodies(page: Page, article: ExtractedArticle) -> Iterator[HtmlElement]:
    """Yield the element that holds most paragraphs of the text, if a class, an id or its tag distinguishes it."""
    lines = {line for line in (article.text or "").splitlines() if len(line) >= _PARAGRAPH_MINIMUM}
    parents: Counter[HtmlElement] = Counter()
    for paragraph in page.tree.iter("p"):
        if one_line(paragraph.text_content()) in lines and paragraph.getparent() is not None:
            parents[paragraph.getparent()] += 1
    best = max(parents, key=lambda parent: parents[parent], default=None)
    if best is not None and (best.get("class") or best.get("id") or best.tag == "article"):
        yield best


def _called(page: Page, name: re.Pattern[str]) -> Iterator[HtmlElement]:
    """Yield the elements with words whose class says what they are."""
    for element in page.tree.iter("p", "div", "h2", "span", "strong"):
        if name.search(element.get("class") or "") and one_line(element.text_content()):
            yield element


def _inside(page: Page, selector: str, name: re.Pattern[str]) -> Iterator[HtmlElement]:
    """Yield the elements within the body whose class says that they are furniture."""
    for body in layouts.select(page.tree, selector):
        for element in body.iter("div", "ul", "section", "aside", "table"):
            if element is not body and name.search(element.get("class") or ""):
                yield element


def _reading(page: Page, layout: Layout) -> dict[str, Any]:
    """Return what a proposed layout reads of a page."""
    found = layouts.read(page, layout)
    published = found.published.instant if found.published else None
    return {"address": page.url, "title": found.title, "published_at": published, "summary": found.summary,
            "credit": found.credit, "characters": len(found.text or "")}  # fmt: skip
