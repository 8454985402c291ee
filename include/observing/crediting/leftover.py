"""The text around an article that is not recognised as anything: it may be a credit or a notice in unknown wording.

Reading goes by wordings and passes over what fits none. Here each piece of each line above and below the text is
asked what it is: a date, a control of the page, a by-line, a caption, a link within the site, a section, the outlet's
own name. A piece that is none of these leaves what was not found unread, whatever it says.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from include.observing.crediting import wordings
from include.observing.crediting.mentions import mentions_press
from include.observing.crediting.names import NameKind, Names
from include.observing.crediting.pieces import WORD, is_sentence, is_unknown, pieces_of
from include.observing.item import HEAD_LIMIT, Item, Zone
from include.observing.notices import is_notice
from include.observing.words import CAPITAL
from include.outlets.profile import Profile
from include.pages.areas import names_of
from include.pages.furniture import heads_others, is_byline_name, is_menu_name, is_related_name, is_tag_name
from include.pages.page import Page
from include.pages.source_spans import enclosing, shared
from include.pages.visible import Area, Line

_AROUND = 3  # elements around a piece that are asked for their names
_MENU = 4  # pieces: so many on one line above the title are a menu
_LINES_LIMIT = 60
_KNOWN_BY_NAME = (is_menu_name, is_related_name, is_tag_name, is_byline_name)
_ALONE = 40  # characters
_FEW = 2
_NAME = re.compile(rf"{CAPITAL}[\w.]*(?:[\s-]+{CAPITAL}[\w.]*){{0,4}}")
_BEHIND = re.compile(rf"[.!?…][\"”'’]?\s+[(\[]({CAPITAL}[^()\[\]\n]{{1,40}})[)\]]\W*$")
_CLOSED = re.compile(r"[.!?…][\"”'’)\]]*\s*$")
_TITLE_TAIL = re.compile(r"(?:[(\[|–—]|\s-\s)\s*([^()\[\]|–—\n]{2,60}?)\s*[)\]]?\s*$")
_PRESS_LABEL = re.compile(
    r"^\W*(?:báo|tạp\s+chí|đài|t[oò][aà]\s+soạn|trang(?:\s+tin)?|kênh|tờ|hãng)\s*[:–-]\s*\S", re.I
)
_IMPRINT = re.compile(
    r"giấy\s+phép|t[oò][aà]\s+soạn\s*:|chịu\s+trách\s+nhiệm|©|®|bản\s+quyền\s+thuộc|cơ\s+quan\s+chủ\s+quản|trụ\s+sở"
    r"|copyright|hotline|đường\s+dây\s+nóng|tổng\s+biên\s+tập|ghi\s+rõ\s+nguồn|giữ\s+bản\s+quyền",
    re.I,
)


class Piece(NamedTuple):
    """A piece of a line that nothing is known of.

    Attributes:
        text: Its words.
        line: Index of its line in the article; -1 for a line of a menu, which is none of it.
    """

    text: str
    line: int


def left_over(page: Page, item: Item, names: Names, profile: Profile | None) -> Iterator[Piece]:
    """Yield the pieces around an article's text that are nothing known, in their order.

    Args:
        page: The open page.
        item: Its article.
        names: What names stand for.
        profile: The outlet's profile: its own domains.
    """
    yield from _behind_title(page, item, names)
    yield from _in_menus(page, item, names, profile)
    yield from _in_text(page, item, names, profile)
    for index in _around(page, item):
        line, text = item.lines[index], page.visible.line_text(item.lines[index])
        if item.zones[index] is Zone.END and _IMPRINT.search(text):
            return  # from here on it is the page's own footer, whatever it is called
        if heads_others(text) or is_sentence(text):
            continue
        if _PRESS_LABEL.match(text):
            yield Piece(text, index)
        pieces = [(start, words) for start, words in pieces_of(page, line, profile) if is_unknown(words, item, names)]
        is_menu = item.zones[index] is Zone.HEAD and len(pieces) >= _MENU
        if pieces and not is_menu and not is_notice(text):
            yield from (
                Piece(words, index) for start, words in pieces if not _is_called_known(page, start, words, names)
            )


def unknown_labels(page: Page, item: Item, names: Names, left: Iterable[Piece]) -> list[str]:
    """Return the pieces left over that are no credit: each may be a notice."""
    return [
        piece.text
        for piece in left
        if piece.line >= 0
        and not _speaks_of_credit(page.visible.line_text(item.lines[piece.line]))
        and not _only_names(piece.text, names)
    ]


def _only_names(words: str, names: Names) -> bool:
    """Return whether a piece is a name, an address or an authority, or names the press: no label says so little."""
    found = WORD.findall(words)
    if not words[0].isupper():
        return True  # a label opens with a capital; small letters are a tag or go on with a sentence
    is_title = len(found) > 1 and all(re.match(rf"{CAPITAL}|\d", word) for word in found)
    is_name = is_title and not words.isupper()
    return is_name or names.kind_of(words) in (NameKind.PRESS, NameKind.AUTHORITY) or mentions_press(words, names)


def _speaks_of_credit(text: str) -> bool:
    """Return whether a line credits somebody, or speaks like it."""
    return bool(wordings.labelled(text) or wordings.LABEL_ALONE.match(text)) or wordings.may_credit(text)


def _around(page: Page, item: Item) -> Iterator[int]:
    """Yield the indexes of an article's lines around its text: its own head, and what follows the text."""
    title = next((n for n, line in enumerate(item.lines) if _is_title(item, n, line)), None)
    begin = _container(page, item, title) if title else 0
    is_in_header = title is None or bool(item.lines[title].area & Area.HEADER)
    first = next((n for n, zone in enumerate(item.zones) if zone is Zone.LEAD), len(item.zones))
    ends = [n for n, zone in enumerate(item.zones) if zone is Zone.END and n >= first][:_LINES_LIMIT]
    for index, line in enumerate(item.lines[: min(first, HEAD_LIMIT + 10)]):
        is_own = (title is not None and index > title) or _offset(page, line) >= begin
        if index != title and is_own and (is_in_header or not line.area & Area.HEADER):
            yield index
    for index, zone in enumerate(item.zones):
        if zone is Zone.LEAD and not _CLOSED.search(page.visible.line_text(item.lines[index])):
            yield index
    yield from ends


