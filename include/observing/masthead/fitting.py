"""Whether words that stand below a label, or behind a name, can be what belongs there."""

import re

from include.observing.masthead import licences, shapes
from include.observing.masthead.announced import Announced
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.labels import Label
from include.observing.words import CAPITAL

_PLACES = (Label.ADDRESS, Label.BRANCH)
_NUMBERS = (Label.PHONE, Label.FAX, Label.DESK_PHONE)
_DIGITS = (Label.BUSINESS, Label.LICENCE_DATE, Label.CODE)
_LIKE_PERSONAL = re.compile(rf"{CAPITAL}\w*(?:\s+{CAPITAL}\w*){{1,3}}")
_POSITION = re.compile(
    fold_pattern(
        r"(?:phó |quyền |nguyên )?(?:tổng biên tập|tổng giám đốc|giám đốc|chủ tịch|bí thư|chánh văn phòng"
        r"|chánh thanh tra|cục trưởng|vụ trưởng|viện trưởng|trưởng (?:ban|phòng|đài|khoa)|hiệu trưởng|thứ trưởng"
        r"|bộ trưởng|ủy viên)(?!\w)"
    )
)


def fits(announced: Announced, words: str) -> bool:
    """Return whether words below a label can be its value."""
    label = announced.label
    if shapes.is_empty(words):
        return True
    if label in _PLACES:
        return shapes.is_address_value(words)
    if label is Label.EMAIL:
        return shapes.email(words) is not None
    if label in _NUMBERS:
        is_other = announced.is_general and (shapes.email(words) is not None or shapes.is_address(words))
        return is_other or shapes.telephone(words, short=True) is not None
    if label is Label.PERSON:
        return shapes.person(words) is not None
    if label is Label.LICENCE:
        return licences.find_number(words, 0, is_labelled=True) is not None
    if label in _DIGITS:
        return bool(re.search(r"\d", words))
    return shapes.is_named(words) and not _is_another(announced, words)


def _is_another(announced: Announced, words: str) -> bool:
    """Return whether words below a governing body's label without a colon are rather a person's name or a number."""
    if announced.label is not Label.GOVERNING or announced.has_colon or shapes.is_body(words):
        return False
    is_number = shapes.licence_number(words) is not None or shapes.telephone(words) is not None
    return is_number or bool(_LIKE_PERSONAL.fullmatch(words.strip(" .,;:-–—")))


def is_position(text: str) -> bool:
    """Return whether a text is the office that somebody named before it holds: "Chánh Văn phòng UBND tỉnh"."""
    return bool(_POSITION.match(fold(text).strip(" .,;:-–—("))) and not any(letter.isdigit() for letter in text)
