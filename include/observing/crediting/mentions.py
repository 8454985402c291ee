"""Press names anywhere in a line: a line that names one and is not understood as a credit leaves the place unread."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from include.observing.crediting.names import Names
from include.observing.words import CAPITAL, fold

_LIMIT = 120
_OPENING = 45  # characters of a first paragraph in which a mark stands
_NAMES = Path(__file__).parents[1] / "press_names.txt"
_WORDED = (
    r"(?:[Bb]áo|BÁO|[Tt]ạp chí|TẠP CHÍ|[Tt]hời báo|[Đđ]ài|[Kk]ênh|[Hh]ãng tin)\s+(?:điện tử\s+)?"
    rf"{CAPITAL}[\w-]*(?:\s+{CAPITAL}[\w-]*){{0,4}}"
)
_CONTEXT = (
    r"(?:[Tt]heo|THEO|[Nn]guồn|NGUỒN|[Dd]ẫn|[Tt]rích|[Tt]ừ|[Ss]ource|[(\[/])[^\w\n]{0,3}"
    r"(?:tin|bài|gốc|từ|theo|lại)?[^\w\n]{0,3}"
)
_DISTINCT = re.compile(rf"[A-Z]{{2}}|[a-z][A-Z]|\.|\+|^\S+\s+{CAPITAL}")
_DOMAIN = r"(?:[\w-]{1,40}\.){1,4}(?:vn|com|net|org)\b"
_AFTER_MARK = r"\s*(?:\d[\d/.-]*)?\s*[)\]]?\s*[-–—)\]:]"


def mentions_press(text: str, names: Names, limit: int = _LIMIT) -> bool:
    """Return whether a line names the press: by a name that is no common word, or by one where credits stand.

    Args:
        text: The line.
        names: What names stand for.
        limit: Characters from which on a line is a paragraph, which may name the press without crediting it.
    """
    if len(text) > limit:
        return False
    lines, _ = _patterns(names.credited)
    return any(not names.is_own(match[0]) for match in lines.finditer(text))


def opens_with_press(text: str, names: Names) -> bool:
    """Return whether a paragraph opens with a mark of the press: a name before a dash or in brackets."""
    _, marks = _patterns(names.credited)
    return any(not names.is_own(match["name"]) for match in marks.finditer(text[:_OPENING]))


@lru_cache(maxsize=8)
def _patterns(credited: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds press names in a line, and what finds a mark that opens a paragraph."""
    known = [line for line in _NAMES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    given = {fold(name): name for name in (*known, *credited)}.values()
    distinct = _any_of(name for name in given if _DISTINCT.search(name))
    every = _any_of(given)
    lines = rf"(?<!\w)(?:{distinct}|{_WORDED}|{_DOMAIN})(?!\w)|{_CONTEXT}(?:{every})(?!\w)"
    marks = rf"(?<!\w)(?P<name>{every}|{_WORDED}|{_DOMAIN})(?!\w){_AFTER_MARK}"
    return re.compile(lines), re.compile(marks)


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern of any of some names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) or r"(?!)"
