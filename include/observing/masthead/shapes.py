"""What the values of masthead fields look like, and which fields a stretch of text could be."""

import re
from typing import NamedTuple

from include.observing.masthead.folding import fold, fold_pattern
from include.observing.observation import Observation
from include.observing.words import CAPITAL, FAMILY_NAMES, FURTHER_FAMILY_NAMES
from include.pages.dates import find_moments

# One number: of several side by side only the first; it ends where other signs follow, at a dash that stands free, or,
# once it is long enough, where the next one begins
_NEXT_NUMBER = r"[\s.\-–/]*(?:\(?0\d|\(?\+?\(?84\b|\+84|1[89]00)"
_TELEPHONE = re.compile(
    rf"(?<![\d/])\(?\+?\(?\d(?:(?:[\s.\-–()]{{0,3}}\d){{6,13}}?(?!\d)(?=\s*(?:[^\d\s.\-()]|\.\s|\.?\Z|\()"
    rf"|\s+[\-–]|[\-–]\s)"
    rf"|(?:[\s.\-–()]{{0,3}}\d){{8,13}}?(?={_NEXT_NUMBER}))"
)
_SHORT_NUMBER = re.compile(r"(?<!\d)1(?:[89]00|0\d\d)(?!\d)")
_NUMBER_START = re.compile(r"\+?(?:0|84|1[89]00)")
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<user>[\w.+-]++)\s?(?:@|\((?:at|a)\)|\[(?:at|a)\]|\{at\}|\s(?:at|a còng)\s)\s?"
    r"(?P<host>[\w-]+(?:(?:\.|\s?(?:\(dot\)|\[dot\]|\(chấm\))\s?)[\w-]+)+)",
    re.I,
)
_MAIL_LIKE = re.compile(  # a sign, its name in words or in brackets, or the end of an address that stands alone
    r"@|(?i:(?<!\w)at(?!\w)|(?<!\w)a[\s-]*c[òo]ng(?!\w)|[\[({<]\s*(?:a|dot|chấm|cham|\.)\s*[\])}>])"
    r"|(?<=[\s)\]}>])(?:vn|com|net|org|edu|gov)(?![\w.])"
)
_PROTECTED = re.compile(r"\[?email[\s\xa0]*protected\]?", re.I)
_DATE = re.compile(r"(?<![\d/])\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?!\d)|\d{1,2} tháng \d{1,2}")
_LICENCE = re.compile(
    r"(?<![\w/])(?<!\d[.-])(?P<number>\d{1,6}\s?[A-Z]?\s*/\s*(?:\d{2,4}\s*/\s*)?(?:GP[A-ZĐ]{0,8}|GXN|GCN|QĐ|XN)(?:\s*[-–‑/.]\s*[A-ZĐ&]{2,})?"
    r"(?:[-–‑/.&][A-ZĐ&]+|\s&\s[A-ZĐ]+)*)"
)
_ISSUED = re.compile(fold_pattern(r"ban hành|cấp phép|tháng \d{1,2} năm"))
_LICENCE_LIKE = re.compile(r"\d[A-Z]?\s*/\s*(?:\d+\s*/\s*)?[A-ZĐa-zđ]{2}")
_CODE = re.compile(r"(?<!\w)(?:[A-ZĐ]{2,}[\w./]*[-–][\w./\-–]*\d[\w./\-–]*)")
_PLACE_WORDS = (
    r"phố|đường|phường|quận|huyện|xã|thị trấn|thị xã|tầng|lầu|tòa(?: nhà)?|kđt|kcn|khu(?: đô thị| công nghiệp"
    r"| phố| dân cư)?|lô"
    r"|ngõ|ngách|hẻm|kiệt|thôn|xóm|ấp|số nhà|thành phố|tỉnh|hà nội|tp|tphcm|tp\.hcm|đại lộ|quảng trường|bis"
    r"|làng|quốc lộ|tiểu khu"
    r"|phòng \d+|p\.? ?\d+|việt nam|street|ward|district|floor|building|city|road|avenue|st|dist|lane|hanoi"
    r"|vietnam|tổ dân phố"
)
_PLACE = re.compile(rf"(?<!\w)(?:{fold_pattern(_PLACE_WORDS)})(?!\w)|(?<!\w)[pqh]\.\s?\w")
_ADDRESS_START = re.compile(
    fold_pattern(
        r"(?:số(?: nhà)?\s*[:.]?\s*\d|tầng|lầu|phòng \d|p\.?\s?\d|lô|nhà [\w]{1,3}\b|tòa|khu |kđt|kcn|thôn|xóm"
        r"|ấp|ngõ|tổ \d|km\.? ?\d|\d{1,4}[a-z]?(?:[-/,+]\s?\d+[a-z]?)*"
        r"(?: bis)?,? [^\W\d])"
    )
)
_LETTERED_START = re.compile(r"(?!t[2-7]\b)[a-z]{1,2}\.?\d{1,3}[a-z]?(?:[-/]\s?[a-z]?\d+[a-z]?)*,? [^\W\d]")
_FAMILIES = frozenset(map(fold, FAMILY_NAMES)) | frozenset(map(fold, FURTHER_FAMILY_NAMES))
_FIRST_PART = re.compile(r"[,–—]|\s-\s")
COMPANY_WORDS = (
    "(?:tổng )?công ty|tập đoàn|doanh nghiệp tư nhân|dntn|ctcp|cty|hợp tác xã|cơ sở kinh doanh|hộ kinh doanh"
)
_ENGLISH_COMPANY = r"[^,;|:]{2,60} (?:jsc|joint stock company|co\.,? ?ltd|corporation|corp|ltd|company)\b"
ISSUER_WORDS = r"bộ|sở|cục|tổng cục|ubnd|ủy ban nhân dân|ủy ban|ban tuyên giáo"
BODY_WORDS = (
    rf"{ISSUER_WORDS}|hội|liên hiệp|liên minh|tổng hội|hiệp hội|trung tâm|viện|ban|đảng bộ|đảng ủy|đảng"
    rf"|thành ủy|tỉnh ủy|quận ủy"
    r"|huyện ủy|đoàn (?:thanh niên|tncs|luật|thể|khối|đại biểu|kinh tế|trường)|thành đoàn|tỉnh đoàn|trung ương"
    r"|tổng liên đoàn|liên đoàn|học viện|trường|đại học|báo|tạp chí|đài|cổng"
    r"|ngân hàng|văn phòng|tòa án|viện kiểm sát|mặt trận|quốc hội|chính phủ|thông tấn xã|bảo hiểm|quỹ"
    r"|nhà xuất bản|phòng|quân"
    r"|công an|hđnd|tổng|mttq|câu lạc bộ|hợp tác xã|công đoàn|giáo hội|hội đồng|thanh tra|kiểm toán|ministry"
    r"|department|association"
)
_COMPANY = re.compile(rf"(?:{fold_pattern(COMPANY_WORDS)})(?!\w)|{_ENGLISH_COMPANY}")
_BODY = re.compile(rf"(?:{fold_pattern(BODY_WORDS)})(?!\w)")
_ISSUER = re.compile(rf"(?:{fold_pattern(ISSUER_WORDS)}|ministry|department)(?!\w)")
_ANY_ORGANISATION = re.compile(rf"(?<!\w)(?:{fold_pattern(COMPANY_WORDS)}|{fold_pattern(BODY_WORDS)})(?!\w)")
_CAPITAL_WORD = re.compile(rf"{CAPITAL}\w*\.?")
_TITLE = re.compile(
    fold_pattern(
        r"(?:ông|bà|anh|chị|nhà báo|nhà văn|nhà thơ|phóng viên|ths|ts|tskh|pgs|gs|ncs|cn|ks|bs|ls|tiến sĩ"
        r"|thạc sĩ|cử nhân|kỹ sư|luật sư|bác sĩ"
        r"|giáo sư|phó giáo sư|đ/c|đồng chí|mr|ms|mrs|dr|thầy|cô|đại tá|thượng tá|trung tá|thiếu tướng"
        r"|trung tướng|quyền|tổng biên tập"
        r"|chánh văn phòng|giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|cks|ckii?|dược sĩ|ds|nsnd|nsưt)(?!\w)[.:,\s/-]*"
    )
)
_NAME = re.compile(rf"{CAPITAL}\w*\.?(?:\s+{CAPITAL}\w*){{0,5}}")
_EMPTY = re.compile(
    fold_pattern(
        r"\W*(?:(?:thông tin )?(?:đang|chờ) (?:được )?(?:cập nhật|chờ|hoàn thiện|xin|bổ sung|cấp|làm thủ tục).*"
        r"|chưa (?:có|cập nhật).*|n/?a|không(?: có)?"
        r"|updating.*|coming soon)?\W*"
    )
)
_BUSINESS_AUTHORITY = re.compile(fold_pattern(r"kế hoạch|kh ?& ?đt|khđt|sở tài chính|đăng ký kinh doanh|đkkd|phòng đk"))
_SAYS = re.compile(
    fold_pattern(r"(?<!\w)(?:cho biết|đã|được|sẽ|đang|là|có|không|khi|vì|này|vào|từ|bị|nhiều|mọi|chúng tôi|bạn)(?!\w)")
)


