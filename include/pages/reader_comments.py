"""What on a page is readers' comments: one recogniser for every reader of pages.

Three signs, in this order: what an element is called (class, id), a heading over comments ("3 bình luận", "Ý kiến bạn
đọc"), and the controls under a single comment ("Trả lời"). Text, layouts, credits and observations all ask here, so
that no reader's name or words pass by one of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

from include.pages.outline import Outline
from include.pages.source_spans import enclosing, end_of_element, next_heading_or_end, starting_with

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\s_-]+")
_CARRIER = re.compile(
    r"(?:has|have|no|with|without|allow|enable|show|hide|open|count|num|total)-(?:comments?|cmt)(?=-|$)"
)
_PLACE = (
    r"(?:list|lists|box|item|items|wrap\w*|area|section|form|block|container|content|zone|user|users|reader|thread)"
)
_WHO = r"(?:user|users|reader|readers|visitor|member|public|khach|ban-?doc|doc-?gia)"
_LOOSE = r"(?:discuss\w*|reviews?|opinions?|feedbacks?|repl(?:y|ies)|responses?|messages?|cm|yk|trao-?doi|danh-?gia)"
_CERTAIN = re.compile(
    r"comment(?!ar|at)|cmt(?=s|-|$|box|list)|(?:^|-)(?:cmt\w*|disqus|vuukle|commento|cusdis|giscus|utterances|respond|discussions?|ykbd|ykdg"
    r"|y-?kien|phan-?hoi|thao-?luan|gop-?y|nhan-?xet|loi-?binh)(?:-|$|box|list|item|ban-?doc|doc-?gia|wrap)"
    r"|binh-?luan|y-?kien-?(?:ban-?doc|doc-?gia)"
    rf"|(?:^|-){_WHO}-{_LOOSE}(?:-|$)|(?:^|-){_LOOSE}-{_PLACE}(?:-|$)|(?:^|-)(?:list|lst|ls|box)-{_LOOSE}(?:-|$)"
    r"|(?:^|-)(?:ban-?doc|doc-?gia)-(?:viet|noi)(?:-|$)"
)
_NAME_SIGN_WORDS = """
comment cm disqus vuukle cusdis giscus utterances respon discuss yk kien hoi luan gop xet binh review opinion feedback
repl message trao danh doc
"""
# Of these every name that the pattern finds holds one, whatever separates its parts: looked for first, as it is quick
_NAME_SIGNS = tuple(_NAME_SIGN_WORDS.split())
_NEVER = frozenset(("html", "body", "main", "article", "a", "h1"))  # what holds the article, and what leads elsewhere
_SUBJECT = r"(?:ý kiến|bình luận|phản hồi|thảo luận|nhận xét|góp ý|lời bình|comments?|responses?|repl(?:y|ies))"
_WHOSE = r"(?:\s+(?:của\s+)?(?:bạn đọc|độc giả|bạn|khách|người đọc|mới nhất|nổi bật|facebook|về bài viết|bài viết))*"
_COUNT = r"\(?\s*\d[\d.,]*\s*\)?"
_COUNTED = re.compile(
    rf"\W*(?:có\s+|tất cả\s+|xem\s+)?(?:{_COUNT}\s+{_SUBJECT}{_WHOSE}|{_SUBJECT}{_WHOSE}\s*\W?\s*{_COUNT})\W*", re.I
)
_PLAIN = re.compile(rf"\W*(?:gửi|viết|đăng|các|mời bạn|bạn đọc|độc giả)?\s*{_SUBJECT}{_WHOSE}\W*", re.I)
_HEADING_LIMIT = 60
_CONTROL = re.compile(
    r"trả lời|reply|phản hồi|thích|like|chia sẻ|share|báo (?:vi phạm|cáo|xấu)|report|quan tâm|xem thêm|không thích"
    r"|(?:giây|phút|giờ|ngày|tuần|tháng|năm)\s+trước|ago|vừa xong|lúc|ngày|\b\d+[hdm]\b|[\d:/.,|·•–—()+\s-]+",
    re.I,
)
_REPLY = re.compile(r"\b(?:trả lời|reply)\b", re.I)
_SIGNS = ("ình luận", "hản hồi", "kiến", "ảo luận", "hận xét", "óp ý", "rả lời", "omment", "esponse", "epl")
_SIGN_LIMIT = 200  # characters: scripts and paragraphs are longer
_MARKS_LIMIT = 60  # headings and single comments looked into on one page
_REMEMBERED = 200  # characters: longer names are rarely met again
_SMALL = 60
_ONE_COMMENT = 3000  # characters of text: no single comment is longer


def is_comment_place(tag: str, names: str) -> bool:
    """Return whether an element is a place for readers' comments by its class, id and item property.

    Args:
        tag: Name of the element; what holds a whole article or leads elsewhere never is one.
        names: Its class, id and item property, separated by blanks.
    """
    if tag in _NEVER or not names:
        return False
    return _remembered(names) if len(names) <= _REMEMBERED else _is_called_so(names)


def _is_called_so(names: str) -> bool:
    """Return whether names are those of a place for comments."""
    lowered = names.lower()
    if not any(sign in lowered for sign in _NAME_SIGNS):
        return False
    called = _CARRIER.sub("", _SEPARATORS.sub("-", _CAMEL.sub("-", names)).lower())
    return bool(_CERTAIN.search(called))


_remembered = lru_cache(maxsize=8192)(_is_called_so)


def heads_comments(text: str, *, is_heading: bool) -> bool:
    """Return whether a line is the heading over comments; without a number only a heading element can be one."""
    if len(text) > _HEADING_LIMIT:
        return False
    return bool(_COUNTED.fullmatch(text) or (is_heading and _PLAIN.fullmatch(text)))


def is_reply_control(text: str) -> bool:
    """Return whether a line is the controls under one comment: reply, like, how long ago, and nothing else."""
    return len(text) <= _HEADING_LIMIT and bool(_REPLY.search(text)) and not _CONTROL.sub("", text).strip(" \"'")


def is_about_comments(text: str) -> bool:
    """Return whether a line speaks of comments and is none: a heading over them, the controls under one."""
    return heads_comments(text, is_heading=True) or is_reply_control(text) or not _CONTROL.sub("", text).strip(" \"'")


def comment_spans(source: str, lines: Iterable[tuple[str, int, bool]]) -> list[tuple[int, int]]:
    """Return the stretches of a page's source that are comments by heading or by controls.

    Args:
        source: The decoded page.
        lines: Text, offset in the source and whether it stands in a heading element, of each line that may be a sign.
    """
    spans: list[tuple[int, int]] = []
    for text, offset, is_heading in lines:
        if any(start <= offset < end for start, end in spans):
            continue
        if heads_comments(text, is_heading=is_heading):
            spans += _headed(source, offset, is_heading)
        elif is_reply_control(text):
            spans += _single(source, offset)
    return spans


def sign_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines of a visible text that may head comments or control one, a few at most."""
    for number, match in enumerate(_SIGN_LINE.finditer(text)):
        if number >= _MARKS_LIMIT:
            return
        yield match.span()


