"""The lead (sapo) of an article, which many outlets put between title and text, outside the body."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from include.pages.blocks import block_text
from include.pages.outline import Outline

_LEAD_NAME = re.compile(
    r"(?:^|-)(?:\w*sapo\w*|sa-?po|leads?|lead-?\w+|\w+-lead|summary|\w*desc|description\w*|\w+-desc(?:ription)?|intro\w*"
    r"|tom-?tat|mo-?dau|mo-?bai|gioi-?thieu|chapp?eau|chapo|standfirst|excerpt|abstract|sub-?title|sub-?head\w*|dek|trich-?yeu"
    r"|head-?content|short-?content|news-?intro|entry-summary)(?:-|$)"
)
_CAPTION_NAME = re.compile(r"(?:^|-)(?:caption|image|photo|img|figure|thumb|avatar|chu-?thich)\w*(?:-|$)")
_APART_TAGS = frozenset(("figure", "figcaption", "nav", "footer", "aside", "head", "form"))
_TAGS = frozenset(("h2", "h3", "h4", "p", "div", "strong", "b", "em", "td", "section", "span", "blockquote"))
_SHORTEST = 40  # characters
_LONGEST = 800
_SENTENCE = 60  # characters of a line that is a lead though nothing calls it so
_SENTENCE_END = re.compile(r"[.!?…\"”’:;)]\s*$")
_PROBE = 40
_MOST = 3  # blocks of one lead
_LOOKED_AT = 60  # lines below the title


@lru_cache(maxsize=16384)
def _is_lead_name(name: str) -> bool:
    """Return whether a name is that of a lead."""
    return bool(_LEAD_NAME.search(name))


@lru_cache(maxsize=16384)
def _is_caption_name(name: str) -> bool:
    """Return whether a name is that of a caption."""
    return bool(_CAPTION_NAME.search(name))


def find_lead(
    tree: Any, outline: Outline, title: Any, unwanted: Collection[Any], summary: str | None, lines: Sequence[str]
) -> list[str]:
    """Return the lines of the lead that stands above a text and is no part of it.

    Args:
        tree: The parsed page.
        outline: What its elements are called and hold.
        title: The element that shows the title, if one does.
        unwanted: Elements that are no part of the article.
        summary: What the page declares as its description.
        lines: The lines of the text as read so far.
    """
    body = {_fold(line)[:_PROBE] for line in lines}
    declared = _fold(summary or "")[:_PROBE]
    found: list[str] = []
    for element, text in _below(outline, title, unwanted):
        folded = _fold(text)
        if folded[:_PROBE] in body:
            break
        is_called_so = any(_is_lead_name(outline.name(above)) for above in (element, *_parents(element, 2)))
        is_sentence = title is not None and len(text) >= _SENTENCE and bool(_SENTENCE_END.search(text))
        is_declared = len(declared) >= _PROBE // 2 and declared in folded
        if is_called_so or is_declared or (is_sentence and not found):
            found.append(text)
        if len(found) == _MOST:
            break
    return found


def _below(outline: Outline, title: Any, unwanted: Collection[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the lines below the title that may be a lead, in their order; without a title, those of the whole page."""
    inside = {title, *title.iterdescendants()} if title is not None else set()
    around = set(title.iterancestors()) if title is not None else set()
    is_below, seen = title is None, 0
    for element, size in outline.sized():
        if element is title:
            is_below = True
        if not is_below or size.has_blocks or size.tag not in _TAGS or element in inside:
            continue
        if not _SHORTEST <= size.characters <= _LONGEST or 2 * size.linked > size.characters:
            continue
        if _is_apart(element, outline, unwanted, around):
            continue
        text = " ".join(block_text(element, unwanted).split())
        if len(text) >= _SHORTEST:
            yield element, text
            seen += 1
        if seen >= _LOOKED_AT:
            return


def _is_apart(element: Any, outline: Outline, unwanted: Collection[Any], around: Collection[Any]) -> bool:
    """Return whether an element is within another line already, a caption, or what is no part of the article.

    What lies around the title as well, such as the one form of a page by WebForms, holds the article.
    """
    for number, above in enumerate((element, *element.iterancestors())):
        if above in unwanted or (above not in around and above.tag in _APART_TAGS):
            return True
        if number <= 2 and _is_caption_name(outline.name(above)):
            return True
        if number and above.tag in _TAGS and not outline.of(above).has_blocks:
            return True
    return False


def _parents(element: Any, count: int) -> Iterator[Any]:
    """Yield the nearest elements around one that hold hardly more than it."""
    for number, above in enumerate(element.iterancestors()):
        if number >= count or above.tag in ("body", "html", "main", "article"):
            return
        if len(above) > _MOST:
            return
        yield above


def _fold(text: str) -> str:
    """Return a text for comparing: letters and digits alone, whatever their case."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))