class Value(NamedTuple):
    """A value found in a stretch of text: where, and what it is in the form in which it is compared."""

    start: int
    end: int
    value: str | None


def is_empty(text: str) -> bool:
    """Return whether a value says that there is none yet, or says nothing."""
    return bool(_EMPTY.fullmatch(fold(text)))


def telephone(text: str, *, short: bool = False) -> Value | None:
    """Return the first telephone of a text: its digits; service numbers of four digits only where asked for."""
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"[^\d+]", "", match[0])
        if not _DATE.fullmatch(match[0].strip(" .()")):
            return Value(match.start(), match.end(), digits)
    found = _SHORT_NUMBER.search(text) if short else None
    return Value(found.start(), found.end(), found[0]) if found else None


def dialled(text: str) -> Value | None:
    """Return the telephone of a text that says nothing else: no label, a number as one dials it."""
    found = telephone(text)
    if found is None or not _NUMBER_START.match(found.value or ""):
        return None
    return found if not re.search(r"[^\W\d]{2}", text[: found.start]) else None


def email(text: str) -> Value | None:
    """Return the first address of e-mail; where it is written to fool robots, as it is meant, or nothing of it."""
    match = _EMAIL.search(text)
    if match:
        host = re.sub(r"\s?[(\[](?:dot|chấm)[)\]]\s?", ".", match["host"], flags=re.I)
        return Value(match.start(), match.end(), f"{match['user']}@{host}".lower())
    hidden = _PROTECTED.search(text)
    return Value(hidden.start(), hidden.end(), None) if hidden else None


