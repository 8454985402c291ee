"""Whom an article credits: agency, author, time and address of the original, and whether all of it was read.

A credit that is missing counts only when every line that could hold one was understood; a line that speaks like a
credit and fits no wording, a name that no register knows, a logo without words leave the place unread.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from include.outlets.profile import Layout, Profile
from include.pages.dates import find_moments
from include.pages.observing.crediting import wordings
from include.pages.observing.crediting.marks import read_marks
from include.pages.observing.crediting.names import NameKind, names_of_page
from include.pages.observing.crediting.originals import is_credit_line, original_links, original_time, time_in
from include.pages.observing.crediting.search import Sought, by_layout, by_wording, labelled_at
from include.pages.observing.crediting.wordings import Credited, Wording
from include.pages.observing.fact import Hit, Place
from include.pages.observing.item import Item, Zone
from include.pages.observing.words import CAPITAL, is_person
from include.pages.page import Page

_SEPARATORS = re.compile(
    r"\s*(?:[,;|/•·()\[\]]|\s[-–—]\s|\b(?:lúc|ngày|vào|đăng)\b(?=\s*(?:\d|ngày|lúc))|\bhttps?://\S+)\s*", re.I
)
_MARK = re.compile(rf"(?:{CAPITAL}|\.){{3,9}}")
_SEVERAL = re.compile(r"^.{40}|[(,]|\s[-–—]\s|/[^/]*\s[^/]*$")
_BEFORE_NAME = re.compile(r"^(?:theo|dẫn(?: lại)? từ|và)\s+", re.I)
_UNMISTAKABLE = re.compile(r"[A-Z]{2}|\.\w|[a-z][A-Z]|^(?:[Bb]áo|[Tt]ạp chí|[Đđ]ài)\b")
_PARAGRAPH = 40  # characters: what is shorter is no paragraph
_SHORT_NAME = 2  # words: a person's name of two may as well be an outlet's
_QUOTES_MINIMUM = 2


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
class _Reading:
    """What has been read of one article's credit so far.

    Attributes:
        found: What kinds of names were credited.
        is_suspect: Whether something may be a credit that is not understood as one.
    """

    sought: Sought
    credit: Credit = field(default_factory=Credit)
    found: set[NameKind] = field(default_factory=set)
    is_suspect: bool = False


def read_credit(
    page: Page, item: Item, profile: Profile | None, layout: Layout | None, credit_names: Collection[str]
) -> Credit:
    """Read the credit of an article: first where the layout says it stands, then by its wording, then by its logos."""
    sought = Sought(page, item, names_of_page(page, profile, credit_names), read_marks(page, item))
    reading = _Reading(sought)
    credit = reading.credit
    for index, credited, is_trusted in chain(by_layout(sought, layout), by_wording(sought)):
        _weigh(reading, index, credited, is_trusted=is_trusted)
        if credit.agency:
            break
    if not credit.agency:
        _read_logos(reading)
    quotes = _count_quotes(reading)
    links = original_links(page, item, sought.texts, _telling(sought), profile)
    credit.link = links.original
    credit.time = credit.time or original_time(item, sought.texts)
    credit.kind = _kind(reading, quotes)
    _find_places(reading, is_link_suspect=links.is_suspect)
    return credit


def _weigh(reading: _Reading, index: int, credited: Credited, *, is_trusted: bool) -> None:
    """Take agency and author from the parts of a credit, and note what else it names."""
    sought, credit = reading.sought, reading.credit
    start = sought.item.lines[index].start + credited.start
    kinds: set[NameKind] = set()
    for offset, part in _parts(sought, credited.who):
        kind = _kind_of_part(sought, part, is_trusted=is_trusted)
        kinds.add(kind)
        if kind is NameKind.PRESS and not credit.agency and _may_name(sought, index, credited, part):
            credit.agency = Hit(start + offset, start + offset + len(part), part)
    if credit.agency:
        if NameKind.PERSON in kinds or _is_signed(sought.texts[index], credited):
            credit.author = Hit(start, start)
        reading.found.add(NameKind.PRESS)
        _read_beside(reading, index)
    else:
        _note(reading, index, credited, kinds)


def _kind_of_part(sought: Sought, part: str, *, is_trusted: bool) -> NameKind:
    """Return what a name stands for; where a layout says that credits stand, a name unknown is an agency's."""
    kind = sought.names.kind_of(part)
    return NameKind.PRESS if kind is NameKind.OTHER and is_trusted and re.match(CAPITAL, part) else kind


def _note(reading: _Reading, index: int, credited: Credited, kinds: set[NameKind]) -> None:
    """Note what a credit names that names no agency; a bare name counts in brackets only."""
    text = reading.sought.texts[index]
    if credited.wording is Wording.LEAD:
        reading.found |= kinds & {NameKind.OWN}
        is_mark = NameKind.OTHER in kinds and bool(_MARK.fullmatch(credited.who.strip()))
        reading.is_suspect = reading.is_suspect or is_mark
    elif credited.wording is not Wording.BARE or text.lstrip().startswith(("(", "[")):
        reading.found |= kinds
        if NameKind.PERSON in kinds and len(credited.who.split()) <= _SHORT_NAME:
            reading.found.add(NameKind.OTHER)
        elif NameKind.PERSON in kinds and credited.wording is not Wording.BARE:
            at = reading.sought.item.lines[index].start + credited.start
            reading.credit.author = Hit(at, at)


def _is_signed(text: str, credited: Credited) -> bool:
    """Return whether a person is named before the agency, as in "Tên (Theo X)" and "PV/X"."""
    before = text[: credited.start].partition("(")[0]
    return is_person(before.strip(" /|-–—")) or (credited.wording is Wording.BARE and bool(before.strip(" ([")))


