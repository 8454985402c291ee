"""The masthead and licence fields of a home page, as they are labelled in Vietnamese."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from include.pages.dates import find_moments
from include.pages.observing.fact import Hit
from include.pages.observing.observation import Observation
from include.pages.observing.words import CAPITAL
from include.pages.visible import Area, Visible
from include.periods.days import local_day

LABEL_WORDS = (
    r"giấy phép|gpxb|gp-ttđt|(?:cơ quan|đơn vị|tổ chức)\s+(?:chủ quản|quản lý|thiết lập|vận hành|cấp"
    r"|của)|cơ quan ngôn luận"
    r"|(?:người\s+)?chịu trách nhiệm|tổng biên tập|phó tổng biên tập|phụ trách nội dung|địa chỉ|trụ sở|t[oò][aà] soạn"
    r"|điện thoại|đt\s*:|tel\b|hotline|đường dây nóng|fax|e-?mail|thư điện tử|website|ngày cấp|nơi cấp|bản quyền|©"
    r"|mã (?:số )?(?:định danh|xác thực|giấy phép|nhận diện)|do\s+[^\n]{3,90}\s+cấp"
)
_LABEL = re.compile(rf"\W*(?:{LABEL_WORDS})", re.I)
_END = rf"(?=\s*(?:[\n|;•]|\.(?:\s|$)|[,.\-–]?\s*(?:{LABEL_WORDS})|\Z))"
_END_ADDRESS = rf"(?=\s*(?:[\n|;•]|\.?\s*$|[,.\-–]?\s*(?:{LABEL_WORDS})|\Z))"
_IS = r"\s*[:\-–]?\s*\n?\s*"
_MUST = r"\s*:\s*\n?\s*"
_BODY = rf"(?P<value>(?-i:{CAPITAL})[^\n|;•]{{2,150}}?)"
_ORGANISATIONS = (
    r"(?:Công ty|Tập đoàn|Tổng công ty|Tổng Công ty|Liên hiệp|Hội|Trung tâm|Viện|UBND|Ủy ban nhân dân"
    r"|Sở|Báo|Tạp chí|Đài|Cổng"
    r"|CÔNG TY|TẬP ĐOÀN|HỘI|TRUNG TÂM|VIỆN|ỦY BAN NHÂN DÂN|SỞ|BÁO|TẠP CHÍ|ĐÀI)"
)
# One number: of several side by side only the first; it ends where other signs follow, at a dash that stands free, or,
# once it is long enough, where the next one begins
_NEXT_NUMBER = r"[\s.\-–/]*(?:\(?0\d|\(?\+?\(?84\b|\+84|1[89]00)"
_TELEPHONE = (
    rf"\(?\+?\d(?:(?:[\s.\-()]{{0,3}}\d){{6,13}}?(?!\d)(?=\s*(?:[^\d\s.\-()]|\.\s|\(|\Z)|\s+[\-–]|[\-–]\s)"
    rf"|(?:[\s.\-()]{{0,3}}\d){{8,13}}?(?={_NEXT_NUMBER}))"
)
_DATE_WINDOW = 220

_PATTERNS: dict[Observation, tuple[str, ...]] = {
    Observation.GOVERNING_BODY: (
        rf"(?:cơ quan|đơn vị|tổ chức)\s+chủ quản(?:\s+báo chí)?{_IS}{_BODY}{_END}",
        rf"(?:^|\n|[–|]\s*)cơ quan(?:\s+(?:ngôn luận|trung ương|lý luận|thông tin))?\s+của\s+{_BODY}{_END}",
        rf"trực thuộc{_MUST}{_BODY}{_END}",
    ),
    Observation.ORGANISATION_NAME: (
        rf"(?:cơ quan|đơn vị|tổ chức|doanh nghiệp)\s+(?:quản lý|thiết lập|vận hành|sở hữu"
        rf"|báo chí)[^\n:]{{0,40}}{_MUST}{_BODY}{_END}",
        rf"chủ sở hữu{_MUST}{_BODY}{_END}",
        rf"bản quyền\s+(?:thuộc(?:\s+về)?|của){_IS}{_BODY}{_END}",
        rf"(?:©|copyright)[\s\d©\-–]{{0,60}}(?:by|thuộc(?:\s+về)?"
        rf"|của)?\s*(?P<value>(?-i:{_ORGANISATIONS})[^\n|;•]{{2,120}}?){_END}",
        rf"(?:^|\n)\s*(?P<value>(?-i:{_ORGANISATIONS})\s[^\n|;•:]{{2,120}}?){_END}",
    ),
    Observation.CONTACT_ADDRESS: (
        rf"(?:địa chỉ|trụ sở|t[oò][aà] soạn|đ/c|văn phòng|address)[^\n:]{{0,30}}{_MUST}"
        rf"(?P<value>(?=[^\n]{{0,120}}?(?:\d|phố|đường|phường|quận|xã|huyện|tầng|hà nội|thành phố"
        rf"|tp\b))[^\n|;•]{{6,180}}?){_END_ADDRESS}",
    ),
    Observation.CONTACT_EMAIL: (
        r"(?<![\w.+-])(?P<value>[\w.+-]++\s?(?:@|\(at\)|\[at\]|\(a\))\s?[\w-]+(?:\.[\w-]+)+)",
        r"(?:e-?mail|thư điện tử)[^\n]{0,10}?(?P<hidden>\[email\s+protected\])",
    ),
    Observation.CONTACT_PHONE: (
        r"(?:điện thoại|đt|đ\.t|tel|phone|hotline|đường dây nóng|số máy"
        rf"|liên hệ)[^\n\d+]{{0,40}}?(?P<value>{_TELEPHONE})",
    ),
    Observation.LICENCE_ISSUER: (
        rf"\bdo\s+{_BODY}\s+(?:ký\s+|đã\s+)?cấp\b",
        rf"(?:cơ quan|nơi|đơn vị)\s+cấp(?:\s+(?:giấy\s+)?phép)?{_MUST}{_BODY}{_END}",
        rf"cấp\s+bởi{_IS}{_BODY}{_END}",
        r"(?P<value>(?-i:Bộ|Sở|Cục|UBND|Ủy ban nhân dân|BỘ|SỞ|CỤC)\s[^\n|;•:,]{2,90}?)\s+cấp(?:\s+phép)?\b",
        r"\d/GP[^\n,;]{0,20}?\s+của\s+(?P<value>(?-i:Bộ|Sở|Cục|UBND"
        r"|Ủy ban nhân dân)\s[^\n|;•:,]{2,90}?)(?=[,;.\n]|\s+(?:cấp|ngày|ký)|\Z)",
    ),
    Observation.LICENCE_CODE: (
        r"mã\s+(?:số\s+)?(?:định danh|xác thực|giấy phép|nhận diện)[^\n:]{0,40}:\s*\n?\s*(?P<value>[\w][\w./\-]{3,60})",
    ),
}
_COMPILED = {name: [re.compile(pattern, re.I) for pattern in patterns] for name, patterns in _PATTERNS.items()}
_NUMBER = re.compile(
    r"(?P<label>giấy phép|gpxb|gphđ|gp-ttđt|gp\b)(?P<between>(?:(?!\n\n)[^;|•]){0,160}?)"
    r"(?P<value>\d{1,6}\s*/\s*(?:\d{2,4}\s*/\s*)?(?:GP|GXN|GCN)(?:\s*[-–/.]\s*[A-ZĐ&]+|[A-ZĐ&]+)*"
    r"|(?<=số )\d{1,6}(?![\d.]*/?\d)|(?<=số: )\d{1,6}(?![\d.]*/?\d))",
    re.I,
)
_NO_PRESS_LICENCE = re.compile(r"kinh doanh|doanh nghiệp|đầu tư|đăng ký|mã số thuế", re.I)
_PERSON = re.compile(
    r"(?P<label>(?:người\s+)?(?:chịu trách nhiệm(?:\s+(?:chính|quản lý|về|toàn bộ))*(?:\s+nội dung)?(?:\s+thông tin)?"
    r"|phụ trách (?:nội dung|trang|tòa soạn|toà soạn|website)|đứng đầu(?:\s+cơ quan(?:\s+báo chí)?)?)"
    r"|(?:q\.?\s*|quyền\s+)?tổng biên tập"
    r"|trưởng ban biên tập)"
    rf"[^\n:]{{0,40}}?\s*[:\-–]?\s*\n?\s*(?P<title>(?:(?:ông|bà|nhà báo|phóng viên|ths|ts|pgs|gs"
    rf"|tiến sĩ|thạc sĩ|luật sư|đ/c|đồng chí|mr|ms)\b[.:\s]*)*)"
    rf"(?P<name>(?-i:{CAPITAL})\w*\.?(?:\s+(?-i:{CAPITAL})\w*){{1,5}})",
    re.I,
)
_COMPANY = re.compile(r"(?:tổng )?công ty|tập đoàn|doanh nghiệp", re.I)
_PHONE_JUNK = re.compile(r"[^\d+]")


class Zone(NamedTuple):
    """A stretch of visible text that belongs to the masthead."""

    start: int
    end: int


def zones(visible: Visible) -> list[Zone]:
    """Return the stretches in which masthead fields are believed: footers, headers, lines that open with a label."""
    lines = visible.lines
    chosen = [index for index, line in enumerate(lines) if _belongs(visible, index)]
    kept = set(chosen)
    for before, after in pairwise(chosen):
        if 1 < after - before <= 3:
            kept.update(range(before, after))
    for index in chosen:
        if re.search(r"[:\-–]\s*$", visible.line_text(lines[index])) or len(visible.line_text(lines[index])) < 30:
            kept.add(min(index + 1, len(lines) - 1))
    found: list[Zone] = []
    for index in sorted(kept):
        line = lines[index]
        if found and found[-1].end + 1 >= line.start:
            found[-1] = Zone(found[-1].start, line.end)
        else:
            found.append(Zone(line.start, line.end))
    return found


def _belongs(visible: Visible, index: int) -> bool:
    """Return whether a line lies in a footer or header, or opens with a label without being a link to something."""
    line = visible.lines[index]
    if line.area & (Area.COMMENTS | Area.HIDDEN):
        return False
    if line.area & (Area.FOOTER | Area.HEADER):
        return True
    if not _LABEL.match(visible.line_text(line)):
        return False
    return not any(link.start <= line.start and link.end >= line.end - 1 for link in visible.links_over(line))


def read_masthead(visible: Visible) -> dict[Observation, Hit]:
    """Return the masthead and licence fields that are shown; persons without their names."""
    found: dict[Observation, Hit] = {}
    for zone in zones(visible):
        for observation, hit in _read_zone(visible.text, zone):
            found.setdefault(observation, hit)
    governing = found.get(Observation.GOVERNING_BODY)
    if governing and _COMPANY.match(governing.value or ""):  # a company so named is who runs the site
        found.setdefault(Observation.ORGANISATION_NAME, governing)
    return found


def _read_zone(text: str, zone: Zone) -> Iterator[tuple[Observation, Hit]]:
    """Yield what one stretch shows."""
    part = text[zone.start : zone.end]
    for observation, patterns in _COMPILED.items():
        for pattern in patterns:
            match = pattern.search(part)
            if match:
                value = _normalise(observation, match.groupdict().get("value"))
                # The label of a telephone often stands in an element of its own: the number is the evidence
                first = match.start("value") if observation is Observation.CONTACT_PHONE else match.start()
                yield observation, Hit(zone.start + first, zone.start + match.end(), value)
                break
    person = _PERSON.search(part)
    if person:
        yield Observation.RESPONSIBLE_PERSON, Hit(zone.start + person.start(), zone.start + person.end("label"))
    yield from _read_licence(part, zone.start)


def _read_licence(part: str, start: int) -> Iterator[tuple[Observation, Hit]]:
    """Yield the licence's number and the date beside it; business registrations are no licences of this kind."""
    for match in _NUMBER.finditer(part):
        if _NO_PRESS_LICENCE.search(match["between"]):
            continue
        number = re.sub(r"\s*([/\-–.])\s*", r"\1", match["value"]).replace("–", "-").upper().strip(" .-")
        yield Observation.LICENCE_NUMBER, Hit(start + match.start(), start + match.end(), number)
        after = [found for found in find_moments(part[match.end() : match.end() + _DATE_WINDOW]) if found]
        if after:
            first, last, moment = after[0]
            day = local_day(moment.instant).isoformat()
            yield Observation.LICENCE_DATE, Hit(start + match.end() + first, start + match.end() + last, day)
        return


def _normalise(observation: Observation, value: str | None) -> str | None:
    """Return a value in the form in which it is compared."""
    if value is None:
        return None
    if observation is Observation.CONTACT_PHONE:
        return _PHONE_JUNK.sub("", value)
    if observation is Observation.CONTACT_EMAIL:
        return re.sub(r"\s?(?:\(at\)|\[at\]|\(a\))\s?", "@", value.replace(" ", "")).lower()
    return " ".join(value.split()).strip(" .,:;-–") or None