def licence_number(text: str) -> Value | None:
    """Return the first number of a licence to publish, written in full."""
    match = _LICENCE.search(text) or _LICENCE.search(text.upper() if len(text.upper()) == len(text) else text)
    if not match:
        return None
    number = (
        re.sub(r"\s*([/\-–‑.&])\s*", r"\1", match["number"])
        .replace("–", "-")
        .replace("‑", "-")
        .replace(" ", "")
        .upper()
    )
    return Value(match.start("number"), match.end("number"), number.strip(".-&"))


def day_in(text: str) -> Value | None:
    """Return the first day of a text."""
    from include.periods.days import local_day

    found = find_moments(text)
    if not found:
        return None
    start, end, moment = found[0]
    return Value(start, end, local_day(moment.instant).isoformat())


def is_address(text: str) -> bool:
    """Return whether a text without a label reads as an address."""
    folded = fold(text).strip(" .,:;-–•*")
    if not 8 <= len(folded) <= 220 or _DATE.search(folded) or _ISSUED.search(folded):
        return False
    places = len(_PLACE.findall(folded))
    if _ADDRESS_START.match(folded):
        return places > 0 or "," in folded
    opens = _PLACE.search(_FIRST_PART.split(folded)[0]) and _CAPITAL_WORD.match(text.strip(" .,:;-–•*"))
    return places >= 2 and "," in folded and bool(opens or _LETTERED_START.match(folded))


def is_address_value(text: str) -> bool:
    """Return whether a text behind a label is an address."""
    folded = fold(text)
    if not 5 <= len(folded.strip()) <= 250:
        return False
    return bool(_PLACE.search(folded)) or bool(re.search(r"\d+\S* [^\W\d]|,", folded))


def places(text: str) -> int:
    """Return how many words for places a text holds."""
    return len(_PLACE.findall(fold(text)))


def starts_address(text: str) -> bool:
    """Return whether a text opens with a number, a floor, a building or the like."""
    return bool(_ADDRESS_START.match(fold(text)))


def is_sentence(text: str) -> bool:
    """Return whether a text says something, as no name does."""
    return bool(_SAYS.search(fold(text)))


def is_company(text: str) -> bool:
    """Return whether a text opens as the name of a company."""
    return bool(_COMPANY.match(fold(text)))


def is_body(text: str) -> bool:
    """Return whether a text opens as the name of an organisation of any kind."""
    return bool(_CAPITAL_WORD.match(text)) and bool(_BODY.match(fold(text)) or is_company(text))


def is_issuer(text: str) -> bool:
    """Return whether a text opens as the name of an authority that issues licences to publish."""
    return bool(_ISSUER.match(fold(text))) and not is_business_authority(text)