_SIGN_LINE = re.compile(rf"^(?=.{{1,{_HEADING_LIMIT}}}$)[^\n]*?(?:{'|'.join(_SIGNS)})[^\n]*$", re.M | re.I)


def _headed(source: str, offset: int, is_heading: bool) -> list[tuple[int, int]]:
    """Return the element that begins with a heading, or what follows the heading where the element holds no more."""
    start, tag = starting_with(source, offset, _NEVER - {"a"})
    if start is None:
        return []
    end = end_of_element(source, start, tag)
    inside = source[start:end]
    if re.search(r"<h1\b", inside, re.I):
        return []
    if len(_words(inside)) <= _HEADING_LIMIT and is_heading:
        end = next_heading_or_end(source, end)
    return [(start, end)]


def _single(source: str, offset: int) -> list[tuple[int, int]]:
    """Return the element that holds the one comment whose controls stand at an offset."""
    found: int | None = None
    words = 0
    for start, tag in enclosing(source, offset):
        text = _words(source[start:offset])
        if tag == "a":
            continue
        if tag in _NEVER or len(text) > _ONE_COMMENT or re.search(r"<h1\b", source[start:offset], re.I):
            break
        if found is not None and len(text) - words > _SMALL:
            break
        if found is not None or len(_CONTROL.sub("", text).strip()) >= 15:
            found, found_tag, words = start, tag, len(text)
    return [] if found is None else [(found, end_of_element(source, found, found_tag))]


