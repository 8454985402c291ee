"""The one place of an archived page that a finding rests on, and nothing beside it: what may leave with a letter.

Comments, by-lines, pictures and whatever runs are struck from the parsed page first. Of what is left only the place
stands: the block around the passage, or where something is missing the frame of a home page, or the head and the ends
of an article, where a credit belongs. A short line that reads like a person's name alone is struck as well.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from include.pages.furniture import is_byline_name
from include.pages.page import Page
from include.pages.reader_comments import comment_elements
from include.review.archived_pages import COMMENTS_STRUCK, DEPTH, DROPPED, TAG, marked, write_inert

Struck = dict[Any, str]

FRAME = re.compile(r"(?:^|-)(?:footer|foot|header|masthead|copyright|chan-?trang|cuoi-?trang|toa-?soan)(?:-|$)")
FRAME_TAGS = frozenset({"footer", "header", "address"})
IMAGES = frozenset({"img", "picture", "svg", "canvas", "video"})
BLOCKS = frozenset(["p", "li", "td", "dd", "blockquote", "figcaption", "h1", "h2", "h3", "h4", "div", "section"])
NEVER_STRUCK = frozenset({"html", "body", "main", "article"})
FIRST, LAST = 2, 4  # paragraphs of an article at whose sides a credit belongs
NAME_LIMIT, NAME_WORDS = 40, range(2, 6)
ORGANISATION = re.compile(
    r"(?<!\w)(?:báo|tạp chí|đài|cơ quan|công ty|trang|cổng|sở|bộ|ủy ban|uỷ ban|hội|tổng|trung tâm|nhà xuất bản|viện|cục"
    r"|thông tấn|ttxvn|tòa soạn|toà soạn)(?!\w)",
    re.I,
)
LONGEST_BLOCK, BESIDE = 1_500, 300  # characters: of a longer block only what stands beside the passage is shown
LONGEST_FRAME = 6_000  # characters: what is called a header and is longer holds the whole page
BYLINE_STRUCK, NAME_STRUCK = "[tên tác giả đã được lược bỏ]", "[dòng có thể là tên người đã được lược bỏ]"


@dataclass(frozen=True)
class Extract:
    """What is shown of a page, as inert HTML, and how much of what was left out."""

    body: str
    cut: dict[str, int]


def extract(page: Page, passage: str | None, *, is_article: bool) -> Extract:
    """Return the place of a page that a finding rests on.

    Args:
        page: The archived page.
        passage: The words that the finding rests on; none where something is missing.
        is_article: Whether the page is an article, and no home page.
    """
    struck, cut = _struck(page, " ".join(passage.split()) if passage else "")
    places = _places(page, struck, passage, is_article=is_article)
    body = "".join(f"<section>{_shown(place, struck, passage)}</section>" for place in places)
    inside = {element for place in places for element in place.iter()}
    cut["blocks"] = sum(1 for e in page.tree.iter(*BLOCKS) if e not in inside and (e.text or "").strip())
    return Extract(marked(body, passage), dict(cut))


def _shown(place: Any, struck: Struck, passage: str | None) -> str:
    """Return a place as inert HTML; of a long block with a passage only the words beside it."""
    text = " ".join(_text(place, struck).split())
    wanted = " ".join(passage.split()) if passage else ""
    if wanted and len(text) > LONGEST_BLOCK and (at := text.find(wanted)) >= 0:
        before, after = max(0, at - BESIDE), at + len(wanted) + BESIDE
        return html.escape(f"{'[…] ' if before else ''}{text[before:after]}{' […]' if after < len(text) else ''}")
    written: list[str] = []
    write_inert(place, struck, written)
    return "".join(written)


def _struck(page: Page, passage: str) -> tuple[Struck, Counter[str]]:
    """Return the elements that are left out wherever they stand, and how many there are of each kind.

    The passage itself stands, also where the page puts it beside an author or it reads like a name.
    """
    struck: Struck = dict.fromkeys(comment_elements(page.tree, page.outline), COMMENTS_STRUCK)
    cut = Counter(comments=len(struck), bylines=0, names=0, images=0)
    gone: set[Any] = set()
    for element in page.outline.elements:
        cut["images"] += element.tag in IMAGES
        if element in struck or element.getparent() in gone:
            gone.add(element)
        if element in gone or element.tag in DROPPED or element.tag in NEVER_STRUCK:
            continue
        line = page.outline.text(element, NAME_LIMIT) or ""
        if is_byline_name(page.outline.name(element)) or "author" in (element.get("rel") or "").split():
            is_beside = bool(passage) and passage in " ".join(element.text_content().split())
            struck[element] = f"{html.escape(passage)} {BYLINE_STRUCK}" if is_beside else BYLINE_STRUCK
            cut["bylines"] += 1
            gone.add(element)
        elif is_name(line) and line not in passage:
            struck[element] = NAME_STRUCK
            cut["names"] += 1
            gone.add(element)
    return struck, cut


def is_name(line: str) -> bool:
    """Return whether a line reads like a person's name and nothing else: a few capitalised words, no figure."""
    words = re.findall(r"\w+", line)
    is_short = len(line) <= NAME_LIMIT and len(words) in NAME_WORDS
    return is_short and all(word[0].isupper() and word.isalpha() for word in words) and not ORGANISATION.search(line)


def _places(page: Page, struck: Struck, passage: str | None, *, is_article: bool) -> list[Any]:
    """Return the elements that are shown, in the page's order."""
    if passage and (around := _around(page, struck, " ".join(passage.split()))) is not None:
        return [around]
    left = [one for one in page.outline.elements if not any(up in struck for up in (one, *one.iterancestors()))]
    if not is_article:
        return _outermost(element for element in left if _is_frame(page, element))
    blocks = [one for one in left if one.tag == "p" and 0 < page.outline.of(one).characters <= LONGEST_BLOCK]
    sides = {*blocks[:FIRST], *blocks[max(FIRST, len(blocks) - LAST) :]}
    return _outermost(element for element in left if element in sides or element.tag in ("h1", "figcaption"))


def _around(page: Page, struck: Struck, wanted: str) -> Any | None:
    """Return the smallest block that holds some words; nothing where the page, less what is struck, has them not."""
    found, inner = None, page.tree.find(".//body")
    for _ in range(DEPTH):
        if inner is None or wanted not in " ".join(_text(inner, struck).split()):
            break
        found = inner if found is None or inner.tag in BLOCKS else found
        inner = next((child for child in inner if wanted in " ".join(_text(child, struck).split())), None)
    return found


def _text(element: Any, struck: Struck) -> str:
    """Return the words of an element, less what is struck and what nobody sees."""
    parts: list[str] = []
    write_inert(element, struck, parts)
    return html.unescape(TAG.sub(" ", "".join(parts)))


def _is_frame(page: Page, element: Any) -> bool:
    """Return whether an element is a part of a page's frame, where its masthead belongs."""
    if element.tag in NEVER_STRUCK or element.tag in DROPPED:
        return False
    if page.outline.of(element).characters > LONGEST_FRAME:
        return False
    return element.tag in FRAME_TAGS or bool(FRAME.search(page.outline.name(element)))


def _outermost(elements: Iterator[Any]) -> list[Any]:
    """Return the elements that lie in none of the others."""
    found: list[Any] = []
    inside: set[Any] = set()
    for element in elements:
        if element not in inside:
            found.append(element)
            inside.update(element.iter())
    return found