def _may_name(sought: Sought, index: int, credited: Credited, part: str) -> bool:
    """Return whether a press name is meant as one: alone on a line, common words are a tag or a section as well."""
    text = sought.texts[index]
    is_alone = credited.wording is Wording.BARE and text.strip() == credited.who.strip()
    if not is_alone or index in sought.marks.lines or _UNMISTAKABLE.search(part):
        return True
    return len(sought.texts[index - 1]) >= _PARAGRAPH and not _is_link(sought, index)


def _is_link(sought: Sought, index: int) -> bool:
    """Return whether a line is one anchor and nothing else."""
    line = sought.item.lines[index]
    links = sought.page.visible.links_over(line)
    return any(link.end - link.start >= line.end - line.start - 3 for link in links)


def _parts(sought: Sought, who: str) -> Iterator[tuple[int, str]]:
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
        if name and re.search(r"[^\W\d]{2}", name) and not find_moments(name):
            yield who.index(name, at), name


def _read_beside(reading: _Reading, index: int) -> None:
    """Read the time of the original in a credit's own line and the few after it."""
    for offset, text in enumerate(reading.sought.texts[index : index + 3]):
        if offset and len(text) > 200:
            break
        if not reading.credit.time:
            reading.credit.time = time_in(text, reading.sought.item.lines[index + offset].start, is_credit=not offset)


def _read_logos(reading: _Reading) -> None:
    """Take the agency from the words of a logo."""
    for offset, words in reading.sought.marks.logos:
        kind = reading.sought.names.kind_of(words)
        reading.found.add(kind)
        if kind is NameKind.PRESS and len(words.split()) <= 8:
            start = reading.sought.page.source.find(words, offset)
            source = (start, start + len(words)) if start >= 0 else None
            reading.credit.agency = Hit(0, 0, words, source)
            return


def _count_quotes(reading: _Reading) -> int:
    """Count the sentences that quote an authority or a person; quoting the press leaves the credit unread."""
    quotes = 0
    for index in reading.sought.holding:
        if reading.sought.item.zones[index] >= Zone.AFTER:
            continue
        for credited in wordings.attributions(reading.sought.texts[index]):
            kind = reading.sought.names.kind_of(credited.who)
            quotes += kind in (NameKind.AUTHORITY, NameKind.PERSON)
            reading.is_suspect = reading.is_suspect or kind is NameKind.PRESS
    return quotes


def _telling(sought: Sought) -> frozenset[int]:
    """Return the indexes of the lines that credit, or speak like it."""
    return sought.marks.lines.union(index for index in sought.holding if is_credit_line(sought.texts[index]))


def _kind(reading: _Reading, quotes: int) -> CreditKind:
    """Return what an article says as a whole of where it comes from."""
    if reading.credit.agency or reading.credit.link:
        return CreditKind.REPRINT
    if NameKind.OWN in reading.found:
        return CreditKind.OWN
    if NameKind.OTHER in reading.found:
        return CreditKind.UNCLEAR
    if NameKind.AUTHORITY in reading.found or quotes >= _QUOTES_MINIMUM:
        return CreditKind.QUOTED
    return CreditKind.NONE


def _find_places(reading: _Reading, *, is_link_suspect: bool) -> None:
    """Say for what is missing whether all was read where it belongs."""
    credit = reading.credit
    unknown = reading.found & {NameKind.OTHER, NameKind.AUTHORITY}
    is_open = bool(unknown) or reading.is_suspect or not reading.sought.item.is_whole or _speaks_of_credit(reading)
    if not credit.agency and (is_open or credit.link):
        credit.places["agency"] = "unread"
    elif not credit.agency and reading.sought.marks.has_mute_image:
        credit.places["agency"] = "image"
    if is_link_suspect or not reading.sought.item.is_whole:
        credit.places["link"] = "unread"
    if credit.places.get("agency") or not reading.sought.item.is_whole or _has_odd_time(reading):
        credit.places["time"] = credit.places.get("agency", "unread")


def _speaks_of_credit(reading: _Reading) -> bool:
    """Return whether a line speaks like a credit and no wording understood it."""
    for index in reading.sought.holding:
        text, zone = reading.sought.texts[index], reading.sought.item.zones[index]
        credited = labelled_at(reading.sought, index)
        if credited is None:
            is_alone = bool(wordings.LABEL_ALONE.match(text))
            if zone < Zone.AFTER and (is_alone or wordings.may_credit(text)) and not _names_nobody(reading, text):
                return True
        elif zone >= Zone.AFTER and credited.wording is Wording.LABELLED:
            kinds = {reading.sought.names.kind_of(part) for _, part in _parts(reading.sought, credited.who)}
            if kinds & {NameKind.PRESS, NameKind.OTHER} and NameKind.OWN not in kinds:
                return True
    return False


def _names_nobody(reading: _Reading, text: str) -> bool:
    """Return whether what a label names is nobody: the internet, collected."""
    return reading.sought.names.kind_of(text.partition(":")[2]) is NameKind.NOBODY


def _has_odd_time(reading: _Reading) -> bool:
    """Return whether the credit's own line holds figures that no date was read from."""
    agency = reading.credit.agency
    if agency is None or reading.credit.time:
        return False
    line = next((n for n, line in enumerate(reading.sought.item.lines) if line.start <= agency.start < line.end), None)
    if line is None:
        return False
    tail = reading.sought.texts[line][agency.end - reading.sought.item.lines[line].start :]
    return bool(re.search(r"\d[/.:hg-]\d", re.sub(r"https?://\S+", "", tail)))
