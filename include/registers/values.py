"""Reads one cell as one column declares it: Vietnamese dates, numbers, words; never a formula."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from include.landing.contract import Column
from include.periods.days import LOCAL
from include.quarantine.reasons import QuarantineReason
from include.registers.declaration import choice_words, fold
from include.text import REPLACEMENT, clean

Reader = Callable[[object], object]
YES = frozenset({"có", "x", "đúng", "yes", "true", "1"})
NO = frozenset({"không", "khong", "sai", "no", "false", "0"})
DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$")
CLOCK = re.compile(r"(.+?)[ T,]+(\d{1,2})[:h](\d{2})(?::\d{2})?$")
THOUSANDS = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+$")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
INVISIBLE = "\u200b\ufeff \t\r\n\xa0"
ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
LEGACY_FONT = re.compile(r"[^\W\d_][¨©«¬µ¶·¸¹¼½¾]|[^\W\d_]®(?=[^\W\d_])|(?<!\w)®(?=[^\W\d_])|[§¨¬¶·¸¹»¼](?=[^\W\d_])")
"""Signs inside words: what a text for TCVN3 fonts (.VnTime) looks like in any other font."""


class ValueProblem(Exception):  # noqa: N818 - caught within this package, never an error of the program
    """A cell that cannot be read as its column declares."""

    def __init__(self, reason: QuarantineReason, value: object, detail: str = "") -> None:
        """Keep the typed reason, the value as shown to the clerk, and what was expected."""
        super().__init__(reason)
        self.reason, self.value, self.detail = reason, str(value), detail


def is_blank(cell: object) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return cell is None or (type(cell) is str and not (cell and "~" > cell[0] > " ") and not cell.strip(INVISIBLE))


def is_formula(cell: object) -> bool:
    """Return whether a cell holds a formula: as text, or as the object a spreadsheet library makes of it."""
    return cell.startswith("=") if type(cell) is str else hasattr(cell, "ref")


def read_text(cell: object) -> str:
    """Return the text of a cell, NFC and trimmed; a whole number loses its decimal point."""
    if type(cell) is str:
        return _clean(cell)
    if isinstance(cell, datetime | date):
        raise ValueProblem(QuarantineReason.TEXT_UNREADABLE, f"{cell:%d/%m/%Y}")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _clean(cell: str) -> str:
    """Return text NFC and trimmed, or refuse broken letters, control characters and errors of formulas."""
    text = cell.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\xa0", " ").replace("\u200b", "").strip()
        if LEGACY_FONT.search(text):
            raise ValueProblem(QuarantineReason.LEGACY_FONT, text)
    if clean(text) != text or REPLACEMENT in text or text in ERRORS:
        raise ValueProblem(QuarantineReason.TEXT_UNREADABLE, clean(text))
    return text


def _calendar_day(text: str) -> date | None:
    """Return the date that text writes, or nothing."""
    if found := DATE.match(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := ISO_DATE.match(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _text_day(text: str) -> date:
    """Return the date that text writes."""
    day = _calendar_day(text.strip())
    if day is None:
        raise ValueProblem(QuarantineReason.DATE_UNREADABLE, text, "dd/mm/yyyy")
    return day


def read_date(cell: object) -> date:
    """Return the local day of a date cell, of dd/mm/yyyy or of yyyy-mm-dd."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date) and EARLIEST_YEAR < cell.year <= LATEST_YEAR:
        return cell
    return _text_day(str(cell))


def read_timestamp(cell: object) -> datetime:
    """Return an instant in UTC; times without offset are local."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=LOCAL).astimezone(UTC)
    text = str(cell).strip()
    if found := CLOCK.match(text):
        day = _calendar_day(found[1])
        hour, minute = int(found[2]), int(found[3])
        if day is not None and hour < 24 and minute < 60:
            return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL).astimezone(UTC)
    try:
        zoned = datetime.fromisoformat(text)
    except ValueError:
        zoned = None
    if zoned is None or zoned.tzinfo is None:
        raise ValueProblem(QuarantineReason.DATE_UNREADABLE, text, "dd/mm/yyyy hh:mm")
    return zoned.astimezone(UTC)


def read_integer(cell: object) -> int:
    """Return a whole number; text may group its thousands by dots or blanks."""
    number = cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None
    if number is None:
        text = str(cell).strip()
        text = re.sub("[. ]", "", text) if THOUSANDS.match(text) else text
        number = int(text) if re.fullmatch(r"-?\d{1,18}", text) else None
    if number is None or number != number // 1:
        raise ValueProblem(QuarantineReason.NUMBER_UNREADABLE, cell, "whole number")
    return int(number)


def read_number(cell: object) -> float:
    """Return a number; text has its decimals after a comma and may group its thousands by dots or blanks.

    A single dot before three digits could be either, so it is refused.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = str(cell).strip().removesuffix("%").strip()
    whole, comma, decimals = text.partition(",")
    is_grouped = bool(THOUSANDS.match(whole)) and (bool(comma) or whole.count(".") != 1)
    plain = re.sub("[. ]", "", whole) if is_grouped else whole
    is_ambiguous = not is_grouped and bool(THOUSANDS.match(whole))
    if is_ambiguous or not re.fullmatch(r"-?\d{1,18}(\.\d+)?", plain) or (comma and not decimals.isdigit()):
        raise ValueProblem(QuarantineReason.NUMBER_UNREADABLE, cell, "number")
    return float(f"{plain}.{decimals}" if comma else plain)


def read_boolean(cell: object) -> bool:
    """Return whether a cell says có or không."""
    word = fold(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    if word not in YES | NO:
        raise ValueProblem(QuarantineReason.YES_NO_UNREADABLE, cell)
    return word in YES


def _choice_reader(column: Column) -> Reader:
    """Return the reader of a column with choices, in Vietnamese words or codes."""
    words = choice_words(column)

    def read(cell: object) -> object:
        text = read_text(cell)
        code = words.get(text) or words.get(fold(text))
        if code is None:
            raise ValueProblem(QuarantineReason.CHOICE_UNKNOWN, text, ", ".join(column.labels or column.choices))
        return code

    return read


def _pattern_reader(column: Column) -> Reader:
    """Return the reader of a text column whose form is declared."""
    match = re.compile(column.pattern).search

    def read(cell: object) -> object:
        text = read_text(cell)
        if not match(text):
            raise ValueProblem(QuarantineReason.PATTERN_BROKEN, text, column.example or column.pattern)
        return text

    return read


def _range_reader(column: Column, read_plain: Callable[[object], float]) -> Reader:
    """Return the reader of a figure whose bounds are declared."""
    least = float("-inf") if column.minimum is None else column.minimum
    most = float("inf") if column.maximum is None else column.maximum

    def read(cell: object) -> object:
        number = read_plain(cell)
        if not least <= number <= most:
            raise ValueProblem(QuarantineReason.VALUE_OUT_OF_RANGE, cell, f"{least:g} … {most:g}")
        return number

    return read


def reader(column: Column) -> Reader:
    """Return the function that reads cells of one column, or raises ValueProblem."""
    if column.type == "string":
        if column.choices:
            return _choice_reader(column)
        return _pattern_reader(column) if column.pattern else read_text
    if column.type in ("integer", "number"):
        return _range_reader(column, read_integer if column.type == "integer" else read_number)
    return {"date": read_date, "timestamp": read_timestamp, "boolean": read_boolean}[column.type]