def _words(markup: str) -> str:
    """Return the text of a piece of markup, roughly."""
    return " ".join(re.sub(r"<[^>]*>|&nbsp;", " ", markup).split())


def comment_elements(tree: Any, outline: Outline | None = None) -> set[Any]:
    """Return the elements of a parsed page that are places for comments, by all three signs.

    Args:
        tree: The parsed page.
        outline: What its elements are called, where that was computed already.
    """
    outline = outline or Outline(tree)
    found = {element for element, size in outline.sized() if size.name and is_comment_place(size.tag, size.name)}
    for parent, is_tail in islice(_signs(outline), _MARKS_LIMIT):
        block = _block_of(parent.getparent() if is_tail else parent)
        if block is None or any(element in found for element in (block, *block.iterancestors())):
            continue
        text = " ".join(block.text_content().split())
        if len(text) > _HEADING_LIMIT or _is_link(parent, is_tail):
            continue
        if heads_comments(text, is_heading=_is_heading(block)):
            found.update(_headed_elements(block, text))
        elif is_reply_control(text):
            found.update(_single_elements(block))
    return found


def _signs(outline: Outline) -> Iterator[tuple[Any, bool]]:
    """Yield the elements whose text, or the text behind them, may head comments or control one, and which of both.

    The pieces are searched together, zero marks between them, as most pages hold none of the words.
    """
    texts = [text if len(text) < _SIGN_LIMIT else "" for text in outline.texts]
    joined = "\0".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    places = {place for sign in _SIGNS for place in _places_of(sign, joined)}
    for index in sorted({bisect_right(starts, place) - 1 for place in places}):
        yield outline.owners[index], outline.tails[index]


def _places_of(words: str, text: str) -> Iterator[int]:
    """Yield where words stand in a text."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


_INLINE = frozenset("a b strong em i span small label u font time mark sub sup".split())  # noqa: SIM905 (a word list)


def _block_of(element: Any) -> Any:
    """Return the nearest element that is a line of its own."""
    while element is not None and element.tag in _INLINE and element.getparent() is not None:
        parent = element.getparent()
        if len(" ".join(parent.text_content().split())) > _HEADING_LIMIT:
            return element
        element = parent
    return element


def _is_link(element: Any, is_tail: bool) -> bool:
    """Return whether a text lies within an anchor that leads away from the page's own comments."""
    inside = element.getparent() if is_tail else element
    anchors = [e for e in (inside, *inside.iterancestors()) if e.tag == "a"] if inside is not None else []
    return any(not (a.get("href") or "#").startswith(("#", "javascript:")) for a in anchors)


def _is_heading(block: Any) -> bool:
    """Return whether an element is a heading or lies directly in one."""
    around = [block, *list(block.iterancestors())[:2]]
    return any(isinstance(e.tag, str) and re.fullmatch(r"h[2-6]", e.tag) for e in around)


def _headed_elements(block: Any, text: str) -> Iterator[Any]:
    """Yield the element that begins with a heading, or its later siblings where it holds no more."""
    top = block
    for above in block.iterancestors():
        if above.tag in _NEVER or not " ".join(above.text_content().split()[:40]).startswith(text[:40]):
            break
        top = above
    if top.find(".//h1") is not None:
        return
    yield top
    if len(" ".join(top.text_content().split())) <= _HEADING_LIMIT and _is_heading(block):
        for sibling in top.itersiblings():
            if sibling.tag in ("footer", "nav", "aside") or re.fullmatch(r"h[1-6]", str(sibling.tag)):
                return
            if sibling.xpath(".//h1 | .//h2 | .//h3 | .//h4"):
                return
            yield sibling


def _single_elements(block: Any) -> Iterator[Any]:
    """Yield the element that holds the one comment whose controls a block is."""
    found, words = None, 0
    for above in block.iterancestors():
        text = " ".join(above.text_content().split())
        if above.tag in _NEVER or len(text) > _ONE_COMMENT or above.find(".//h1") is not None:
            break
        if found is not None and len(text) - words > _SMALL:
            break
        if found is not None or len(_CONTROL.sub("", text).strip()) >= 15:
            found, words = above, len(text)
    if found is not None:
        yield found
