"""Time and address of the original that an article names."""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from include.observing.crediting import wordings
from include.observing.fact import Hit
from include.observing.item import Item, Zone
from include.observing.words import is_known
from include.outlets.profile import Profile
from include.pages.canonical import canonical
from include.pages.dates import Moment, find_moments
from include.pages.page import Page
from include.pages.visible import Line, Link
from include.periods.days import LOCAL

_LINE_LIMIT = 200
_ORIGINAL = re.compile(
    r"(?:link|xem|đọc|đường\s+dẫn|liên\s+kết|bài|tin|nguồn|url|địa\s+chỉ)\s*(?:bài\s*)?(?:viết\s*)?gốc"
    r"|xem\s+(?:bài|tin|thêm|chi\s+tiết)\s+(?:trên|tại|từ)|(?:xem|đọc)\s+(?:bài\s+viết\s+|chi\s+tiết\s+|thêm\s+|toàn\s+văn\s+)?(?:tại\s+)?đây"
    r"|^\W*(?:link|url|đường\s+(?:dẫn|link)|địa\s+chỉ)(?:\s+(?:bài(?:\s+viết)?|nguồn|tin))?\s*:|^\W*(?:bài\s+)?gốc\W*$"
    r"|^\W*(?:link|url|đường\s+(?:dẫn|link)|liên\s+kết)(?:\s+(?:tới|đến|bài|tin|viết|nguồn|gốc)){0,3}\W*(?:https?://|$)"
    r"|original\s+(?:article|source|link)|read\s+(?:the\s+)?original",
    re.I,
)
_ORIGINAL_TIME = re.compile(
    r"(?:thời\s+(?:gian|điểm)|ngày|giờ|lúc|đăng|xuất\s+bản|phát\s+hành)[^\n]{0,30}(?:gốc|nguồn)|(?:bài|tin|bản|báo)\s+gốc[^\n]{0,30}"
    r"(?:đăng|xuất\s+bản|lúc|ngày)",
    re.I,
)
_PUBLISHED_WORDS = re.compile(r"đăng|xuất\s+bản|thời\s+(?:gian|điểm)|lúc|ngày|cập\s+nhật", re.I)
_IMPRINT = re.compile(
    r"giấy\s+phép|cấp\s+ngày|/GP|bản\s+quyền|©|chủ\s+quản|tổng\s+biên\s+tập", re.I
)  # the licence's day
_TAIL = re.compile(r"(?:theo|nguồn:?)\s+\S.{0,60}$", re.I)
_OPENING = re.compile(r"(?:theo|dẫn)\s", re.I)
_SHORT_LINE = 120
_REACH = 3  # lines: a credit's link stands in its line or in the two after it
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_BARE_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:www\.)?(?:[\w-]+\.)+(?:vn|com|net|org|info)(?:/[^\s<>\"')\]]*)?(?![\w-])", re.I
)
_ONWARD = re.compile(
    r"^\W*(?:đọc|xem)\s+(?:tiếp|toàn\s+văn|đầy\s+đủ|bản\s+đầy\s+đủ|nguyên\s+văn)|^\W*continue\s+reading", re.I
)
_OPENED = re.compile(r"javascript:|#|$", re.I)
_PRESS = re.compile(
    r"nguồn|gốc|\bbáo(?!\s+(?:cáo|lỗi|xấu|vi))|trang\s+(?:báo|gốc|nguồn|của|đăng)|source|original", re.I
)
_SHARING = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|zalo|linkedin|pinterest|t|youtube|tiktok|google|instagram|telegram|apple|threads"
    r"|doubleclick|googleadservices|whatsapp|messenger|lotus|wa)\.(?:com|me|net|vn|page)$"
)


class Links(NamedTuple):
    """The link to the original, and whether another link might be it that no wording says to be."""

    original: Hit | None
    is_suspect: bool


def time_in(text: str, start: int, *, is_credit: bool) -> Hit | None:
    """Return the first date of a line that is a credit, or that speaks of publication below one."""
    if not is_credit and (not _PUBLISHED_WORDS.search(text) or _IMPRINT.search(text)):
        return None
    moments = find_moments(text)
    if not moments:
        return None
    first, last, moment = moments[0]
    return Hit(start + first, start + last, _iso(moment))


def original_time(item: Item, texts: list[str]) -> Hit | None:
    """Return a date that is labelled as the original's, anywhere in the article; in a table below its label."""
    for index, (zone, text) in enumerate(zip(item.zones, texts, strict=True)):
        if zone >= Zone.AFTER or len(text) > _LINE_LIMIT or not _ORIGINAL_TIME.search(text):
            continue
        for beside in range(index, min(index + 2, len(texts))):
            is_short = len(texts[beside]) <= _LINE_LIMIT
            found = time_in(texts[beside], item.lines[beside].start, is_credit=True) if is_short else None
            if found:
                return found
    return None


