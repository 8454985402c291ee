"""Notices on an article: corrections and what they correct, AI labels, sponsored labels."""

import re
from bisect import bisect_right
from itertools import islice
from urllib.parse import urljoin

from include.observing.fact import Hit
from include.observing.observation import Observation
from include.observing.words import fold
from include.pages.dates import find_moments
from include.pages.extraction.article import ExtractedArticle
from include.pages.page import Page
from include.pages.source_spans import enclosing
from include.pages.visible import Line

_CORRECTION = re.compile(
    r"^\W*(?:thông\s+tin\s+)?(?:cải\s+chính|đính\s+chính)\b(?!\s+(?:thông\s+tin\s+)?(?:là|phải"
    r"|của\s+bộ))|^\W*(?:thông\s+tin\s+)?xin\s+lỗi\s+(?:bạn\s+đọc|độc\s+giả|quý)"
    r"|\bxin\s+(?:được\s+)?(?:cải|đính)\s+chính\b|\b(?:cáo|xin)\s+lỗi\s+(?:quý\s+)?(?:bạn\s+đọc"
    r"|độc\s+giả)|\btòa\s+soạn\s+(?:xin\s+)?(?:cải|đính)\s+chính\b",
    re.I,
)
_CORRECTION_WORDS = ("cải chính", "đính chính", "lỗi")  # without one of them the pattern need not be tried
_WORK = re.compile(
    r"(?:bài(?:\s+(?:viết|báo))?|tin|tác\s+phẩm)[^\n“\"«]{0,40}[“\"«](?P<title>[^”\"»\n]{4,200})[”\"»]", re.I
)
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("title", re.compile(r"thông\s+tin\s+cải\s+chính,?\s*(?:và\s+)?xin\s+lỗi", re.I)),
    ("work", _WORK),
    ("section", re.compile(r"\b(?:chuyên\s+)?mục\s+[“\"«]?\w|\bchuyên\s+trang\b", re.I)),
    (
        "false_information",
        re.compile(
            r"thông\s+tin\s+(?:sai|chưa\s+(?:chính\s+xác|đúng)|không\s+(?:chính\s+xác|đúng))|(?:đã"
            r"|có)\s+(?:viết|nêu|đưa|ghi)\b|nội\s+dung\s+sai",
            re.I,
        ),
    ),
    (
        "corrected_content",
        re.compile(
            r"nay\s+(?:xin\s+)?(?:được\s+)?(?:sửa|cải\s+chính|đính\s+chính)|thông\s+tin\s+(?:đúng"
            r"|chính\s+xác)|chính\s+xác\s+(?:là|phải)|xin\s+(?:được\s+)?(?:sửa|đính\s+chính"
            r"|cải\s+chính)",
            re.I,
        ),
    ),
    ("apology", re.compile(r"xin\s+lỗi|cáo\s+lỗi", re.I)),
)
_AI = re.compile(
    r"(?:bài\s+viết|bài|nội\s+dung|hình\s+ảnh|ảnh|hình|video|clip|âm\s+thanh|giọng\s+đọc|bản\s+dịch"
    r"|minh\s+họa|tóm\s+tắt|tranh|đồ\s+họa)"
    r"[^.\n]{0,40}\b(?:sử\s+dụng|dùng|tạo|thực\s+hiện|hỗ\s+trợ|biên\s+soạn|dịch|sản\s+xuất"
    r"|chỉnh\s+sửa|bởi|bằng|do)\b[^.\n]{0,40}\b(?:AI|trí\s+tuệ\s+nhân\s+tạo|chatgpt|gemini)\b"
    r"|(?:ảnh|video|minh\s+họa|nội\s+dung)\s*(?:[:(\[]|\s)\s*AI\b|\bAI\s+(?:tạo|viết|hỗ\s+trợ|tổng\s+hợp)\b",
    re.I,
)
_AI_LIMIT = 140
_WORK_OF = r"(?:thông\s+tin|nội\s+dung|bài\s+viết|bài|tin|chuyên\s+mục|chuyên\s+trang|chương\s+trình|video)"
_PAID = (
    r"(?:tài\s+trợ|quảng\s+cáo|quảng\s+bá|pr|advertorial|tuyên\s+truyền\s+quảng\s+cáo|hợp\s+tác(?:\s+(?:truyền\s+thông"
    r"|nội\s+dung|quảng\s+cáo|thương\s+mại|doanh\s+nghiệp))?|thương\s+mại|trả\s+phí)"
)
_PAID_PART = rf"(?:{_PAID}|(?:thông\s+tin\s+|tin\s+)?(?:doanh\s+nghiệp|dịch\s+vụ)|rao\s+vặt)"
_JOINED = r"\s*[-–—/&|,]\s*"
_SPONSORED = re.compile(
    rf"^\W*(?:{_WORK_OF}\s+(?:này\s+)?(?:được\s+|có\s+|mang\s+)?(?:tính\s+chất\s+|yếu\s+tố\s+|chứa\s+)?{_PAID}"
    rf"|{_WORK_OF}\s+(?:này\s+)?(?:được\s+)?{_PAID}\s+(?:bởi|do|của|từ)\s[^\n]{{2,80}}"
    rf"|{_WORK_OF}\s+(?:này\s+)?(?:được\s+|do\s+)[^.\n]{{2,60}}\s(?:tài\s+trợ|trả\s+phí|cung\s+cấp\s+và\s+trả\s+phí)"
    r"|(?:tin|thông\s+tin|góc|chuyên\s+mục)\s+(?:từ\s+)?doanh\s+nghiệp(?:\s+cần\s+biết)?"
    r"|doanh\s+nghiệp\s+tự\s+giới\s+thiệu"
    rf"|{_WORK_OF}\s+(?:này\s+)?(?:được\s+|do\s+)?(?:hợp\s+tác|phối\s+hợp)\s[^.\n]{{0,30}}(?:cùng|với|bởi|giữa)\s[^.\n]{{2,60}}"
    rf"|[^.\n]{{0,60}}\((?:bài\s+|tin\s+)?(?:{_PAID})\)"
    rf"|(?:được\s+)?tài\s+trợ(?:\s+bởi[^\n]{{0,60}})?|{_PAID}(?:{_JOINED}{_PAID_PART}){{1,3}}|(?:{_PAID_PART}{_JOINED}){{1,3}}{_PAID}(?:{_JOINED}{_PAID_PART}){{0,3}}"
    r"|advertorial|sponsored(?:\s+(?:content|post|by[^\n]{0,60}))?"
    r"|(?:brand(?:ed)?|partner|promoted|native|paid)\s+(?:content|post|ad)"
    r"|paid\s+partnership|advertisement|\(?pr\)?|quảng\s+cáo|trang\s+quảng\s+cáo)\W*$",
    re.I,
)
_ADVERTISING = re.compile(r"^\W*(?:quảng\s+cáo|advertisement)\W*$", re.I)
_BANNER = re.compile(
    r"(?:^|[\s_\"'-])(?:adv?|ads|adsense|advert\w*|banner|qc|quang-?cao|sponsor-box|zone)(?:$|[\s_\"'-]|\d)", re.I
)
_NEAR_TITLE = 2
_LABEL_LIMIT = 300  # characters of a line that is a label
_AROUND = 3  # elements: an advertisement's label stands directly in its box


