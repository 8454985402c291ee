"""What on an article's page may be a notice in a wording that is not known: then the notice is unread, not missing.

A label of paid content, of artificial intelligence or of a correction stands in a short line, in an attribute, in an
element that a browser may hide, or is drawn by the style of an element that is called after it.
"""

import html
import re
from collections.abc import Collection, Iterator
from itertools import islice

from include.observing.crediting.pieces import is_of_itself
from include.observing.observation import Observation
from include.observing.words import fold
from include.pages.extraction.article import ExtractedArticle
from include.pages.page import Page
from include.pages.visible import Line

_LINE_LIMIT = 120  # characters: a label is no paragraph
_HEADING_LIMIT = 60  # characters
_ITSELF = re.compile(
    r"\b(?:bài|nội\s+dung|thông\s+tin|chuyên\s+mục|bản\s+(?:tin|dịch)|ảnh|video|article|content|story)\b", re.I
)
_NOTE_LIMIT = 600  # characters: a correction may be one
_PIECES_LIMIT = 1_000
_BANNER = re.compile(r"^\W*(?:quảng\s+cáo|advertisement|ads?|liên\s+hệ\s+quảng\s+cáo|bảng\s+giá.*)\W*$", re.I)
_PAID = re.compile(
    r"tài\s+trợ|(?-i:\bQC\b|\bP\.\s?R\b)|\bbrand|quảng\s+(?:cáo|bá)|nhãn\s+hàng|advertorial|sponsor|\bpr\b|(?:cùng|với)\s+(?:nhãn|thương\s+hiệu)|hợp\s+tác\s+(?:sản"
    r"|thực|nội|truyền|cùng|với|giữa)|phối\s+hợp\s+(?:sản\s+xuất|thực\s+hiện|cùng|với)|đồng\s+hành\s+(?:cùng|của|bởi)"
    r"|branded|partner|promot|paid|trả\s+(?:phí|tiền)|cung\s+cấp\s+bởi|(?:do|bởi)\s[^\n]{2,50}\scung\s+cấp"
    r"|nội\s+dung\s+(?:thương\s+mại|đối\s+tác|từ\s+đối\s+tác|của\s+doanh\s+nghiệp)|doanh\s+nghiệp\s+(?:tự|cung|tài|gửi)"
    r"|(?:thông\s+tin|góc|tin|chuyện|bản\s+tin|dịch\s+vụ)\s+(?:của\s+|từ\s+)?(?:doanh\s+nghiệp|đối\s+tác|thương\s+hiệu)",
    re.I,
)
_MADE = re.compile(
    r"(?<![A-Za-z])AI(?![A-Za-z])|trí\s+tuệ\s+nhân\s+tạo|(?i:artificial\s+intelligence|chat\s?gpt|gemini|copilot|midjourney"
    r"|dall[-·]?e|deepfake|claude|generative|machine\s+translat|máy\s+(?:dịch|viết|học)|(?:dịch|đọc|viết)\s+(?:máy|tự\s+động)|tự\s+động\s+(?:tạo|dịch|tóm|tổng|viết)"
    r"|(?:tạo|sinh|soạn|viết|dựng|vẽ|dịch|lồng)\s[^,.;\n]{0,25}(?:bằng|bởi|nhờ|từ)\s[^,.;\n]{0,12}(?:công\s+cụ|phần\s+mềm|máy|mô\s+hình|robot|bot)"
    r"|(?:công\s+cụ|phần\s+mềm|máy|mô\s+hình|robot)\s+(?:\w+\s+){0,2}(?:tạo|sinh|soạn|viết|vẽ|dịch|dựng)"
    r"|giọng\s+(?:đọc\s+)?(?:máy|nhân\s+tạo|tổng\s+hợp|ảo|số)|thuật\s+toán)|TRÍ\s+TUỆ\s+NHÂN\s+TẠO|Trí\s+tuệ\s+nhân\s+tạo"
)
_CORRECTED = re.compile(
    r"đính\s+chính|cải\s+chính|(?:xin|cáo|thành\s+thật)\s+lỗi|nhầm\s+lẫn|(?:ghi|viết|đăng|in|nêu|dẫn)\s+(?:nhầm|sai)|sai\s+sót"
    r"|(?:đã|được)\s+(?:\w+\s+){0,2}(?:sửa|điều\s+chỉnh|chỉnh\s+sửa|thay\s+đổi|bổ\s+sung)|(?:sửa|điều\s+chỉnh|chỉnh\s+sửa)\s+(?:lại|nội\s+dung|thông\s+tin|tiêu\s+đề|chi\s+tiết|số\s+liệu)|chưa\s+chính\s+xác"
    r"|(?:bị|đã|có)\s+(?:\w+\s+){0,3}(?:sai|nhầm)\b|(?:gỡ|rút|thu\s+hồi)(?:\s+bỏ)?\s+(?:bài|tin)|rất\s+tiếc|\bcorrect(?:ion|ed)\b|\bclarification\b|\berrat",
    re.I,
)
_MISTAKES = (  # without one of them the pattern need not be tried
    "chính", "chỉnh", "lỗi", "nhầm", "sai", "sót", "sửa", "đổi", "bổ sung", "gỡ", "rút", "thu hồi", "tiếc", "correct",
    "clarification", "errat",
)  # fmt: skip
_CROSSED_OUT = re.compile(r"<(?:del|ins|strike)\b", re.I)
_NEWSROOM = re.compile(
    r"t[òo][àa]\s+soạn|ban\s+biên\s+tập|chúng\s+tôi|bạn\s+đọc|độc\s+giả|\bbài\s+(?:viết|báo|trước|đã|này|gốc|[“\"«])"
    r"|(?:gỡ|rút|thu\s+hồi)(?:\s+bỏ)?\s+(?:bài|tin)|phiên\s+bản|bản\s+(?:đầu|trước|cũ)|(?:đính|cải)\s+chính|\barticle\b"
    r"|\bstory\b|\beditor|\bversion",
    re.I,
)
_TITLE_TAIL = re.compile(  # a badge in the heading
    r"(?:\b(?:QC|PR|AI)|(?i:[(\[](?:quảng\s+cáo|tài\s+trợ|nội\s+dung[^()]{0,30})[)\]]|advertorial|sponsored))\W*$"
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\W*$")
_NO_BADGE = re.compile(
    r"(?:video|clip|ảnh|hình|phần|kỳ|bài|tập|tiếp|infographic|podcast|megastory|\W*\d|(?-i:[A-ZĐ]{2,6}$))", re.I
)
_SPOKEN = re.compile(
    r"""\s(?:alt|title|aria-label|data-[\w-]{1,30})\s*=\s*(?:"([^"<>]{2,200})"|'([^'<>]{2,200})')""", re.I
)
_EMPTY = re.compile(
    r"<(?:i|span|div|b|em|p|a|label)\b[^<>]{0,120}?(?:class|id)\s*=\s*[\"']?(?P<names>[^\"'<>]{1,120})[\"']?[^<>]{0,120}>\s*</",
    re.I,
)
_DRAWN = (
    (Observation.SPONSORED_LABEL, re.compile(
        r"(?:^|[\s_-])(?:pr|sponsor(?:ed|ship)?|advertorial|branded|tai-?tro|is-?ad|paid)(?:$|[\s_-])", re.I
    )),
    (Observation.AI_LABEL, re.compile(r"(?:^|[\s_-])ai(?:$|[\s_-])", re.I)),
)  # fmt: skip
_BY_WORDS = ((Observation.SPONSORED_LABEL, _PAID), (Observation.AI_LABEL, _MADE))


def unclear_notices(
    page: Page, item: list[Line], article: ExtractedArticle, unknown: Collection[str] = ()
) -> set[Observation]:
    """Return the notices that the article may show in words or markup that nothing understands.

    Args:
        page: The open page.
        item: The article's own lines.
        article: What was extracted: its title is no label, its section may be one.
        unknown: Pieces around the text that are nothing known: each may be a label.
    """
    begin, end = _span(page, item)
    source = page.source[begin:end]
    found = {name for words in _labels(page, item, article) for name, may in _BY_WORDS if may.search(words)}
    for match in islice(_SPOKEN.finditer(source), _PIECES_LIMIT):
        words = html.unescape(match[1] or match[2])
        found |= {name for name, may in _BY_WORDS if len(words) <= _LINE_LIMIT and _says(may, words)}
    for match in islice(_EMPTY.finditer(source), _PIECES_LIMIT):
        found |= {name for name, drawn in _DRAWN if drawn.search(match["names"])}
    tail = _BRACKETED.search(article.title or "")
    is_badged = bool(tail) and not _NO_BADGE.match(tail[1] if tail else "")
    if unknown or is_badged:
        found |= {Observation.SPONSORED_LABEL, Observation.AI_LABEL}
    is_changed = is_badged or bool(_CROSSED_OUT.search(source)) or any(map(is_of_itself, unknown))
    if is_changed or any(_may_correct(words) for words in _notes(page, item, article)):
        found |= {Observation.CORRECTION_NOTICE, Observation.CORRECTED_ARTICLE, Observation.CORRECTION_PARTS}
    return found


def _span(page: Page, item: list[Line]) -> tuple[int, int]:
    """Return where the article's lines stand in the page's source."""
    places = [run.source_start for run in page.visible.runs if item and item[0].start <= run.start <= item[-1].end]
    return (min(places), max(places)) if places else (0, 0)


def _says(may: re.Pattern[str], words: str) -> bool:
    """Return whether words may be a label, and are not the one of a banner."""
    return bool(may.search(words)) and not _BANNER.match(words)


def _labels(page: Page, item: list[Line], article: ExtractedArticle) -> Iterator[str]:
    """Yield the short lines that are neither the title nor a banner's label, what elements hide, and the section."""
    title = fold(article.title or "")
    for line in item:
        if line.end - line.start <= _LINE_LIMIT and page.visible.folded(line) != title:
            words = page.visible.line_text(line)
            if not (_BANNER.match(words) or _is_of_the_story(words)):
                yield words
    yield from (words for words in _hidden(page) if len(words) <= _LINE_LIMIT and not _BANNER.match(words))
    tail = _TITLE_TAIL.search(article.title or "")
    if tail:
        yield tail[0]
    if article.section:  # a menu or a breadcrumb shows it, which are no lines of the article
        yield article.section


def _is_of_the_story(words: str) -> bool:
    """Return whether a line is a sentence of the story: long, closed, and not about the item itself."""
    return len(words) > _HEADING_LIMIT and words.rstrip().endswith((".", "!", "?", "…")) and not _ITSELF.search(words)


def _notes(page: Page, item: list[Line], article: ExtractedArticle) -> Iterator[str]:
    """Yield the lines that are long enough to correct something and short enough to do nothing else."""
    title = fold(article.title or "")
    for line in (item[index] for index in page.visible.holding(item, _MISTAKES)):
        if line.end - line.start <= _NOTE_LIMIT and page.visible.folded(line) != title:
            yield page.visible.line_text(line)
    yield from (words for words in _hidden(page) if len(words) <= _NOTE_LIMIT)


def _may_correct(words: str) -> bool:
    """Return whether a line speaks of a mistake in the newsroom's own voice."""
    return bool(_CORRECTED.search(words) and _NEWSROOM.search(words))


def _hidden(page: Page) -> Iterator[str]:
    """Yield the texts of elements that a browser may not show."""
    for element in page.hidden:
        for piece in islice(element.itertext(), _PIECES_LIMIT):
            words = " ".join(piece.split())
            if words:
                yield words