def _iso(moment: Moment) -> str:
    """Write a moment as precisely as it is known, in local time."""
    local = moment.instant.astimezone(LOCAL)
    if moment.precision == "day":
        return local.date().isoformat()
    return local.isoformat(timespec="minutes" if moment.precision == "minute" else "seconds")


def original_links(page: Page, item: Item, texts: list[str], telling: frozenset[int], profile: Profile | None) -> Links:
    """Return the link to the original: in a credit's line or the two after it, or beside words that say so.

    Args:
        page: The page.
        item: Its article.
        texts: The texts of its lines.
        telling: Indexes of the lines that credit.
        profile: The outlet's profile: its own domains.
    """
    near = [index for index, zone in enumerate(item.zones) if zone < Zone.AFTER]
    labelled = [n for n in near if n not in telling and len(texts[n]) <= _LINE_LIMIT and _ORIGINAL.search(texts[n])]
    lines = [*sorted(telling.intersection(near), reverse=True), *labelled]
    for index in lines:
        for beside in range(index, min(index + _REACH, len(texts))):
            if beside == index or len(texts[beside]) <= _LINE_LIMIT:
                link = _link_in(page, item.lines[beside], profile)
                if link:
                    return Links(link, False)
    named = (index for index in lines if wordings.labelled(texts[index]))
    domain = next((found for index in named if (found := _domain_in(page, item.lines[index], profile))), None)
    is_suspect = bool(labelled) or any(
        _is_short_and_away(page, item, index, texts, profile) or _leads_on(page, item, index, texts) for index in near
    )
    return Links(domain, is_suspect)


def is_credit_line(text: str) -> bool:
    """Return whether a line credits by a label, or a long one begins or ends with one."""
    if len(text) <= _LINE_LIMIT:
        named = wordings.labelled(text) or wordings.LABEL_ALONE.match(text)
        return bool(named) or wordings.may_credit(text)
    return bool(_TAIL.search(text[-90:]) or _OPENING.match(text))


def _is_short_and_away(page: Page, item: Item, index: int, texts: list[str], profile: Profile | None) -> bool:
    """Return whether a line below or above the text leads elsewhere without saying why; a paragraph may do so."""
    if item.zones[index] in (Zone.LEAD, Zone.BODY) and len(texts[index]) > _SHORT_LINE:
        return False
    if "://" in texts[index] or _domain_in(page, item.lines[index], profile):
        return True
    return len(texts[index]) <= _SHORT_LINE and _link_in(page, item.lines[index], profile) is not None


def _leads_on(page: Page, item: Item, index: int, texts: list[str]) -> bool:
    """Return whether a line around the text is an anchor that leads on from it, or that a script opens."""
    if item.zones[index] not in (Zone.HEAD, Zone.END) or len(texts[index]) > _SHORT_LINE:
        return False
    for link in page.visible.links_over(item.lines[index]):
        words = page.visible.text[link.start : link.end]
        if _ONWARD.match(words) or (_OPENED.match(link.href.strip()) and _PRESS.search(words)):
            return True
    return False


def _link_in(page: Page, line: Line, profile: Profile | None) -> Hit | None:
    """Return the first link of a line that leads off the outlet's own domains, as anchor or as bare address."""
    for link in page.visible.links_over(line):
        if is_elsewhere(page, link.href, profile):
            return _hit(page, line, link)
    for match in _BARE_ADDRESS.finditer(page.visible.line_text(line)):
        if is_elsewhere(page, match[0], profile):
            return Hit(line.start + match.start(), line.start + match.end(), canonical(match[0]))
    return None


def _domain_in(page: Page, line: Line, profile: Profile | None) -> Hit | None:
    """Return the first domain that a line names as its source without a scheme; a known name is no address."""
    for match in _BARE_DOMAIN.finditer(page.visible.line_text(line)):
        if not is_known(match[0]) and is_elsewhere(page, f"https://{match[0]}", profile):
            return Hit(line.start + match.start(), line.start + match.end(), canonical(f"https://{match[0]}"))
    return None


def _hit(page: Page, line: Line, link: Link) -> Hit:
    """Return an anchor as a hit within its line."""
    return Hit(max(link.start, line.start), min(link.end, line.end), canonical(link.href, page.url))


def is_elsewhere(page: Page, href: str, profile: Profile | None) -> bool:
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
