"""Whom an article credits: agency, author, time and address of the original."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from include.outlets.profile import Layout, Profile
from include.pages.blocks import one_line
from include.pages.canonical import canonical
from include.pages.dates import Moment, find_moments
from include.pages.extraction.layouts import select
from include.pages.observing.fact import Hit
from include.pages.observing.words import CAPITAL, fold, is_known, is_no_source, is_person, is_press_like
from include.pages.page import Page
from include.pages.visible import Line
from include.periods.days import LOCAL

_LINE_LIMIT = 200
_AFTER = 3
_WHO = rf"(?P<who>(?:(?-i:{CAPITAL})|[\w-]+\.(?:vn|com|net)\b|báo\b|tạp chí\b|đài\b|trang\b)[^\n]{{0,150}}?)"
_CLEAR = (
    r"nguồn(?:\s+(?:tin|bài|gốc|dẫn))*|dẫn\s+(?:lại\s+)?(?:theo|từ|nguồn(?:\s+từ)?)|trích\s+(?:nguồn|từ|dẫn)(?:\s+từ)?"
    r"|source|via|bài\s+gốc(?:\s+(?:trên|tại|của))?|bài\s+viết\s+gốc|đăng\s+lại\s+(?:từ|theo)|tổng\s+hợp\s+(?:từ|theo)"
    r"|theo\s+nguồn(?:\s+tin)?"
)
_CREDIT_WORDS = ("nguồn", "dẫn", "trích", "source", "via", "gốc", "đăng lại", "tổng hợp", "theo")  # one is in each
_LINE = re.compile(rf"^[\s(\[–\-—*•\"“]*(?:(?:{_CLEAR})\s*[:\-–]?|theo\s*:?)\s*{_WHO}\s*[)\].\s\"”]*$", re.I)
_BRACKETED = re.compile(rf"[(\[]\s*(?:{_CLEAR}|theo)\s*:?\s*{_WHO}\s*[)\]]", re.I)
_TAIL = re.compile(rf"(?<=[.!?”\"…])\s+(?:(?:{_CLEAR})\s*:|theo\s*:?)\s+{_WHO}\s*\.?$", re.I)
_LEAD = re.compile(rf"^\(?(?P<who>{CAPITAL}[\w .&+/-]{{1,40}}?)\)?\s+[-–—]\s")
_DASH = re.compile(r"\s[-–—]\s")
_LEAD_REACH = 60  # characters: no lead is longer
_NAMED = re.compile(
    rf"^(?:theo|dẫn\s+lời)\s+(?P<who>(?:báo\s+|tạp\s+chí\s+|đài\s+|hãng\s+(?:tin"
    rf"|thông\s+tấn)\s+)?(?-i:{CAPITAL})[\w .&+/]{{1,40}}?)\s*(?:[,;:(]|$)",
    re.I,
)
_NO_CREDIT = re.compile(
    r"^(?:theo\s+(?:đó|quy|kế|dõi|dự|thống|ước|báo cáo|luật|nghị|thông tư|quyết|điều|ông|bà|anh|chị|lời|các|những))\b",
    re.I,
)
_NO_AGENCY = re.compile(
    r"^(?:ông|bà|anh|chị|luật|nghị|thông tư|quyết định|điều|khoản|kế hoạch|báo cáo|dự thảo)\b", re.I
)
_PHOTO = re.compile(r"(?:ảnh|video|clip|đồ họa|hình|infographic)[^\n]{0,40}$", re.I)
_SEPARATORS = re.compile(r"\s*(?:[,;|/•·()\[\]]|\s[-–—]\s|\b(?:lúc|ngày|vào)\b(?=\s*\d)|\bhttps?://\S+)\s*", re.I)
_ORIGINAL = re.compile(
    r"(?:link|xem|đọc|đường\s+dẫn|bài|tin|nguồn|url|địa\s+chỉ)\s*(?:bài\s*)?(?:viết\s*)?gốc|xem\s+bài\s+(?:trên|tại)",
    re.I,
)
_ORIGINAL_WORDS = ("gốc", "nguồn", "xem bài")  # without one of them neither pattern need be tried
_ORIGINAL_TIME = re.compile(
    r"(?:thời\s+gian|ngày|giờ|lúc|đăng|xuất\s+bản|phát\s+hành)[^\n]{0,30}(?:gốc|nguồn)|(?:bài|tin"
    r"|bản)\s+gốc[^\n]{0,30}(?:đăng|xuất\s+bản|lúc|ngày)",
    re.I,
)
_PUBLISHED_WORDS = re.compile(r"đăng|xuất\s+bản|thời\s+gian|lúc|ngày|cập\s+nhật", re.I)
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass
class Credit:
    """What an article says of its original; empty where it says nothing."""

    agency: Hit | None = None
    author: Hit | None = None
    time: Hit | None = None
    link: Hit | None = None


def read_credit(
    page: Page, item: list[Line], profile: Profile | None, layout: Layout | None, credit_names: Collection[str]
) -> Credit:
    """Read the credit of an article: first where the layout says it stands, then by its wording."""
    credit = Credit()
    places = list(_by_layout(page, item, layout)) or list(_by_wording(page, item, credit_names))
    for index, start, who in places:
        before = page.visible.text[item[index].start : start].partition("(")[0]
        if is_person(before):
            credit.author = Hit(start, start)
        _read_who(page, credit, start, who, credit_names)
        _read_near(page, item, index, credit, profile)
        if credit.agency:
            break
    _read_labelled(page, item, credit, profile)
    return credit


def _by_layout(page: Page, item: list[Line], layout: Layout | None) -> Iterator[tuple[int, int, str]]:
    """Yield index, start and words of the lines that the layout's credit selector finds."""
    for element in select(page.tree, layout.credit) if layout else []:
        words = fold(one_line(element.text_content()) or "")
        for index, line in enumerate(item):
            text = page.visible.line_text(line)
            if words and (fold(text) in words or words in fold(text)) and text.strip():
                match = _LINE.match(text) or _BRACKETED.search(text)
                who = match["who"] if match else text.strip()
                yield index, line.start + (match.start("who") if match else text.index(who)), who