def read_notices(page: Page, item: list[Line], article: ExtractedArticle) -> dict[Observation, Hit | None]:
    """Return the notices of an article by name, each found or nothing."""
    notice = _correction(page, item, article)
    return {
        Observation.CORRECTION_NOTICE: notice,
        Observation.CORRECTED_ARTICLE: _corrected(page, item, article) if notice else None,
        Observation.CORRECTION_PARTS: _parts(notice, article) if notice else None,
        Observation.AI_LABEL: _short_line(page, item, _AI, _AI_LIMIT),
        Observation.SPONSORED_LABEL: _sponsored(page, item, article),
    }


def is_notice(text: str) -> bool:
    """Return whether a short line is a notice: it needs no other reading."""
    return bool(_SPONSORED.match(text) or _AI.search(text) or _CORRECTION.search(text))


def _correction(page: Page, item: list[Line], article: ExtractedArticle) -> Hit | None:
    """Find a correction notice: as the article's title, or as a line of its own."""
    if article.title and not _CORRECTION.search(article.title):
        title = fold(article.title)
        lines = [line for line in item if page.visible.folded(line) != title]
    else:
        lines = item
    for index in page.visible.holding(lines, _CORRECTION_WORDS):
        line = lines[index]
        match = _CORRECTION.search(page.visible.line_text(line))
        if match:
            return Hit(line.start + match.start(), line.start + match.end(), fold(match[0]).strip(" .:,"))
    return None


def _corrected(page: Page, item: list[Line], article: ExtractedArticle) -> Hit | None:
    """Find the article that a notice corrects: by link, else by its quoted title."""
    for line in item:
        text = page.visible.line_text(line)
        match = _WORK.search(text)
        if not match:
            continue
        start, end = line.start + match.start("title"), line.start + match.end("title")
        links = [link for link in page.visible.links if link.start < line.end and link.end > line.start and link.href]
        value = urljoin(page.url, links[0].href) if links else " ".join(match["title"].split())
        return Hit(start, end, value)
    return None


def _parts(notice: Hit, article: ExtractedArticle) -> Hit:
    """List which of the parts a correction must have are there."""
    text = f"{article.title or ''}\n{article.text or ''}"
    found = [name for name, pattern in _PARTS if pattern.search(text)]
    if find_moments(article.text or ""):
        found.append("date")
    return Hit(notice.start, notice.end, ";".join(sorted(found)))


def _short_line(page: Page, item: list[Line], pattern: re.Pattern[str], limit: int) -> Hit | None:
    """Find a short line that holds the pattern."""
    for line in item:
        match = pattern.search(page.visible.line_text(line)) if line.end - line.start <= limit else None
        if match:
            return Hit(line.start + match.start(), line.start + match.end(), fold(match[0]))
    return None


def _sponsored(page: Page, item: list[Line], article: ExtractedArticle) -> Hit | None:
    """Find a sponsored label; the bare word for advertising counts beside the title only, else it labels a banner."""
    title = fold(article.title or "")
    texts = [page.visible.folded(line) for line in item]
    at_title = next((index for index, text in enumerate(texts) if title and title in text), None)
    for index, line in enumerate(item):
        text = page.visible.line_text(line)
        if len(text) > _LABEL_LIMIT or not _SPONSORED.match(text):
            continue
        is_far = at_title is None or abs(index - at_title) > _NEAR_TITLE
        if not (_ADVERTISING.match(text) and (is_far or _is_banner(page, line))):
            return Hit(line.start, line.end, fold(text).strip(" .:()[]"))
    return None


def _is_banner(page: Page, line: Line) -> bool:
    """Return whether a line stands in an element that is called after an advertisement."""
    runs = page.visible.runs
    at = bisect_right(runs, line.start, key=lambda run: run.end)
    offset = runs[at].source_start if at < len(runs) else 0
    for start, _ in islice(enclosing(page.source, offset), _AROUND):
        if _BANNER.search(page.source[start : page.source.find(">", start) + 1]):
            return True
    return False
