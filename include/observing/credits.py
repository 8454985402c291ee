"""Whom an article credits: agency, author, time and address of the original, and whether all of it was read.

A credit that is missing counts only when every line that could hold one was understood; a line that speaks like a
credit and fits no wording, a name that no register knows, a logo without words leave the place unread.
"""

import re
from collections.abc import Collection, Iterator
from itertools import chain

from include.observing.crediting import wordings
from include.observing.crediting.marks import read_marks
from include.observing.crediting.names import NameKind, names_of_page
from include.observing.crediting.originals import is_credit_line, is_elsewhere, original_links, original_time, time_in
from include.observing.crediting.places import find_places
from include.observing.crediting.reading import Credit, CreditKind, Reading, is_link, parts
from include.observing.crediting.search import Sought, by_layout, by_wording
from include.observing.crediting.unseen import links_unseen
from include.observing.crediting.wordings import Credited, Wording
from include.observing.fact import Hit
from include.observing.item import Item, Zone
from include.observing.words import CAPITAL, is_person
from include.outlets.profile import Layout, Profile
from include.pages.page import Page
from include.pages.visible import Area

_SOURCE = re.compile(r"\W*(?:nguồn|source)\b", re.I)  # a person is seldom one: the name may be an outlet's
_MARK = re.compile(rf"(?:{CAPITAL}|\.){{3,9}}")
_UNMISTAKABLE = re.compile(r"[A-Z]{2}|\.\w|[a-z][A-Z]|^(?:[Bb]áo|[Tt]ạp chí|[Đđ]ài)\b")
_SIGNATURE = re.compile(rf"(?:{CAPITAL}[\w.]*)(?:[\s,&-]+{CAPITAL}[\w.]*){{0,5}}")
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PARAGRAPH = 40  # characters: what is shorter is no paragraph
_SHORT_NAME = 2  # words: a person's name of two may as well be an outlet's
_QUOTES_MINIMUM = 2
_BESIDE = 2  # lines around a credit that say more of its original
_REACH, _REACH_OF_A_TABLE = 3, 5  # lines from a credit's own on; in a table its name stands in the line below it
_TIME_LABEL = re.compile(
    r"\W*(?:thời\s+(?:gian|điểm)|ngày|giờ|đăng\s+lúc)(?:\s+(?:đăng|tải|xuất\s+bản|phát\s+hành|bài|tin)){0,3}\W*", re.I
)
_AUTHOR = re.compile(
    rf"\W*(?i:tên\s+)?(?i:tác giả|người viết)(?i:\s+(?:bài(?:\s+viết)?|gốc|bài\s+gốc))?\s*:\s*{CAPITAL}"
)


def seek(page: Page, item: Item, profile: Profile | None, credit_names: Collection[str]) -> Sought:
    """Return an article as its credit is looked for."""
    return Sought(page, item, names_of_page(page, profile, credit_names), read_marks(page, item), profile)


def read_credit(sought: Sought, layout: Layout | None) -> Credit:
    """Read the credit of an article: first where the layout says it stands, then by its wording, then by its logos."""
    page, item, profile = sought.page, sought.item, sought.profile
    reading = Reading(sought)
    credit = reading.credit
    for index, credited, is_trusted in chain(by_layout(sought, layout), by_wording(sought)):
        _weigh(reading, index, credited, is_trusted=is_trusted)
        if credit.agency:
            break
    if not credit.agency:
        _read_logos(reading)
    _name_address(reading)
    quotes = _count_quotes(reading)
    links = original_links(page, item, sought.texts, _telling(reading), profile)
    credit.link = links.original
    _know_by_link(reading)
    credit.time = credit.time or original_time(item, sought.texts)
    credit.kind = _kind(reading, quotes)
    is_unseen = not links.original and any(
        is_elsewhere(page, address, profile)
        for address in chain(_title_links(sought), links_unseen(page, *item.source_span(page.visible)))
    )
    find_places(reading, is_link_suspect=links.is_suspect, is_link_unseen=is_unseen)
    return credit


def _name_address(reading: Reading) -> None:
    """Take an unknown name that a credit of its own gives for the agency where only an address is one."""
    credit, sought = reading.credit, reading.sought
    if credit.agency is None or not _HOST.fullmatch(credit.agency.value or ""):
        return
    for index, named in reading.unknown:
        line = sought.item.lines[index]
        before, behind = (
            sought.page.visible.text[line.start : named.start],
            sought.page.visible.text[named.end : line.end],
        )
        if len(before) <= _PARAGRAPH and not _LETTERS.search(behind):
            credit.agency = named
            return


def _know_by_link(reading: Reading) -> None:
    """Take an unknown name that a label credits for the agency where the original lies on a domain called after it."""
    credit = reading.credit
    if credit.agency or not credit.link:
        return
    for index, named in reading.unknown:
        if reading.sought.names.is_host_of(named.value or "", credit.link.value or ""):
            credit.agency, reading.line = named, index
            reading.found = reading.found - {NameKind.OTHER} | {NameKind.PRESS}
            _read_beside(reading, index)
            return


def _title_links(sought: Sought) -> Iterator[str]:
    """Yield the addresses to which the title leads."""
    for line, zone in zip(sought.item.lines, sought.item.zones, strict=True):
        if zone is Zone.HEAD and line.area & Area.HEADING:
            yield from (link.href for link in sought.page.visible.links_over(line))