def _in_text(page: Page, item: Item, names: Names, profile: Profile | None) -> Iterator[Piece]:
    """Yield what may be a credit within the text: a name alone between paragraphs, or in brackets behind one's end."""
    alone: list[Piece] = []
    for index, zone in enumerate(item.zones):
        line, text = item.lines[index], page.visible.line_text(item.lines[index])
        behind = _BEHIND.search(text) if zone in (Zone.LEAD, Zone.END) else None
        if behind and is_unknown(behind[1], item, names):
            yield Piece(behind[1], index)
        is_short = zone in (Zone.BODY, Zone.HEAD) and 0 < len(text) <= _ALONE and len(alone) <= _FEW
        if is_short and _NAME.fullmatch(text.strip()):
            pieces = [words for _, words in pieces_of(page, line, profile) if is_unknown(words, item, names)]
            alone += [Piece(words, index) for words in pieces]
    if len(alone) <= _FEW:  # more are a table or a list
        yield from alone


def _behind_title(page: Page, item: Item, names: Names) -> Iterator[Piece]:
    """Yield the name of a press outlet that ends the title, behind a dash or in brackets."""
    for index, line in enumerate(item.lines):
        tail = _TITLE_TAIL.search(page.visible.line_text(line)) if _is_title(item, index, line) else None
        if tail and names.kind_of(tail[1]) is NameKind.PRESS:
            yield Piece(tail[1], index)


def _in_menus(page: Page, item: Item, names: Names, profile: Profile | None) -> Iterator[Piece]:
    """Yield the names of press outlets that stand in a menu or a path among the article's lines and lead nowhere."""
    own = [line for line, zone in zip(item.lines, item.zones, strict=True) if zone < Zone.AFTER]
    if not own:
        return
    lines = page.visible.lines
    first = bisect_left(lines, own[0].start, key=lambda line: line.start)
    stop = bisect_left(lines, own[-1].end, key=lambda line: line.start)
    for line in lines[max(0, first - 1) : stop]:
        if line.area & Area.NAVIGATION and not line.area & (Area.HEADER | Area.COMMENTS):
            pieces = pieces_of(page, line, profile)
            yield from (Piece(words, -1) for _, words in pieces if names.kind_of(words) is NameKind.PRESS)


def _is_title(item: Item, index: int, line: Line) -> bool:
    """Return whether a line is the article's title."""
    return item.zones[index] is Zone.HEAD and bool(line.area & Area.HEADING)


def _container(page: Page, item: Item, title: int | None) -> int:
    """Return where the element starts that holds title and text; the title itself where the whole page does."""
    text = next((line for line, zone in zip(item.lines, item.zones, strict=True) if zone is Zone.LEAD), None)
    if title is None or text is None:
        return 0
    start, tag = shared(page.source, _offset(page, item.lines[title]), _offset(page, text))
    return start if tag not in ("", "body", "html") else _offset(page, item.lines[max(0, title - 1)])


def _offset(page: Page, line: Line) -> int:
    """Return where a line begins in the source."""
    return _offset_at(page, line.start)


def _offset_at(page: Page, start: int) -> int:
    """Return where a stretch of the visible text begins in the source."""
    runs = page.visible.runs
    at = bisect_right(runs, start, key=lambda run: run.end)
    return runs[at].source_start if at < len(runs) else 0


def _is_called_known(page: Page, start: int, words: str, names: Names) -> bool:
    """Return whether a piece stands in an element called after an author, a menu or other items, and names no press."""
    if names.kind_of(words) is NameKind.PRESS:
        return False
    offset = _offset_at(page, start)
    for depth, (place, tag) in enumerate(enclosing(page.source, offset)):
        if depth >= _AROUND or tag in ("body", "html", "article", "main"):
            return False
        called = names_of(page.source[place : page.source.find(">", place)])
        name = re.sub(r"[\s_-]+", "-", f"{called.get('class', '')} {called.get('id', '')}".strip()).lower()
        if name and any(called_so(name) for called_so in _KNOWN_BY_NAME):
            return True
    return False
