"""What has been read of one article's credit, and the names that a credit is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from include.observing.crediting.names import NameKind
from include.observing.crediting.originals import is_elsewhere
from include.observing.crediting.search import Sought
from include.observing.fact import Hit, Place
from include.observing.words import CAPITAL
from include.pages.dates import find_moments

_SEPARATORS = re.compile(
    r"\s*(?:[,;|/•·()\[\]]|\s[-–—]\s|\b(?:lúc|ngày|vào|đăng)\b(?=\s*(?:\d|ngày|lúc))|\bhttps?://\S+"
    r"|\s(?=\d{1,2}[/.-]\d{1,2}(?!\w))|(?<=[^\W\d_])\s?(?=\d{1,2}:\d{2})"  # a day without its year, a clock
    r"|\s(?=(?:(?:xem|đọc)\s+)?(?:link|đường\s+dẫn|bài|tin)\s+(?:nguồn|gốc)\b|(?:xem|đọc)\s+(?:tại|thêm|chi\s+tiết)\b))\s*",
    re.I,
)
_SEVERAL = re.compile(r"^.{40}|[(,]|\s[-–—]\s|/[^/]*\s[^/]*$")
_BEFORE_NAME = re.compile(r"^(?:theo|dẫn(?: lại)? từ|và)\s+", re.I)
_NAME = re.compile(rf"[^\W\d]{{2}}|{CAPITAL}\.\s?{CAPITAL}")


class CreditKind(StrEnum):
    """What an article says of where it comes from."""

    REPRINT = "reprint"  # it names a press agency, or links to the original
    OWN = "own"  # it bears the outlet's own mark alone
    QUOTED = "quoted"  # it names authorities or persons whom it quotes, and no press agency
    UNCLEAR = "unclear"  # it credits a name that no register of press names knows
    NONE = "none"


@dataclass
class Credit:
    """What an article says of its original; empty where it says nothing.

    Attributes:
        kind: What it says as a whole.
        places: For what is missing, where it belongs; ``seen`` when nothing is named here.
    """

    agency: Hit | None = None
    author: Hit | None = None
    time: Hit | None = None
    link: Hit | None = None
    kind: CreditKind = CreditKind.NONE
    places: dict[str, Place] = field(default_factory=dict)


@dataclass
class Reading:
    """What has been read of one article's credit so far.

    Attributes:
        found: What kinds of names were credited.
        is_suspect: Whether something may be a credit that is not understood as one.
        line: Index of the line that names the agency.
        unknown: The names that are credited by a label and that no register of press names knows, with their lines.
    """

    sought: Sought
    credit: Credit = field(default_factory=Credit)
    found: set[NameKind] = field(default_factory=set)
    is_suspect: bool = False
    line: int | None = None
    unknown: list[tuple[int, Hit]] = field(default_factory=list)


def is_link(sought: Sought, index: int) -> bool:
    """Return whether a line is one anchor to another page of the outlet, and nothing else."""
    line = sought.item.lines[index]
    for link in sought.page.visible.links_over(line):
        if link.end - link.start >= line.end - line.start - 3:
            return not is_elsewhere(sought.page, link.href, sought.profile)
    return False


def parts(sought: Sought, who: str) -> Iterator[tuple[int, str]]:
    """Yield offset and words of the names in a credit; a name that is known as a whole is one."""
    whole = who.strip(" .,:;\"“”'()[]")
    if not _SEVERAL.search(whole) and sought.names.kind_of(whole) in (NameKind.PRESS, NameKind.OWN):
        yield who.index(whole), whole
        return
    position = 0
    for part in filter(None, _SEPARATORS.split(who)):
        at = who.find(part, position)
        position = at + len(part)
        name = _BEFORE_NAME.sub("", part.strip(" .,:;\"“”'*"))
        if name and _NAME.search(name) and not find_moments(name):
            yield who.index(name, at), name
