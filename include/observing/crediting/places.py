"""Whether all was read where a missing credit belongs: a line left over that may be one leaves the place unread."""

import re
from collections.abc import Iterator

from include.observing.crediting import wordings
from include.observing.crediting.mentions import mentions_press, opens_with_press
from include.observing.crediting.names import NameKind
from include.observing.crediting.pieces import may_name
from include.observing.crediting.reading import Reading, is_link, parts
from include.observing.crediting.search import Sought, labelled_at
from include.observing.crediting.unseen import may_credit_unseen
from include.observing.fact import Place
from include.observing.item import Zone
from include.observing.words import CAPITAL, is_known
from include.pages.visible import Area

_BRACKETED = re.compile(rf"^\s*[(\[]\s*{CAPITAL}[^()\[\]\n]{{1,40}}[)\]]\s*$")
_SIGNED = re.compile(r"^\W*(?:bài|tin|thực hiện)\b[^()]{1,80}\(([^()]{2,40})\)\W*$", re.I)
_SPACED = re.compile(r"(?:(?<!\w)\w(?!\w)\W{1,3}){8,}")  # letters set apart
_LINE_LIMIT = 120
_OPENING = 40  # characters of a first paragraph: an article that passes on another's says so there
_SHORT = 60  # characters: a longer line between paragraphs is one itself
_ADDRESS = re.compile(r"https?://\S+|(?:[\w-]+\.)+(?:vn|com|net|org)\S*")
_LABELS = re.compile(
    r"theo|nguồn|source|via|dẫn|trích|tin|bài|báo|tạp chí|đài|đăng|xuất xứ|tổng hợp|tham khảo|xem|link|thứ|chủ nhật|gmt"
    r"|lúc",
    re.I,
)


def find_places(reading: Reading, *, is_link_suspect: bool, is_link_unseen: bool = False) -> None:
    """Set, for each part of a credit that is missing, whether all was read where it belongs.

    Args:
        reading: What was read.
        is_link_suspect: Whether a link that leads elsewhere may be the one to the original.
        is_link_unseen: Whether one leads elsewhere without words, by which a name may be shown as well.
    """
    credit, is_whole = reading.credit, reading.sought.item.is_whole
    is_left_over = (
        is_link_unseen or _speaks_of_credit(reading) or bool(reading.found & {NameKind.OTHER, NameKind.AUTHORITY})
    )
    if place := _agency_place(reading, is_left_over=is_left_over):
        credit.places |= {"agency": place, "author": place, "time": place}
    if credit.agency and (is_left_over or not is_whole or _has_unread_name(reading)):
        credit.places["author"] = "unread"
    if credit.agency and (is_left_over or not is_whole or _has_odd_time(reading)):
        credit.places["time"] = "unread"
    is_domain = bool(credit.agency and _ADDRESS.fullmatch(credit.agency.value or ""))
    if is_link_suspect or is_link_unseen or not is_whole or is_domain:
        credit.places["link"] = "unread"


def _agency_place(reading: Reading, *, is_left_over: bool) -> Place | None:
    """Return why a missing agency may stand on the page all the same; nothing when it was read or does not."""
    if reading.credit.agency:
        return None
    if is_left_over or reading.is_suspect or reading.credit.link or not reading.sought.item.is_whole:
        return "unread"
    span = reading.sought.item.source_span(reading.sought.page.visible)
    if may_credit_unseen(reading.sought.page, reading.sought.names, *span):
        reading.credit.places["link"] = "unread"
        return "unread"
    return "image" if reading.sought.marks.has_mute_image else None


def _speaks_of_credit(reading: Reading) -> bool:
    """Return whether a line or an image speaks like a credit, or names the press, and no wording understood it."""
    sought = reading.sought
    held = set(sought.holding)
    read = _lines_read(reading)
    others = _unread(read, sought)
    if any(_is_left_over(sought, index) if index in held else _names_press(sought, index) for index in others):
        return True
    if reading.credit.agency:
        return False
    images = (words for words in sought.marks.images if not wordings.is_photo_credit(words, len(words)))
    if any(mentions_press(words, sought.names) or is_known(words, sought.names.credited) for words in images):
        return True
    if any(_speaks_at_length(sought, index) for index in _unread(read, sought)):
        return True
    return any(_may_be_press(sought, piece.text) for piece in sought.left if piece.line not in read)


def _may_be_press(sought: Sought, words: str) -> bool:
    """Return whether a piece that is left over may name a press outlet; some are called like an authority."""
    return may_name(words) or sought.names.kind_of(words) is NameKind.PRESS


def _unread(read: set[int | None], sought: Sought) -> Iterator[int]:
    """Yield the indexes of the lines that nothing was read from."""
    return (index for index in range(len(sought.texts)) if index not in read)