def is_business_authority(text: str) -> bool:
    """Return whether a text names an authority that registers businesses."""
    return bool(_BUSINESS_AUTHORITY.search(fold(text)))


def is_named(text: str) -> bool:
    """Return whether a text opens with a capital, as names do, and is no number."""
    return bool(_CAPITAL_WORD.match(text)) and len(text.strip()) > 2


def person(text: str, *, is_labelled: bool = True) -> Value | None:
    """Return where a person is named; the name itself is never kept."""
    folded, start = fold(text), 0
    has_title = False
    while match := _TITLE.match(folded, start):
        start, has_title = match.end(), True
        start += len(text[start:]) - len(text[start:].lstrip(" .:,-–(/"))
    name = _NAME.match(text, start)
    if not name or (not has_title and is_body(text[start:])):
        return None
    words = name[0].split()
    is_known = fold(words[0]) in _FAMILIES and len(words) > 1
    if is_known or has_title or (is_labelled and (len(words) > 1 or not text[name.end() :].strip(" .,;"))):
        return Value(start, name.end(), None)
    return None


_CAPITALS = re.compile(rf"(?<!\w)(?P<first>{CAPITAL}\w*)(?=\s+{CAPITAL}\w*)")
_TITLED = re.compile(rf"(?<!\w)(?:[Ôô]ng|[Bb]à|BÀ|ÔNG|[Nn]hà báo|TS|ThS|PGS|GS|BS|Mr|Ms)\.?:?\s+{CAPITAL}")
_ENDING = re.compile(rf"(?<=[^\W\d_A-Z] )(?P<first>{CAPITAL}\w*)(?:\s+{CAPITAL}\w*){{1,4}}\W*$")
_NO_PERSON = re.compile(r"(?:Hà Nội|Việt Nam|TP\.?|Hồ Chí Minh|Thành|[A-Z]{2,}\d|Google|App|Viet|Ha Noi)")


def names_of_persons(text: str) -> re.Match[str] | None:
    """Return where a text could name a person: a title, a family name and more, or capitals at its end."""
    titled = _TITLED.search(text)
    full = next((match for match in _CAPITALS.finditer(text) if fold(match["first"]) in _FAMILIES), None)
    ending = _ENDING.search(text) if len(text) <= 90 else None
    found = [match for match in (titled, full, ending) if match and not _NO_PERSON.match(text, match.start())]
    return min(found, key=lambda match: match.start(), default=None)


def is_personal(text: str) -> bool:
    """Return whether a text is nothing but a person's name, with or without a title."""
    if is_body(text):
        return False
    named = person(text, is_labelled=False)
    return named is not None and not text[named.end :].strip(" .,;:-–)(")


def could_be(text: str) -> set[Observation]:
    """Return the fields that a stretch of text could show, by anything it holds; rather too many than too few."""
    found: set[Observation] = set()
    undated = _DATE.sub("", _LICENCE.sub("", text))
    if telephone(undated) or re.search(r"(?:\d[\s.\-–()]{0,3}){7}", undated) or _SHORT_NUMBER.search(undated):
        found.add(Observation.CONTACT_PHONE)
    if _MAIL_LIKE.search(text) or email(text):
        found.add(Observation.CONTACT_EMAIL)
    if _LICENCE_LIKE.search(text):
        found |= {Observation.LICENCE_NUMBER, Observation.LICENCE_DATE, Observation.LICENCE_ISSUER}
    folded = fold(text)
    if _DATE.search(folded):
        found.add(Observation.LICENCE_DATE)
    if len(_PLACE.findall(folded)) >= 2 or re.search(r"\d+[a-z]?,? [^\W\d]{2}", folded) or _ADDRESS_START.match(folded):
        found.add(Observation.CONTACT_ADDRESS)
    found |= _could_be_named(text, folded)
    if _CODE.search(text):
        found.add(Observation.LICENCE_CODE)
    return found


def _could_be_named(text: str, folded: str) -> set[Observation]:
    """Return the fields that hold names, where a text holds what could be one."""
    found: set[Observation] = set()
    organisations = [match for match in _ANY_ORGANISATION.finditer(folded) if text[match.start()].isupper()]
    if organisations:
        found |= {Observation.GOVERNING_BODY, Observation.ORGANISATION_NAME}
    if any(_ISSUER.match(folded, match.start()) for match in organisations):
        found.add(Observation.LICENCE_ISSUER)
    if names_of_persons(text):
        found.add(Observation.RESPONSIBLE_PERSON)
    return found
