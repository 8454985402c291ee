"""The wordings in which a line credits an original; what the name in it stands for is weighed elsewhere."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from include.observing.words import CAPITAL


class Wording(IntEnum):
    """How plainly a line credits; the plainest wins."""

    LABELLED = 1  # "Nguồn: X", "Đăng lại từ X": whoever X is, this is a credit
    ACCORDING = 2  # "Theo X", "(Theo X)" and nothing else
    BARE = 3  # "(X)", "PV/X", "Tên (X)" below the text
    LEAD = 4  # "X - ", "Hà Nội (X) –" before the first paragraph
    ATTRIBUTION = 5  # "Theo X, …" before a sentence


class Credited(NamedTuple):
    """A name that a line credits: how, and where in the line."""

    wording: Wording
    start: int
    who: str


_LINE_LIMIT = 200
_BARE_LIMIT = 80
_WHO = (
    rf"(?P<who>(?:(?-i:{CAPITAL})|https?://|(?:[\w-]+\.)+(?:vn|com|net|org)\b"
    r"|(?:báo|tạp chí|đài|trang|kênh|thời báo)\b)[^\n]{0,170}?)"
)
_OF = (
    r"(?:tin(?:\s+bài)?|bài(?:\s+(?:viết|báo|gốc))?|gốc|dẫn|trích(?:\s+dẫn)?|tham\s+khảo|đăng(?:\s+tải)?|từ"
    r"|thông\s+tin)"
)
_LABEL = (
    rf"nguồn(?:\s+{_OF})*|dẫn\s+(?:lại\s+)?(?:theo|từ|nguồn(?:\s+từ)?)|trích\s+(?:nguồn|từ|dẫn|đăng)(?:\s+(?:từ|nguồn))?"
    r"|source|via|credit|bài\s+gốc(?:\s+(?:trên|tại|của))?|bài\s+viết\s+gốc|đăng\s+lại(?:\s+(?:từ|theo|của|trên))?"
    r"|dẫn\s+lại|tổng\s+hợp\s+(?:từ|theo)|(?:lược\s+)?(?:dịch|trích)\s+(?:từ|theo)|theo\s+nguồn(?:\s+(?:tin|từ))?"
    r"|(?:tên\s+)?cơ\s+quan\s+(?:báo\s+chí|(?:của\s+)?nguồn\s+tin)(?:\s+(?:chính\s+thức|gốc|đăng))*(?=\s*:)"
    r"|tin\s+(?:từ|theo|của)|tham\s+khảo(?:\s+(?:từ|theo))?|xuất\s+xứ|bản\s+tin\s+của|republished\s+from"
)
_OPEN = r"[\s(\[–\-—*•·>»“\"]*"
_CLOSE = r"\s*[)\].\s\"”]*$"
LABEL_ALONE = re.compile(rf"^{_OPEN}(?:{_LABEL}|theo)\s*[:\-–]?\s*$", re.I)
_LINE = re.compile(rf"^{_OPEN}(?:{_LABEL})\s*[:\-–]?\s*{_WHO}{_CLOSE}", re.I)
_SIGNED_LINE = re.compile(
    rf"^{_OPEN}(?:PV|CTV|BTV|(?-i:{CAPITAL})[\w.]*)(?:\s+(?-i:{CAPITAL})[\w.]*){{0,4}}\s*[-–—|/]\s*(?:{_LABEL})\s*:\s*"
    rf"{_WHO}{_CLOSE}",
    re.I,
)  # "Tên - Nguồn: X"
_ACCORDING = re.compile(rf"^{_OPEN}(?P<before>[^()\n]{{0,60}}?[\s(\[/–-])??theo\s*:?\s*{_WHO}{_CLOSE}", re.I)
_BRACKETED = re.compile(rf"[(\[]\s*(?:(?P<label>{_LABEL})|theo)\s*:?\s*{_WHO}\s*[)\]]", re.I)
_TAIL = re.compile(rf"(?<=[.!?”\"…])\s+\(?(?:(?P<label>{_LABEL})\s*:|theo\s*:?)\s+{_WHO}\)?\s*\.?$", re.I)
_SENTENCE = re.compile(
    rf"^{_OPEN}(?:(?:bài|tin|nội\s+dung|thông\s+tin|tác\s+phẩm)(?:\s+(?:viết|báo|này|trên))*\s+)?(?:được\s+|đã\s+)*"
    r"(?:đăng\s+lại|dẫn(?:\s+lại)?|trích(?:\s+dẫn)?|đăng(?:\s+tải)?|chia\s+sẻ|lấy|sao\s+chép|tổng\s+hợp|biên\s+tập|"
    rf"phát\s+hành|xuất\s+bản)(?:\s+(?:nguyên\s+văn|lần\s+đầu))?\s+(?:từ|theo|của|trên|tại|bởi)\s+(?:nguồn\s+)?{_WHO}"
    r"(?=\s+(?:với|dưới|theo|nhân|và|số|ngày|lúc)\b|[,;()]|\.(?!\w)|\s*$)",
    re.I,
)
_CITY = rf"(?:{CAPITAL}[\w. ]{{1,30}}?,?\s*(?:ngày\s+)?(?:\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?)?\s*)"
_NAME = rf"(?:{CAPITAL}[\w .&+/-]{{1,40}}?|(?:[\w-]{{1,40}}\.){{1,4}}(?:vn|com|net|org))"
_LEAD = re.compile(rf"^\(?(?P<who>{_NAME})\)?\s*[-–—:]\s+(?=[\"“'‘(]?(?:{CAPITAL}|\d))")
_LEAD_BRACKET = re.compile(
    rf"^{_CITY}?\(\s*(?P<who>(?:{CAPITAL}|(?=[\w-]+\.[\w.]+))[^()\n]{{1,50}}?)(?:\s*[,-]?\s*\d[\d/.-]*)?\s*\)\s*[-–—:.]*\s+\S"
)
_ATTRIBUTION = re.compile(
    rf"(?:^|(?<=[.!?”\"…]\s))(?:theo|dẫn\s+(?:lời|nguồn(?:\s+từ)?|tin\s+từ)|trích\s+dẫn)\s+(?P<who>(?:(?:báo|tạp\s+chí|đài|kênh"
    rf"|hãng\s+(?:tin|thông\s+tấn)|thông\s+tin\s+từ|nguồn\s+tin\s+(?:của|từ)|ông|bà|anh|chị|lãnh\s+đạo|đại\s+diện)\s+)?"
    rf"(?-i:{CAPITAL})[\w .&+/-]{{1,60}}?)\s*(?:[,;:(]|$)",
    re.I,
)
_BARE = re.compile(rf"^\s*[(\[]\s*(?P<who>(?:{CAPITAL}|(?=[\w-]+\.\w))[^()\[\]\n]{{1,60}})\s*[)\]]\s*\.?$")
_SIGNED = re.compile(
    rf"^\s*(?P<by>(?:PV|CTV|BTV|{CAPITAL}[\w.]*)(?:\s+{CAPITAL}[\w.]*){{0,4}}(?:\s*,\s*{CAPITAL}[\w. ]{{1,30}})?)\s*"
    rf"(?:[/|]|\s[-–—]\s|\()\s*(?:theo\s+)?(?P<who>{CAPITAL}[^()\n]{{1,50}}?)\s*\)?\s*$",
    re.I,
)
_ALONE = re.compile(rf"^\s*(?P<who>{CAPITAL}[^.,;:!?\n]{{1,40}}(?:\.vn|\.com|\.net)?)\s*$")
_NO_CREDIT = re.compile(
    r"^(?:theo\s+(?:đó|quy|kế|dõi|dự|thống|ước|báo cáo|luật|nghị|thông tư|quyết|điều|lời|các|những|chân|sát|đuổi|hướng"
    r"|từng|học|thời(?!\s+báo)|yêu|như|tìm|nhu|lịch)\b"
    r"|nguồn\s+(?:vốn|nước|lực|cung|điện|thu|gen|nhân|hàng|nguyên|năng|sống|gốc của|tiền)\b)",
    re.I,
)
_PHOTO = re.compile(r"(?:\bảnh|video|clip|đồ họa|\bhình|infographic|photo|tư liệu|nhạc)[^\n.]{0,40}$", re.I)
_WITH_TEXT = re.compile(
    r"^\W*(?:bài|tin)(?:\s+viết)?\s*(?:và|,|&|\+|-|–|/)\s*(?:ảnh|hình|clip|video)\b", re.I
)  # "Bài và ảnh: X"
_SUSPECT = re.compile(
    rf"^{_OPEN}(?:nguồn|source|via|credit|xuất\s+xứ|trích|dẫn|tổng\s+hợp|tham\s+khảo|bản\s+tin)\b[^:\n]{{0,30}}[:–-]|^{_OPEN}theo\s*:"
    rf"|^{_OPEN}(?:nguồn|source|xuất\s+xứ)(?:\s+(?:tin|bài|viết|gốc|dẫn)){{0,3}}\s*$"
    r"|^\W*according\s+to\s|^\W*nguon(?:\s+tin)?\s*[:–-]|\bđăng\s+lại\b|\bdẫn\s+lại\b|\bbài\s+gốc\b|\bnguồn\s+(?:tin|bài|gốc)\s*:"
    rf"|^{_OPEN}(?:nguồn|theo|dẫn|trích|source|via|tổng\s+hợp|tin|xuất\s+xứ|tham\s+khảo|bài)\b(?:[^,;:\n]{{0,40}}\s)?"
    rf"(?-i:{CAPITAL})[^,;\n]{{0,60}}(?:,\s*(?:\d|lúc|ngày|đăng|thứ)[^\n]{{0,60}})?$",
    re.I,
)


def is_photo_credit(text: str, start: int) -> bool:
    """Return whether the words before a credited name speak of a picture."""
    return bool(_PHOTO.search(text[:start])) and not _WITH_TEXT.match(text)


def is_signed(text: str) -> bool:
    """Return whether a line signs before it credits: "Tên - Nguồn: X"."""
    return bool(_SIGNED_LINE.search(text.rstrip()))


def labelled(text: str) -> Credited | None:
    """Return whom a line credits by a label, an opening "theo" that fills the line, a bracket or a closing sentence."""
    text = text.rstrip()
    if _NO_CREDIT.match(text.strip(" (*–-")):
        return None
    short = len(text) <= _LINE_LIMIT
    for pattern, wording in _PATTERNS:
        match = pattern.search(text) if short or pattern in _ANYWHERE else None
        if match and not is_photo_credit(text, match.start("who")) and not is_sentence(match["who"], wording):
            is_label = match.re.groupindex.get("label") and match["label"]
            return Credited(Wording.LABELLED if is_label else wording, match.start("who"), match["who"])
    return None


_PATTERNS = (
    (_LINE, Wording.LABELLED),
    (_SIGNED_LINE, Wording.LABELLED),
    (_SENTENCE, Wording.LABELLED),
    (_BRACKETED, Wording.ACCORDING),
    (_ACCORDING, Wording.ACCORDING),
    (_TAIL, Wording.ACCORDING),
)
_ANYWHERE = (_BRACKETED, _TAIL)


def is_sentence(who: str, wording: Wording) -> bool:
    """Return whether what follows a label goes on as a sentence, as in "Theo Bộ Xây dựng, cả nước còn …"."""
    first = re.split(r"[,;|/•·()\[\]]|\s[-–—]\s", who)[0]
    if len(first.split()) > 12:
        return True
    rest = who[len(first) :]
    lowered = re.match(rf",\s+(?!{CAPITAL})(?!\d|lúc|ngày|đăng|bài|xuất|phát|số|thứ|cập|trang|theo|dẫn|tác)", rest)
    return wording is Wording.ACCORDING and bool(lowered)


def bare(text: str) -> Iterator[Credited]:
    """Yield whom a short line below the text may credit without a label: "(X)", "PV/X", "Tên (X)", "X"."""
    if len(text) > _BARE_LIMIT:
        return
    for pattern in (_BARE, _SIGNED, _ALONE):
        match = pattern.match(text)
        if match and not is_photo_credit(text, match.start("who")):
            yield Credited(Wording.BARE, match.start("who"), match["who"])


def lead(text: str) -> Credited | None:
    """Return the mark that opens a first paragraph: "X - ", "(X) – ", "Hà Nội (X 24/11) –"."""
    head = text[:90]
    match = _LEAD.match(head) or _LEAD_BRACKET.match(head)
    return Credited(Wording.LEAD, match.start("who"), match["who"]) if match else None


def attributions(text: str) -> Iterator[Credited]:
    """Yield whom sentences of a paragraph quote: "Theo X, …"."""
    for match in _ATTRIBUTION.finditer(text):
        yield Credited(Wording.ATTRIBUTION, match.start("who"), match["who"])


def may_credit(text: str) -> bool:
    """Return whether a line that no wording fits speaks like a credit all the same."""
    if len(text) > _LINE_LIMIT or _NO_CREDIT.match(text.strip(" (*–-")):
        return False
    return bool(_SUSPECT.search(text)) and not _PHOTO.search(text.split(":")[0])
