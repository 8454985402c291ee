"""The licence to publish: its number, its day and who issued it, in one sentence or over several lines."""

import re
from dataclasses import dataclass

from include.observing.fact import Hit
from include.observing.masthead import shapes
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.pieces import Span, cut, opens_other
from include.observing.observation import Observation

_BARE_NUMBER = re.compile(r"(?:số|no\.?)\s*:?\s*(?P<number>\d{1,6})(?![\d.]*/?\d)(?!\s*/)")
_ISSUER_START = re.compile(fold_pattern(rf"(?<!\w)(?:{shapes.ISSUER_WORDS}|ministry|department)(?!\w)"))
_BY = re.compile(fold_pattern(r"(?<!\w)(?:do|bởi|by)\s+(?=\S)"))
_COMPANY = re.compile(rf"(?<!\w)(?:{fold_pattern(shapes.COMPANY_WORDS)})(?!\w)")
_ISSUER_END = re.compile(
    fold_pattern(
        r"\s+(?:đã |ký |thẩm định |chấp thuận )*(?:cấp|ký|ban hành)(?!\w)|,?\s*(?:cấp )?ngày(?!\w)|\s*[;"
        r"|•·()\n]|\.(?:\s|$)|\s[-–—]\s|\s*,\s*(?=(?:bộ|sở|cục"
        r"|ubnd|ủy ban|số|sửa đổi|gia hạn|cấp|tổng|giấy|có hiệu lực)(?!\w))|,?\s*\d{1,2}[/.\-]\d|,\s*$|\s+(?:số"
        r"|issued|on)\s|$"
    )
)
_ABBREVIATED = re.compile(r"(?:^|\s)(?:tp|t|p|q|st|gs|ts)\.$")
OLD = re.compile(fold_pattern(r"(?<!\w)(?:cũ|hết hạn|hết hiệu lực|trước đây|đã thu hồi)(?!\w)"))
RENEWED = re.compile(fold_pattern(r"cấp lại|thay thế|cấp đổi|gia hạn|(?<!\w)mới(?!\w)|hiện hành|đang có hiệu lực"))
GRANTS = re.compile(fold_pattern(r"(?<!\w)cấp(?: phép)?\s*$"))
_DATE_WORDS = re.compile(fold_pattern(r"ngày|tháng|năm \d|\d{1,2}[/.\-]\d{1,2}|(?<!\d)(?:19|20)\d\d(?!\d)"))
_DAY = re.compile(fold_pattern(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|ngày \d{1,2} tháng \d{1,2} năm \d{4}"))
_BY_SOMEBODY = re.compile(fold_pattern(r"(?<!\w)(?:do|bởi|của|by|cấp phép)(?!\w)"))


@dataclass
class Licence:
    """One licence as far as it is shown; what of it was not understood."""

    number: Hit
    day: Hit | None = None
    issuer: Hit | None = None
    is_old: bool = False
    is_renewed: bool = False

    @property
    def end(self) -> int:
        """Where what was read of it ends."""
        return max(hit.end for hit in (self.number, self.day, self.issuer) if hit)


def find_number(text: str, offset: int, *, is_labelled: bool) -> Hit | None:
    """Return the number of a licence in a text that starts at an offset of the page's text."""
    number = shapes.licence_number(text)
    if number:
        return Hit(offset + number.start, offset + number.end, number.value)
    bare = _BARE_NUMBER.search(fold(text)) or (re.match(r"\s*(?P<number>\d{1,6})(?=\s*(?:,|do\b|$|cấp|ngày))", text))
    if bare and is_labelled:
        return Hit(offset + bare.start("number"), offset + bare.end("number"), bare["number"])
    return None


def find_day(text: str, offset: int) -> Hit | None:
    """Return the first day of a text that starts at an offset of the page's text."""
    day = shapes.day_in(text)
    return Hit(offset + day.start, offset + day.end, day.value) if day else None


def find_issuer(text: str, offset: int, *, is_value: bool = False) -> Hit | None:
    """Return the authority that a text names as the issuer: where its name starts, up to what cannot belong to it.

    Args:
        text: A sentence, or what stands behind a label.
        offset: Where it starts in the page's text.
        is_value: Whether it stands behind a label, so that any name is an issuer.
    """
    folded = fold(text)
    for start in _issuer_starts(text, folded, is_value=is_value):
        name_span, _ = cut(text, Span(start, _issuer_end(folded, start)), opens_other)
        # No authority is a company: one that follows is somebody else, and must be left to be read.
        company = _COMPANY.search(folded, start + 1, name_span.end)
        end = name_span.end
        if company and text[company.start()].isupper():
            end = len(text[: company.start()].rstrip(" ,.;:-–—"))
        name = " ".join(text[start:end].split()).strip(" .,:;-–—")
        if len(name) >= 2 and not shapes.is_business_authority(name):
            return Hit(offset + start, offset + end, name)
    return None


def _issuer_starts(text: str, folded: str, *, is_value: bool) -> list[int]:
    """Return where an issuer's name may start: at an authority's word in capitals, or behind "do"."""
    starts = [match.start() for match in _ISSUER_START.finditer(folded) if text[match.start()].isupper()]
    starts += [match.end() for match in _BY.finditer(folded) if text[match.end()].isupper()]
    if is_value:
        first = len(text) - len(text.lstrip(" :.,-–"))
        starts += [first] if shapes.is_named(text[first:]) else []
    return sorted(set(starts))


def _issuer_end(folded: str, start: int) -> int:
    """Return where an issuer's name ends; the full stop of an abbreviation ends nothing."""
    position = start
    while match := _ISSUER_END.search(folded, position):
        if folded[match.start() : match.start() + 1] == "." and _ABBREVIATED.search(folded[start : match.start() + 1]):
            position = match.end()
            continue
        return match.start()
    return len(folded)


def read_licence(text: str, offset: int, *, is_labelled: bool) -> tuple[Licence | None, set[Observation]]:
    """Read one licence from a stretch of text, and return which of its fields may be there though nothing was read.

    Args:
        text: From the label, or from the start of a line, to where the next thing starts.
        offset: Where it starts in the page's text.
        is_labelled: Whether a label says that it is a licence, so that a bare number is one.
    """
    number = find_number(text, offset, is_labelled=is_labelled)
    if number is None:
        return None, _open_fields(text, has_number=False)
    inside = number.end - offset
    before = fold(text[: number.start - offset])
    day = find_day(text[inside:], offset + inside) or find_day(text[: number.start - offset], offset)
    issuer = find_issuer(text[inside:], offset + inside) or find_issuer(text[: number.start - offset], offset)
    licence = Licence(number, day, issuer, bool(OLD.search(before)), bool(RENEWED.search(before)))
    rest = text[inside:]
    unread = _open_fields(rest, has_number=True)
    unread -= {Observation.LICENCE_DATE} if day else set()
    unread -= {Observation.LICENCE_ISSUER} if issuer else set()
    return licence, unread


def _open_fields(text: str, *, has_number: bool) -> set[Observation]:
    """Return which fields of a licence a text that gave none may still show."""
    folded, found = fold(text), set[Observation]()
    if not has_number and re.search(r"\d", _DAY.sub("", folded)):
        found.add(Observation.LICENCE_NUMBER)
    if _DATE_WORDS.search(folded):
        found.add(Observation.LICENCE_DATE)
    if _BY_SOMEBODY.search(folded) or Observation.LICENCE_ISSUER in shapes.could_be(text):
        found.add(Observation.LICENCE_ISSUER)
    return found


def choose(licences: list[Licence]) -> Licence | None:
    """Return the licence in force: the one that renews, else the first that is not said to be old."""
    renewed = [licence for licence in licences if licence.is_renewed and not licence.is_old]
    valid = [licence for licence in licences if not licence.is_old]
    return next(iter(renewed[-1:] or valid or licences), None)
