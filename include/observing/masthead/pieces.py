"""Cuts a stretch of a masthead into pieces: at signs that always part, and where something else recognisably starts."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from include.observing.masthead import shapes
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.words import CAPITAL

# A stroke behind a number parts as well where a licence is announced after it, not where its letters follow
SEPARATORS = (
    r"[|;•·▪►●■◆★☆✦✔➤→*»«¦║☎☏✆✉📞📱📧📨📩📍🏠📠🖷🌐👤🏢]"
    r"|(?<!\d)\s/\s|\s/\s(?!\s*G[PXC])|\s/\s(?=\s*G[PX]\w*\s+(?:[sS]ố|[tT]hiết|[hH]oạt|[cC]ung|[xX]uất|[mM]XH|TTĐT)(?!\w))"
    r"|\s//\s|\t"
)
HARD = re.compile(SEPARATORS)
_SOFT = re.compile(r"\s+[-–—~]+\s+|\s[-–—]|[-–—]\s|\.\s+|,\s*|\s+\(")
_ABBREVIATION = re.compile(r"(?:^|[\s,(])(?:tp|t\.p|p|q|h|tx|tt|st|ths|ts|pgs|gs|bs|ls|cty|cp|mr|ms|no|đ|c|[a-zđ])$")
_UNKNOWN_LABEL = re.compile(r"(?:(?!(?:,|(?<=\w\w)\.)\s|\s[-–—]\s)[^:\d]){2,40}:\s*")
# A label that nobody knows: whatever it announces, what stood before it has ended
_NAMED_LABEL = re.compile(rf"{CAPITAL}(?:(?!\s[-–—]\s)[^:,;.|\n]){{1,40}}:(?!//)\s*\S")
_GRANTS = re.compile(fold_pattern(r"(?<!\w)cấp(?: phép)?\s*$"))
POLICY = re.compile(
    fold_pattern(
        r"(?:chính sách|điều khoản|thỏa thuận|quy (?:định|chế|trình)|giới thiệu|liên hệ|hướng dẫn"
        r"|quyền riêng tư|bảo mật|quảng cáo"
        r"|trang chủ|rss|sitemap|sơ đồ|ghi rõ nguồn|mọi quyền|all rights|powered|thiết kế|đang|lượt"
        r"|tải ứng dụng|theo dõi)(?!\w)"
    )
)
OPERATED = re.compile(  # "Mạng xã hội do Công ty … vận hành"
    fold_pattern(
        rf"(?<!\w)(?:do|bởi) (?P<who>(?:{shapes.COMPANY_WORDS})(?!\w)[^.;|]{{2,80}}?),? (?:trực tiếp )?"
        r"(?:vận hành|quản lý|điều hành|sở hữu|làm chủ|chủ quản|thiết lập|xuất bản)(?!\w)"
    )
)
OWNED = re.compile(  # "X là trang thông tin điện tử tổng hợp của Công ty …", "X thuộc quyền sở hữu của Công ty …"
    fold_pattern(
        r"(?<!\w)(?:là (?:một )?(?:trang|website|cổng|mạng xã hội|mxh|ứng dụng|chuyên trang|kênh|sản phẩm"
        r"|nền tảng)(?!\w)[^.;|:]{0,60}? (?:của|thuộc)|thuộc (?:quyền )?(?:sở hữu|quản lý)(?: của)?)"
        rf" (?P<who>(?:{shapes.COMPANY_WORDS})(?!\w)[^.;|,]{{2,80}})"
    )
)
_SLOGAN = re.compile(  # what footers say to readers: the end of any value before it
    fold_pattern(
        r"đọc báo mọi|(?:mời )?bạn đọc (?:có thể|gửi|vui lòng)|(?:không|cấm|nghiêm cấm)(?: được)? sao chép|®|™"
        r"|(?:tin|thông tin|báo|kênh|cập nhật|đọc) (?:tin )?(?:nhanh|nóng|mới|chuẩn|chính xác|tin cậy|trung thực"
        r"|mỗi ngày|tiếng việt|hằng ngày|hàng ngày|24)|nhanh(?:\W|$)|chính xác"
        r"|tin cậy|trung thực|vì (?:cộng đồng|một|người)"
    )
)
_PLACE = re.compile(rf"(?i:(?:xã|phường|quận|huyện|thị trấn|thị xã|thành phố|tỉnh|tòa nhà|số|ngõ)\s)?(?:{CAPITAL}|\d)")
_PLACE_WORDS = 6
_EDGES = " \t\n.,:;-–—|•·*/\"'“”()[]_"


class Span(NamedTuple):
    """A stretch of the visible text."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the blanks and signs at its edges; a bracket stays where its partner is inside."""
    while start < end and text[start] in _EDGES and not (text[start] in "(+" and ")" in text[start:end]):
        start += 1
    while end > start and text[end - 1] in _EDGES and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return Span(start, end)


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces between signs that always part, trimmed and without empty ones."""
    position = start
    for sign in [*HARD.finditer(text, start, end), None]:
        span = trimmed(text, position, sign.start() if sign else end)
        if span.start < span.end:
            yield span
        position = sign.end() if sign else end


def cut(text: str, span: Span, opens: Callable[[str], bool]) -> tuple[Span, Span]:
    """Return a piece up to where something else starts behind a dash, comma, bracket or full stop, and the rest.

    Args:
        text: The visible text.
        span: The piece.
        opens: Whether a text starts with something else.
    """
    for sign in _SOFT.finditer(text, span.start, span.end):
        rest = trimmed(text, sign.end(), span.end)
        if sign[0].startswith(".") and _ABBREVIATION.search(fold(text[span.start : sign.start()])):
            continue
        if rest.start < rest.end and (ends_sentence(text, sign) or opens(text[rest.start : rest.end])):
            return trimmed(text, span.start, sign.start()), rest
    return span, Span(span.end, span.end)


def ends_sentence(text: str, sign: re.Match[str]) -> bool:
    """Return whether a sign is a full stop before a new sentence."""
    return sign[0].startswith(".") and text[sign.end() : sign.end() + 1].isupper()


def opens_other(rest: str) -> bool:
    """Return whether a text opens with an address, a telephone, a mailbox or a licence: the end of any name."""
    is_granted = bool(_GRANTS.search(fold(rest))) and shapes.is_issuer(rest)
    is_known = opens_contact(rest) or opens_licence(rest) or shapes.is_address(rest) or opens_menu(rest)
    return is_granted or is_known or bool(_NAMED_LABEL.match(rest))


def opens_contact(rest: str) -> bool:
    """Return whether a text opens with a telephone or a mailbox, be it behind a label: the end of an address."""
    unknown = _UNKNOWN_LABEL.match(rest)
    rest = rest[unknown.end() :] if unknown else rest
    number, mail = shapes.dialled(rest), shapes.email(rest)
    return (number is not None and number.start < 3) or (mail is not None and mail.start == 0)


def opens_after_address(rest: str) -> bool:
    """Return whether a text opens with what no address holds: a contact, a company, an authority, a menu."""
    is_named = shapes.is_company(rest) or shapes.is_issuer(rest) or bool(_NAMED_LABEL.match(rest))
    return is_named or _opens_sentence(rest) or opens_licence(rest) or opens_contact(rest) or opens_menu(rest)


def _opens_sentence(rest: str) -> bool:
    """Return whether a text opens with a sentence, and not with more of a place before one."""
    first = _SOFT.split(rest, maxsplit=1)[0]
    is_place = len(first.split()) <= _PLACE_WORDS and bool(_PLACE.match(first))
    return shapes.is_sentence(first if is_place else rest)


def opens_licence(rest: str) -> bool:
    """Return whether a text opens with the number of a licence."""
    licence = shapes.licence_number(rest)
    return licence is not None and licence.start <= len("Số ")


def opens_menu(rest: str) -> bool:
    """Return whether a text opens like an entry of a menu or a line that footers carry."""
    folded = fold(rest)
    return bool(POLICY.match(folded) or _SLOGAN.match(folded))


def opens_organisation(rest: str) -> bool:
    """Return whether a text opens with an organisation or any of the rest: the end of a slogan or a site's name."""
    return shapes.is_body(rest) or opens_other(rest)
