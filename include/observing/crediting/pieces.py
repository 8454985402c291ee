"""Pieces of the lines around an article's text, and whether each is known to say nothing of where it comes from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from include.observing.crediting.names import NameKind, Names
from include.observing.crediting.originals import is_elsewhere
from include.observing.item import Item
from include.observing.words import CAPITAL, SECTION_NAMES, fold, is_pen_name
from include.outlets.profile import Profile
from include.pages.dates import find_moments
from include.pages.page import Page
from include.pages.visible import Line

_NOTE = 160  # characters
_STRETCH = 300  # characters that tell what a line is
_SENTENCE = 7  # words: what is longer, and mostly in small letters, is a sentence
_NAME_WORDS = 4  # words: a name in small letters behind its first is no longer
_HARD = re.compile(r"\s*[|·•●■◆▪►»«→›–—\t;/]\s*|\s-\s|(?<=\S)\s*[()\[\]]\s*|\s*[()\[\]]\s*(?=\S)")
_EDGES = " \t\xa0.,:;-–—|•·*/\"'“”‘’()[]{}_!?…+<>#&®©™"
_CLOCK = re.compile(r"\d{1,2}\s?(?:giờ|[:hg](?!\w))\s?\d{0,2}|\d[\d.,:/-]*\s?[kK]?\+?")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://\S+|(?:[\w-]{1,40}\.){1,4}(?:vn|com|net|org)/\S*")
_BYLINE = re.compile(
    r"^\W*(?:(?:nhóm\s+)?tác\s+giả(?:\s+bài\s+viết)?|bài(?:\s+viết)?|ảnh|hình|video|clip|đồ\s+họa|thiết\s+kế|trình\s+bày"
    r"|kỹ\s+thuật|biên\s+tập(?:\s+viên)?|thực\s+hiện|nội\s+dung|người\s+(?:viết|đăng|gửi)|(?:được\s+)?(?:viết|đăng|gửi)"
    r"\s+bởi|bởi|by|(?:posted|written)\s+by|author|phóng\s+viên|nhóm\s+phóng\s+viên|pv|ctv|btv|bbt|ban\s+biên\s+tập|admin"
    r"|administrator|minh\s+họa|tổ\s+chức|sản\s+xuất|bút\s+danh|theo\s+dõi\s+tác\s+giả)\b[\s:,&/–-]*",
    re.I,
)
_PHOTO = re.compile(r"(?:\bảnh|\bhình|video|clip|đồ họa|infographic|photo|tư liệu|nhạc|minh họa)\b[^\n.]{0,60}$", re.I)
_OF_ITSELF = re.compile(
    r"^\W*(?:\w+\s){0,2}(?:bài|tin|nội\s+dung|tác\s+phẩm|thông\s+tin|văn\s+bản|bản\s+(?:tin|dịch|gốc)|ấn\s+phẩm)"
    r"\s+(?:viết|này|báo|gốc|trên|được|đăng|do|thuộc|của|ở|lấy|dịch|đã|có)\b|đăng\s+(?:trên|ở|tại)\s+(?-i:[A-ZĐ])"
    r"|(?:bản\s+quyền|xuất\s+bản)\s|bản\s+(?:trước|cũ|đầu|in)\s|(?:dùng|đăng|giới\s+thiệu|sử\s+dụng|phát)\s+lại|đồng\s+nghiệp"
    r"|t[oò][aà]\s+soạn|cho\s+phép\s+(?:đăng|dùng|sử)",
    re.I,
)
_BODY_OF_STATE = re.compile(
    r"(?i:bộ|sở|ubnd|ủy\s+ban|cục|tổng\s+cục|công\s+an|cảnh\s+sát|văn\s+phòng|ban\s+quản\s+lý|công\s+ty|hợp\s+tác\s+xã|học\s+viện|bệnh\s+viện"
    r"|trường\s+(?:đại|cao|tiểu|trung|thpt|mầm))\s"
    r"|(?:phường|xã|quận|huyện|tỉnh|thành\s+phố|thôn|xóm|đường|phố)\s"  # in capitals it may be a name: "Phố Xưa"
)
_PLACES = frozenset(("hà nội", "tp.hcm", "tp hcm", "tphcm", "tp. hcm", "việt nam", "đà nẵng", "hải phòng", "cần thơ"))
_UNMISTAKABLE = re.compile(r"[A-Z]{2}|\.\w|[a-z][A-Z]|^(?:[Bb]áo|[Tt]ạp chí|[Đđ]ài)\b")
WORD = re.compile(r"[^\W_]+(?:[-&.'’][^\W_]+)*")


def is_of_itself(text: str) -> bool:
    """Return whether a line speaks of the item that it stands in, and is no paragraph of a story about another."""
    return len(text) <= _NOTE and bool(_OF_ITSELF.search(text))


def is_sentence(text: str) -> bool:
    """Return whether a line is running text: many words, most in small letters, that are not about the item itself."""
    if is_of_itself(text):
        return False
    words = [word for word in WORD.findall(_without_times(text[:_STRETCH])) if word[0].isalpha()]
    return len(words) > _SENTENCE and 2 * sum(word[0].isupper() for word in words) < len(words)


def pieces_of(page: Page, line: Line, profile: Profile | None) -> Iterator[tuple[int, str]]:
    """Yield start and words of the pieces of a line: between elements, signs and links within the site."""
    visible = page.visible
    inside = [link for link in visible.links_over(line) if not is_elsewhere(page, link.href, profile)]
    if len(inside) == 1 and _UNMISTAKABLE.search(visible.text[inside[0].start : inside[0].end]):
        inside = []  # a single link may lead to the site's own page of a source
    first = bisect_right(visible.runs, line.start, key=lambda run: run.end)
    stop = bisect_left(visible.runs, line.end, key=lambda run: run.start)
    for run in visible.runs[first:stop]:
        if any(link.start < run.end and run.start < link.end for link in inside):
            continue
        start = max(run.start, line.start)
        text = _without_times(visible.text[start : min(run.end, line.end)])
        position = 0
        for sign in [*_HARD.finditer(text), None]:
            words = text[position : sign.start() if sign else len(text)].strip(_EDGES)
            if words:
                yield start + position, words
            position = sign.end() if sign else len(text)


def _without_times(text: str) -> str:
    """Return a text with its dates and addresses blanked, which hold the signs that part pieces."""
    if "/" not in text and not _DIGIT.search(text):
        return text
    spans = [(start, end) for start, end, _ in find_moments(text)]
    for start, end in [*spans, *(match.span() for match in _ADDRESS.finditer(text))]:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def is_unknown(words: str, item: Item, names: Names) -> bool:
    """Return whether a piece is neither a date, nor a control, a section, a by-line, a caption or the outlet's name."""
    bare = _CLOCK.sub(" ", words).strip(_EDGES)
    folded = fold(bare)
    if not any(letter.isalpha() for letter in bare) or folded in SECTION_NAMES or folded in _PLACES:
        return False
    if folded == fold(item.section) or (item.title and (folded in item.title or item.title in folded)):
        return False
    kind = names.kind_of(bare)
    if kind in (NameKind.OWN, NameKind.NOBODY, NameKind.PERSON):
        return False
    if kind is not NameKind.PRESS:
        if all(word in _page_words() for word in WORD.findall(folded)):
            return False
        if is_pen_name(bare) or _PHOTO.search(bare) or _is_signed(bare, names):
            return False
    return True