def _by_wording(page: Page, item: list[Line], credit_names: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Yield index, start and words of credits, clear wordings before mere mentions; the last line first."""
    texts = [page.visible.line_text(line) for line in item]
    for index in reversed(page.visible.holding(item, _CREDIT_WORDS)):
        match = _clear_credit(texts[index])
        if match:
            yield index, item[index].start + match.start("who"), match["who"]
    for index, text in enumerate(texts):
        match = (_LEAD.match(text) if _DASH.search(text, 0, _LEAD_REACH) else None) or _NAMED.match(text)
        if match and is_known(match["who"], credit_names):
            yield index, item[index].start + match.start("who"), match["who"]


def _clear_credit(text: str) -> re.Match[str] | None:
    """Match a line that is a credit, or a paragraph that ends in one; photographs' credits are none."""
    text = text.rstrip()
    if _NO_CREDIT.match(text.strip(" (")):
        return None
    match = _LINE.match(text) if len(text) <= _LINE_LIMIT else None
    match = match or _BRACKETED.search(text) or _TAIL.search(text)
    if not match or _PHOTO.search(text[: match.start("who")]) or _NO_AGENCY.match(match["who"]):
        return None
    first = _SEPARATORS.split(match["who"])[0]
    return match if len(first.split()) <= 12 else None


def _read_who(page: Page, credit: Credit, start: int, who: str, credit_names: Collection[str]) -> None:
    """Tell agency from author among the parts of a credit."""
    position = 0
    for part in filter(None, _SEPARATORS.split(who)):
        at = who.find(part, position)
        position = at + len(part)
        name = part.strip(" .,:;\"“”'")
        if not name or is_no_source(name) or not re.search(r"[^\W\d]{2}", name) or find_moments(name):
            continue
        known = is_known(name, credit_names)
        if not known and is_person(name):
            credit.author = credit.author or Hit(start, start)
        elif credit.agency is None and (known or is_press_like(name) or re.match(CAPITAL, name)):
            credit.agency = Hit(start + at, start + at + len(part), name)
        elif not known and credit.author is None and re.match(CAPITAL, name) and not is_press_like(name):
            credit.author = Hit(start, start)


def _read_near(page: Page, item: list[Line], index: int, credit: Credit, profile: Profile | None) -> None:
    """Read time and address of the original in a credit's own line and the few after it."""
    for offset, line in enumerate(item[index : index + _AFTER]):
        text = page.visible.line_text(line)
        if offset and len(text) > _LINE_LIMIT:
            break
        if not credit.time and (not offset or _PUBLISHED_WORDS.search(text)):
            credit.time = _time_in(text, line.start)
        if not credit.link:
            credit.link = _link_in(page, line, profile)


def _read_labelled(page: Page, item: list[Line], credit: Credit, profile: Profile | None) -> None:
    """Read time and address that are labelled as the original's, wherever they stand."""
    for index in page.visible.holding(item, _ORIGINAL_WORDS):
        line = item[index]
        text = page.visible.line_text(line)
        if not credit.time and _ORIGINAL_TIME.search(text):
            credit.time = _time_in(text, line.start)
        if not credit.link and len(text) <= _LINE_LIMIT and _ORIGINAL.search(text):
            near = (_link_in(page, other, profile) for other in item[index : index + 2])
            credit.link = next((link for link in near if link), None)


def _time_in(text: str, start: int) -> Hit | None:
    """Return the first date of a line."""
    moments = find_moments(text)
    if not moments:
        return None
    first, last, moment = moments[0]
    return Hit(start + first, start + last, _iso(moment))


def _iso(moment: Moment) -> str:
    """Write a moment as precisely as it is known, in local time."""
    local = moment.instant.astimezone(LOCAL)
    if moment.precision == "day":
        return local.date().isoformat()
    return local.isoformat(timespec="minutes" if moment.precision == "minute" else "seconds")


def _link_in(page: Page, line: Line, profile: Profile | None) -> Hit | None:
    """Return the first link of a line that leads off the outlet's own domains, as anchor or as bare address."""
    for link in page.visible.links_over(line):
        if _is_elsewhere(page, link.href, profile):
            return Hit(max(link.start, line.start), min(link.end, line.end), canonical(link.href, page.url))
    for match in _BARE_ADDRESS.finditer(page.visible.line_text(line)):
        if _is_elsewhere(page, match[0], profile):
            return Hit(line.start + match.start(), line.start + match.end(), canonical(match[0]))
    return None


_SHARING = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|zalo|linkedin|pinterest|t|youtube|tiktok|google|instagram"
    r"|telegram)\.(?:com|me|net)$"
)


def _is_elsewhere(page: Page, href: str, profile: Profile | None) -> bool:
    """Return whether an address leads to another outlet; sharing buttons lead nowhere."""
    try:
        address = urljoin(page.url, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in ("http", "https") or not host or _SHARING.search(host):
        return False
    if profile:
        return not profile.owns(address)
    own = (urlsplit(page.url).hostname or "").removeprefix("www.")
    return host != own and not host.endswith(f".{own}") and not own.endswith(f".{host}")