def _speaks_at_length(sought: Sought, index: int) -> bool:
    """Return whether a long line around the text names the press, or a first paragraph opens with a name of it."""
    text, zone = sought.texts[index], sought.item.zones[index]
    if zone is Zone.LEAD:
        return mentions_press(text[:_OPENING], sought.names)
    return zone in (Zone.HEAD, Zone.END) and len(text) > _LINE_LIMIT and mentions_press(text, sought.names, len(text))


def _lines_read(reading: Reading) -> set[int | None]:
    """Return the indexes of the lines from which agency, time and link were read."""
    credit = reading.credit
    hits = [hit for hit in (credit.agency, credit.time, credit.link) if hit and not hit.source]
    lines = reading.sought.item.lines
    return {reading.line} | {
        n for n, line in enumerate(lines) if any(line.start <= hit.start < line.end for hit in hits)
    }


def _is_left_over(sought: Sought, index: int) -> bool:
    """Return whether a line with a word of credits was not understood, or credits the press where others' do."""
    text, zone = sought.texts[index], sought.item.zones[index]
    credited = labelled_at(sought, index)
    if credited is None:
        is_alone = bool(wordings.LABEL_ALONE.match(text)) or wordings.may_credit(text)
        return (zone < Zone.AFTER and is_alone and not _names_nobody(sought, text)) or _names_press(sought, index)
    kinds = {sought.names.kind_of(part) for _, part in parts(sought, credited.who)}
    return zone >= Zone.AFTER and bool(kinds & {NameKind.PRESS, NameKind.OTHER}) and NameKind.OWN not in kinds


def _names_press(sought: Sought, index: int) -> bool:
    """Return whether a line names the press where credits stand: around the text, or as the mark that opens it."""
    text, zone = sought.texts[index], sought.item.zones[index]
    if zone < Zone.AFTER and _SPACED.search(text):
        return True
    if zone >= Zone.AFTER or (zone is Zone.BODY and len(text) > _SHORT):
        return False
    signed = _SIGNED.match(text)
    if zone is Zone.END and signed and sought.names.kind_of(signed[1]) is NameKind.PRESS:
        return True
    if _BRACKETED.match(text) and sought.names.kind_of(text) in (NameKind.PRESS, NameKind.OTHER):
        return True
    is_title = zone is Zone.HEAD and bool(sought.item.lines[index].area & Area.HEADING)
    if is_title or wordings.is_photo_credit(text, len(text)) or is_link(sought, index):
        return False
    boxes = sought.boxes(index)
    if zone is Zone.END and any(_is_press_name(sought, part) for part in [text, *boxes]):
        return True
    if zone is Zone.HEAD and any(_is_press_name(sought, part) for part in boxes):  # alone it would be the section
        return True
    return (zone is Zone.LEAD and opens_with_press(text, sought.names)) or mentions_press(text, sought.names)


def _is_press_name(sought: Sought, text: str) -> bool:
    """Return whether a text is the name of another press outlet, and nothing else."""
    return is_known(text, sought.names.credited) and not sought.names.is_own(text)


def _names_nobody(sought: Sought, text: str) -> bool:
    """Return whether what a label names is nobody: the internet, collected."""
    named = text.partition(":")[2].strip()
    return bool(named) and sought.names.kind_of(named) is NameKind.NOBODY


def _tail(reading: Reading) -> str:
    """Return what the agency's own line says behind its name, addresses left out."""
    agency, line = reading.credit.agency, reading.line
    if agency is None or line is None:
        return ""
    return _ADDRESS.sub(" ", reading.sought.texts[line][agency.end - reading.sought.item.lines[line].start :])


def _has_odd_time(reading: Reading) -> bool:
    """Return whether the agency's line holds figures that no date was read from."""
    return not reading.credit.time and bool(re.search(r"\d[/.:hg-]\d", _tail(reading)))


def _has_unread_name(reading: Reading) -> bool:
    """Return whether the agency's short line holds a further name that is neither author, agency nor place."""
    if reading.credit.author or reading.line is None or reading.credit.agency is None:
        return False
    line = reading.sought.texts[reading.line]
    start = reading.credit.agency.start - reading.sought.item.lines[reading.line].start
    if reading.sought.item.zones[reading.line] is Zone.LEAD or len(line) > _LINE_LIMIT:
        return False
    around = f"{line[:start]} | {_tail(reading)}"
    words = re.findall(rf"(?<![.!?…]\s)(?<!\w){CAPITAL}\w*", _LABELS.sub(" ", around))
    return any(reading.sought.names.kind_of(word) not in (NameKind.PRESS, NameKind.OWN) for word in words)