def _weigh(reading: Reading, index: int, credited: Credited, *, is_trusted: bool) -> None:
    """Take agency and author from the parts of a credit, and note what else it names."""
    sought, credit = reading.sought, reading.credit
    start = sought.item.lines[index].start + credited.start
    kinds: set[NameKind] = set()
    for offset, part in parts(sought, credited.who):
        kind = _kind_of_part(sought, part, is_trusted=is_trusted)
        kinds.add(kind)
        named = Hit(start + offset, start + offset + len(part), part)
        if kind is NameKind.PRESS and not credit.agency and _may_name(sought, index, credited, part):
            credit.agency = named
        elif kind is NameKind.OTHER and credited.wording <= Wording.ACCORDING:
            reading.unknown.append((index, named))
    if credit.agency:
        if NameKind.PERSON in kinds or _is_signed(sought.texts[index], credited):
            credit.author = Hit(start, start)
        reading.found.add(NameKind.PRESS)
        reading.line = index
        _read_beside(reading, index)
    else:
        _note(reading, index, credited, kinds)


def _kind_of_part(sought: Sought, part: str, *, is_trusted: bool) -> NameKind:
    """Return what a name stands for; where a layout says that credits stand, a name unknown is an agency's."""
    kind = sought.names.kind_of(part)
    return NameKind.PRESS if kind is NameKind.OTHER and is_trusted and re.match(CAPITAL, part) else kind


def _note(reading: Reading, index: int, credited: Credited, kinds: set[NameKind]) -> None:
    """Note what a credit names that names no agency; a bare name counts in brackets only."""
    text = reading.sought.texts[index]
    if credited.wording is Wording.LEAD:
        reading.found |= kinds & {NameKind.OWN}
        is_mark = NameKind.OTHER in kinds and bool(_MARK.fullmatch(credited.who.strip()))
        reading.is_suspect = reading.is_suspect or is_mark
    elif credited.wording is not Wording.BARE or text.lstrip().startswith(("(", "[")):
        reading.found |= kinds
        reading.is_suspect = reading.is_suspect or bool(NameKind.PERSON in kinds and _SOURCE.match(text))
        if NameKind.PERSON in kinds and len(credited.who.split()) <= _SHORT_NAME:
            reading.found.add(NameKind.OTHER)
        elif NameKind.PERSON in kinds and credited.wording is not Wording.BARE:
            at = reading.sought.item.lines[index].start + credited.start
            reading.credit.author = Hit(at, at)


def _is_signed(text: str, credited: Credited) -> bool:
    """Return whether a person is named before the agency, as in "Tên (Theo X)" and "PV/X"; a lead names a place."""
    if credited.wording is Wording.LEAD:
        return False
    if credited.wording is Wording.LABELLED and wordings.is_signed(text):
        return True
    before, bracket, _ = text[: credited.start].partition("(")
    name = before.strip(" /|-–—*•")
    is_name = bool(bracket or credited.wording is Wording.BARE) and bool(_SIGNATURE.fullmatch(name))
    return is_name or is_person(name)


def _may_name(sought: Sought, index: int, credited: Credited, part: str) -> bool:
    """Return whether a press name is meant as one: alone on a line, common words are a tag or a section as well."""
    text = sought.texts[index]
    is_alone = credited.wording is Wording.BARE and text.strip() == credited.who.strip()
    if not is_alone or index in sought.marks.lines or _UNMISTAKABLE.search(part):
        return True
    return len(sought.texts[index - 1]) >= _PARAGRAPH and not is_link(sought, index)


def _read_beside(reading: Reading, index: int) -> None:
    """Read the time of the original in a credit's own line and the few after it, and its author on either side."""
    texts = reading.sought.texts
    for near in range(max(0, index - _BESIDE), min(index + _BESIDE + 1, len(texts))):
        if not reading.credit.author and reading.sought.item.zones[near] < Zone.AFTER and _AUTHOR.match(texts[near]):
            at = reading.sought.item.lines[near].start
            reading.credit.author = Hit(at, at)
    reach = _REACH_OF_A_TABLE if wordings.LABEL_ALONE.match(texts[index]) else _REACH
    for offset, text in enumerate(texts[index : index + reach]):
        is_others = reading.sought.item.zones[index + offset] >= Zone.AFTER  # other items' dates, the licence's day
        if offset and (len(text) > 200 or is_others):
            break
        if not reading.credit.time:
            is_own = not offset or bool(_TIME_LABEL.fullmatch(texts[index + offset - 1]))
            reading.credit.time = time_in(text, reading.sought.item.lines[index + offset].start, is_credit=is_own)


def _read_logos(reading: Reading) -> None:
    """Take the agency from the words of a logo."""
    for offset, words in reading.sought.marks.logos:
        kind = reading.sought.names.kind_of(words)
        reading.found.add(kind)
        if kind is NameKind.PRESS and len(words.split()) <= 8:
            start = reading.sought.page.source.find(words, offset)
            source = (start, start + len(words)) if start >= 0 else None
            reading.credit.agency = Hit(0, 0, words, source)
            return


def _count_quotes(reading: Reading) -> int:
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


def _telling(reading: Reading) -> frozenset[int]:
    """Return the indexes of the lines that credit, or speak like it."""
    sought = reading.sought
    held = {index for index in sought.holding if is_credit_line(sought.texts[index])}
    return sought.marks.lines.union(held, () if reading.line is None else (reading.line,))


def _kind(reading: Reading, quotes: int) -> CreditKind:
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
