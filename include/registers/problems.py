"""The problems of registers: what is wrong, where, and the fix, in English and in Vietnamese."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from include.errors import RegisterError

Language = Literal["en", "vi"]


class Fault(StrEnum):
    """What makes a whole file or sheet unreadable: it is quarantined, and the others are landed."""

    FILE_EMPTY = "file_empty"
    FILE_UNREADABLE = "file_unreadable"
    FILE_PROTECTED = "file_protected"
    FILE_TOO_LARGE = "file_too_large"
    FILE_CHANGING = "file_changing"
    FORMAT_UNSUPPORTED = "format_unsupported"
    QUOTES_UNBALANCED = "quotes_unbalanced"
    REGISTER_UNKNOWN = "register_unknown"
    HEADER_MISSING = "header_missing"
    HEADER_MERGED = "header_merged"
    HEADER_LOWER = "header_lower"
    HEADER_UNREADABLE = "header_unreadable"
    HEADER_LEGACY_FONT = "header_legacy_font"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_RENAMED = "column_renamed"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"


WORDING = Path(__file__).with_name("wording.yml")


@cache
def wording() -> dict[str, dict[str, str]]:
    """Return what_en, hint_en, what_vi and hint_vi by code."""
    words: dict[str, dict[str, str]] = yaml.safe_load(WORDING.read_text(encoding="utf-8"))
    return words


ADVICE = frozenset({"licences_overlap", "macros_ignored"})
"""Codes that only advise: the row is landed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: row 0 means the whole sheet, an empty sheet the whole file."""

    file_name: str
    sheet: str = ""
    row_number: int = 0

    def words(self, language: Language = "en") -> str:
        """Return file, sheet and row in words, as far as they are known."""
        sheet, row = ("sheet", "row") if language == "en" else ("trang", "dòng")
        parts = [self.file_name]
        parts += [f"{sheet} {self.sheet}"] if self.sheet not in ("", "csv") else []
        parts += [f"{row} {self.row_number}"] if self.row_number else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file; row 0 concerns the whole sheet, an empty column the whole row.

    ``other`` is the place of what the row repeats or contradicts.
    """

    file_name: str
    sheet: str
    row_number: int
    column: str
    code: str
    value: str = ""
    detail: str = ""
    other: Place | None = None

    @property
    def is_advice(self) -> bool:
        """Whether it only advises: the row is landed."""
        return self.code in ADVICE

    def _words(self, kind: str, language: Language) -> str:
        """Return one of the wordings with value and detail filled in."""
        shown = self.value if len(self.value) <= 80 else f"{self.value[:79]}…"
        other = self.other.words(language) if self.other else ""
        return (
            wording()[str(self.code)][f"{kind}_{language}"]
            .format(value=f"“{shown}”" if shown else "", detail=self.detail, other=other)
            .strip()
        )

    def hint(self, language: Language = "en") -> str:
        """Return how to fix it."""
        return self._words("hint", language)

    def what(self, language: Language = "en") -> str:
        """Return what is wrong, without the place."""
        return self._words("what", language)

    def place(self, language: Language = "en") -> str:
        """Return the place: file, sheet, row and column, as far as they are known."""
        place = Place(self.file_name, self.sheet, self.row_number).words(language)
        word = "column" if language == "en" else "cột"
        return f"{place}, {word} “{self.column}”" if self.column else place

    def sentence(self, language: Language = "en") -> str:
        """Return place and problem in one sentence."""
        return f"{self.place(language)}: {self.what(language)}."

    def as_row(self, language: Language = "en") -> dict[str, Any]:
        """Return the problem for a table or a program."""
        row = {key: value for key, value in asdict(self).items() if key not in ("detail", "other")}
        return row | {"problem": self.what(language), "hint": self.hint(language)}


class UnreadableError(RegisterError):
    """A file or sheet that cannot be read at all, with every problem found there."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep all problems; the message is that of the first."""
        super().__init__(problems[0].sentence(), hint=problems[0].hint())
        self.problems = problems
