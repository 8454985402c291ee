"""The parts of a masthead that no reader has recognised: the last check before a field counts as missing.

Reading goes by labels and shapes and may pass over a stretch without a word. Here each stretch that no field and no
known other thing has claimed is asked, more generously than anywhere else, which fields it could show.
"""

import re

from include.observing.masthead import shapes
from include.observing.masthead.announced import FIELDS
from include.observing.masthead.findings import NAMES, Findings
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.labels import Label
from include.observing.masthead.pieces import POLICY, Span
from include.observing.masthead.regions import LogicalLine
from include.observing.masthead.unlabelled import NO_HEADING, STRONG
from include.observing.observation import Observation
from include.observing.words import CAPITAL

_NAMED = NAMES | {Observation.LICENCE_ISSUER}
_LICENCE = FIELDS[Label.LICENCE]
_LABELLED = re.compile(r"[^:\d]{2,40}:\s+(?P<value>[^:]{5,150})$")  # a label that nobody knows
_SHORTEST = 3  # characters
_HEADING_WORDS = 6
_FIGURES = fold_pattern(r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)")
_SPELLED = re.compile(rf"(?<!\w){_FIGURES}(?:[\s,.-]+{_FIGURES}){{3,}}(?!\w)")
_WITH_LETTERS = re.compile(r"(?:[\dOo][\s.\-–()]{0,3}){8}")  # the letter O for a nought
_MAPPED = re.compile(fold_pattern(r"bản đồ|(?<!\w)maps?(?!\w)|chỉ đường"))
_GOVERNS = re.compile(
    fold_pattern(
        r"(?:sở|bộ|ubnd|ủy ban|(?:hiệp |tổng )?hội|liên hiệp|(?:tổng )?liên đoàn"
        r"|(?:tỉnh|thành|quận|huyện|đảng) ủy|đảng bộ"
        r"|(?:trung tâm|viện|học viện|trường|đại học|ban|đoàn|mặt trận|quỹ|giáo hội|công đoàn|thông tấn xã)(?!\w)"
        r"|.*(?<!\w)(?:association|federation|ministry|department|union|institute|society|committee|academy))(?!\w)"
    )
)
_COMPANY = re.compile(
    fold_pattern(
        rf"(?<!\w)(?:{shapes.COMPANY_WORDS}|hkd|cong ty|tap doan|liên danh|group|media|corp|inc|jsc|holdings?"
        r"|agency|studio|llc|ltd|limited|chủ (?:trang|website|web)|(?:giữ|nắm) bản quyền|thành viên của"
        r"|hệ sinh thái|thương hiệu của"
        r"|văn phòng luật|công ty)(?!\w)"
    )
)
_BODY = re.compile(fold_pattern(rf"(?<!\w)(?:{shapes.BODY_WORDS})(?!\w)"))
_PERMIT = re.compile(
    fold_pattern(r"(?<!\w)(?:cấp phép|giấy|gp|gxn|xác nhận|phép|quyết định|thông báo|icp|licen[cs]e)(?!\w)")
)
_NUMBERED = re.compile(r"\d{1,6}\s*[A-Z]?\s*[-–/.]\s*(?:[A-ZĐ]{2,}|(?:19|20)\d\d/)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GIVEN = re.compile(fold_pattern(r"(?<!\w)(?:số|no\.?)\s*:?\s*\d{1,6}[a-z]?\s*(?:do|của|ký|cấp|ngày|ban hành|,|\()"))
_DAY = re.compile(
    fold_pattern(r"(?:ngày )?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|ngày \d{1,2} tháng \d{1,2}(?:[ ,]+năm)? \d{4}")
)
_DATED = re.compile(
    fold_pattern(
        rf"tháng (?:\d|{_FIGURES}|mười|giêng)|ngày (?:\d|{_FIGURES}|mười|mồng)|(?<!\d)\d{{1,2}}[/.-](?:19|20)\d\d"
    )
)
_AUTHORITY = re.compile(
    r"(?<!\w)[A-ZĐ&-]*(?:TTTT|TT&TT|PTTH|VHTT|VHTTDL|TTĐT)(?!\w)|(?<!\w)(?:Cục|Sở|Bộ|CỤC|SỞ|BỘ)(?!\w)"
)
_MAILED = re.compile(
    fold_pattern(
        r"a còng|\(a\)|\[a\]|\[\s*\.\s*\]|\(\s*\.\s*\)|(?<!\w)(?:thư|bài|tin) (?:bài )?(?:xin )?(?:gửi )?về|g ?mail"
    )
)
_NAME = re.compile(rf"(?<!\w){CAPITAL}[\w’']*(?:[\s&–-]+{CAPITAL}[\w’']*)+")
_PLACED = re.compile(
    rf"(?<!\w)(?i:khu|phố|đường|phường|quận|huyện|xã|thôn|xóm|ngõ|tòa|toà|lầu|tầng|bưu điện|hòm thư|chợ|bến|cầu)"
    rf"(?: (?i:tập thể|đô thị|nhà|công nghiệp))?\s+(?:{CAPITAL}|\d)"
)
_PLACES = re.compile(rf"{CAPITAL}\w*(?: {CAPITAL}\w*){{1,8}}\s*(?:[,–]|\s-\s)\s*{CAPITAL}\w*(?: {CAPITAL}\w*){{1,8}}")
_SIGNS = (
    (Observation.CONTACT_ADDRESS, "📍🏠🏢"), (Observation.CONTACT_PHONE, "☎☏✆📞📱"),
    (Observation.CONTACT_EMAIL, "✉📧📨📩"),
)  # fmt: skip
_MAILBOX_LIKE = re.compile(r"\w\s?[^\w\s./:,;()–&?=+-]\s?[\w-]+(?:\.[\w-]+)+")
_SHOWS_PERMIT = re.compile(fold_pattern(r"giấy (?:phép|xác nhận|chứng nhận)|licen[cs]e"))
# The product's own kind, which licences and slogans name, and names that every footer holds
_KINDS = re.compile(
    fold_pattern(
        r"(?<!\w)(?:trang (?:thông tin|tin|ttđt|tttt)|cổng (?:thông tin|ttđt)|mạng xã hội|mxh|báo|tạp chí"
        r"|chuyên trang|ấn phẩm)"
        r"(?: (?:điện tử|in|tổng hợp|trực tuyến|online|tin|hằng ngày|giấy|trên|internet))*(?!\w)"
        r"|(?<!\w)(?:hà nội|việt nam|viet nam|ha noi|hồ chí minh|tp\.? ?hcm|đà nẵng|app store"
        r"|google(?: play| news)?|ch play|facebook|fanpage|youtube|tiktok|zalo|instagram|twitter|telegram|linkedin"
        r"|android|ios|rss|all rights? reserved|version|internet|copyright|menu|top|home|english|tiếng việt)(?!\w)"
    )
)


def leave_unclaimed(findings: Findings, line: LogicalLine, *, is_minor: bool) -> None:
    """Leave what nothing has claimed of a line for the fields that it could show.

    Args:
        findings: What was read; everything of the masthead must have been.
        line: One line of the masthead.
        is_minor: Whether it stands in a header or is a news item: then only what is unmistakable counts.
    """
    for span in findings.unclaimed(line.start, line.end):
        words = findings.words(span)
        if len(words.strip()) < _SHORTEST:
            continue
        if is_minor or line.is_link:
            findings.leave(unmistakable(words) | (shapes.could_be(words) & STRONG), span)
            if _MAPPED.search(fold(words)):
                findings.leave(FIELDS[Label.ADDRESS], span)
            if _SHOWS_PERMIT.search(fold(words)):  # the licence as a picture or a file
                findings.leave(_LICENCE, span)
        else:
            findings.leave(_possible(words, findings.own_names), span)


def leave_swallowed(findings: Findings) -> None:
    """Leave what was taken for one field for those that it also could show: an address behind a company's name."""
    hits = [(name, hit) for name, (_, hit) in findings.ranked.items()]
    hits += [(Observation.LICENCE_ISSUER, licence.issuer) for licence in findings.licences if licence.issuer]
    for name, hit in hits:
        span = Span(hit.start, hit.end)
        words = findings.words(span)
        is_placed = name in _NAMED and any(letter.isdigit() for letter in _YEAR.sub("", words))
        found = shapes.could_be(words) & (STRONG | FIELDS[Label.ADDRESS] if is_placed else STRONG)
        found |= {Observation.ORGANISATION_NAME} if _COMPANY.search(fold(words)) else set()
        bodies = [body for body in _BODY.finditer(fold(words)) if words[body.start()].isupper()]
        found |= {Observation.GOVERNING_BODY} if len(bodies) > 1 else set()  # "Báo … của Hội …"
        if name is Observation.ORGANISATION_NAME and _GOVERNS.match(fold(hit.value or "")):
            found.add(Observation.GOVERNING_BODY)  # an authority that runs a site may be whom it belongs to
        findings.leave(found - {name}, span)


def unmistakable(words: str) -> set[Observation]:
    """Return the fields that a line shows beyond doubt, wherever it stands."""
    found = set[Observation]()
    if any(letter.isdigit() or letter == "@" for letter in words):
        found |= {Observation.CONTACT_EMAIL} if shapes.email(words) else set()
        found |= {Observation.LICENCE_NUMBER} if shapes.licence_number(words) else set()
        found |= {Observation.CONTACT_PHONE} if shapes.dialled(words) else set()
        found |= {Observation.CONTACT_ADDRESS} if shapes.is_address(words) else set()
    if shapes.is_company(words) and not shapes.is_sentence(words):
        found.add(Observation.ORGANISATION_NAME)
    return found


def _possible(words: str, own_names: frozenset[str]) -> set[Observation]:
    """Return the fields that an unclaimed stretch could show."""
    folded = fold(words)
    bare = "".join(" " if hidden else letter for letter, hidden in zip(words, _hidden(folded, own_names), strict=True))
    found = shapes.could_be(bare)
    found |= {Observation.CONTACT_PHONE} if _SPELLED.search(folded) or _WITH_LETTERS.search(words) else set()
    found |= {Observation.CONTACT_EMAIL} if _MAILED.search(folded) else set()
    found |= _of_a_licence(words, folded)
    if _COMPANY.search(folded):
        found.add(Observation.ORGANISATION_NAME)
    unknown = _LABELLED.match(words)
    if unknown and re.search(rf"{CAPITAL}\w", unknown["value"]):
        found.add(Observation.CONTACT_ADDRESS)
    is_short = len(words.split()) <= _HEADING_WORDS
    is_furniture = bool(POLICY.match(folded.strip()) or (is_short and NO_HEADING.search(folded)))
    is_named = any(any(map(str.isalnum, bare[name.start() : name.end()])) for name in _NAME.finditer(words))
    if is_named and not is_furniture and not shapes.is_sentence(words):
        found |= NAMES - {Observation.RESPONSIBLE_PERSON}
    return found | _by_signs(words, bare)


def _by_signs(words: str, bare: str) -> set[Observation]:
    """Return the fields that a sign, a word for a place or the form of a stretch hints at."""
    found = {name for name, signs in _SIGNS if any(sign in words for sign in signs)}
    named = (place for place in _PLACES.finditer(words) if any(map(str.isalnum, bare[place.start() : place.end()])))
    if _PLACED.search(bare) or any(named) or _MAPPED.search(fold(words)):
        found.add(Observation.CONTACT_ADDRESS)
    if _MAILBOX_LIKE.search(words):
        found.add(Observation.CONTACT_EMAIL)
    return found


def _hidden(folded: str, own_names: frozenset[str]) -> list[bool]:
    """Return for each letter whether it belongs to the site's own name, its kind, or a name that footers hold."""
    hidden = [False] * len(folded)
    for match in _KINDS.finditer(folded):
        hidden[match.start() : match.end()] = [True] * (match.end() - match.start())
    for name in own_names:
        start = folded.find(name) if len(name) >= _SHORTEST else -1
        if start >= 0:
            hidden[start : start + len(name)] = [True] * len(name)
    return hidden


def _of_a_licence(words: str, folded: str) -> set[Observation]:
    """Return the fields of a licence that a stretch could show."""
    found = set[Observation]()
    is_permit = bool(_PERMIT.search(folded))
    undated = _DAY.sub("", folded)
    if _NUMBERED.search(words) or _GIVEN.search(undated) or (is_permit and re.search(r"\d", undated)):
        found |= _LICENCE
    if _DATED.search(folded):
        found.add(Observation.LICENCE_DATE)
    if is_permit or _AUTHORITY.search(words):
        found.add(Observation.LICENCE_ISSUER)
    return found