def _is_signed(words: str, names: Names) -> bool:
    """Return whether a piece says who wrote, drew or edited: a label with the names of persons, or with none."""
    label = _BYLINE.match(words)
    if not label:
        return False
    rest = [part for part in re.split(r"\s*(?:[,;&+]|\svà\s|\s-\s)\s*", words[label.end() :].strip(_EDGES)) if part]
    return all(
        re.match(CAPITAL, part) and len(part.split()) <= _NAME_WORDS and names.kind_of(part) is not NameKind.PRESS
        for part in rest
    )


def may_name(words: str) -> bool:
    """Return whether a piece may be the name of a press outlet: it is no sentence, no authority and no place."""
    if _BODY_OF_STATE.match(words) and not re.search(r"báo|tạp chí|đài|cổng|tin", words, re.I):
        return False
    found = WORD.findall(words)
    capitals = [bool(re.match(rf"{CAPITAL}", word)) for word in found]
    if not any(capitals):
        return False
    is_run = any(first and second for first, second in pairwise(capitals))
    return is_run or (capitals[0] and len(found) <= _NAME_WORDS) or bool(re.search(r"[A-ZĐ]{3}", words))


@cache
def _page_words() -> frozenset[str]:
    """Return the words of controls, counts and dates, folded."""
    lines = Path(__file__).with_name("page_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
