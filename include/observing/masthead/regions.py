"""Which lines of a page make its masthead: footers and headers, the page's tail, and blocks that open with a label."""

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.labels import Label, Vocabulary
from include.observing.masthead.pieces import HARD, OPERATED, POLICY
from include.observing.masthead.shapes import is_sentence, licence_number
from include.pages.visible import Area, Line, Run, Visible

LINES_LIMIT = 400  # several times the longest masthead; what lies beyond stays unread
LENGTH_LIMIT = 3000  # characters of one line: ten times the longest address
_TAIL_LIMIT = 200
_HEADLINE_LENGTH = 45
_TEASER_LENGTH = 80
_BESIDE = 2  # lines above and below a licence: an imprint needs no labels
_BOX = 2  # characters: a shorter element is a letter set apart
_PARAGRAPH_LENGTH = 400
_LABEL_LENGTH = 40
_BOXED = {Label.PHONE, Label.EMAIL, Label.FAX, Label.ADDRESS, Label.PERSON, Label.LICENCE}
_NO_FIELD = {Label.OTHER, Label.COPYRIGHT, Label.DESK_PHONE, Label.OTHER_PERSON, Label.BUSINESS}
# Ends that ask for more, and openings that carry on: one sentence broken over two lines
_DANGLING = re.compile(
    fold_pattern(r"(?:(?<!\w)(?:do|của|bởi|sở|bộ|cục|và|phép số|gp số|ngày|tại|theo|thuộc|&)|[,\-–&])\s*$")
)
_CARRIES_ON = re.compile(
    fold_pattern(r"(?:do|của|cấp(?! ngày\s*:)|ký|sửa đổi|bổ sung|gia hạn|ngày \d|và)(?!\w)|\(|\d{1,2}/\d{1,2}/")
)
_PERMIT = re.compile(fold_pattern(r"giấy phép|giấy xác nhận|giấy chứng nhận|\d/gp|(?<!\w)gp|đkkd|đkdn"))


class LogicalLine(NamedTuple):
    """One line of a masthead as it is read.

    Attributes:
        start: Where it starts in the visible text.
        end: Where it ends.
        area: The parts of the page it lies in.
        is_link: Whether it is one link that leads elsewhere.
        is_teaser: Whether it is a news item, outside any footer.
    """

    start: int
    end: int
    area: int
    is_link: bool
    is_teaser: bool = False


def masthead_lines(visible: Visible, vocabulary: Vocabulary) -> list[LogicalLine]:
    """Return the lines that make the masthead, in their order; a sentence broken over several lines is one."""
    lines = visible.lines
    chosen = {index for index, line in enumerate(lines) if _is_framing(line)} | set(_tail(visible))
    chosen |= _anchored(visible, vocabulary, chosen)
    joined: list[LogicalLine] = []
    last = -2
    for index in sorted(chosen):
        parts = _parted(visible, vocabulary, _logical(visible, lines[index]))
        is_one = len(parts) == 1 and index == last + 1 and bool(joined)
        if is_one and _carries_on(visible, vocabulary, joined[-1], lines[index]):
            joined[-1] = joined[-1]._replace(end=parts[-1].end)
        else:
            joined += parts
        last = index
    return joined


def _logical(visible: Visible, line: Line) -> LogicalLine:
    """Return a line as it is read."""
    words = visible.line_text(line)
    is_long = len(words) > _TEASER_LENGTH or words.endswith((".", "!", "?", "…"))
    is_plain = ":" not in words and not HARD.search(words)
    is_imprint = licence_number(words) is not None or bool(OPERATED.search(fold(words)))
    is_teaser = not line.area & Area.FOOTER and is_long and is_plain and is_sentence(words) and not is_imprint
    return LogicalLine(line.start, line.end, line.area, is_link(visible, line), is_teaser)


def _parted(visible: Visible, vocabulary: Vocabulary, line: LogicalLine) -> list[LogicalLine]:
    """Return a line in parts where elements touch without a blank, as boxes do, and before those that are a label."""
    first = bisect_left(visible.runs, line.start, key=lambda run: run.start)
    last = bisect_left(visible.runs, line.end, key=lambda run: run.start)
    borders = [
        following.start
        for run, following in pairwise(visible.runs[first:last])
        if (run.end == following.start and run.end - run.start >= _BOX and _touch(visible.text, run.end))
        or (_is_label(visible, vocabulary, following) and not _is_label(visible, vocabulary, run))
    ]
    return [line._replace(start=start, end=end) for start, end in pairwise([line.start, *borders, line.end])]


def _is_label(visible: Visible, vocabulary: Vocabulary, run: Run) -> bool:
    """Return whether an element within a line is a label of a contact, a person or a licence, and nothing else."""
    if not _BOX < run.end - run.start <= _LABEL_LENGTH:
        return False
    folded = fold(visible.text[run.start : run.end])
    opening = vocabulary.opening(folded)
    return opening is not None and opening.label in _BOXED and not folded[opening.end :].strip(" :.")


def _touch(text: str, border: int) -> bool:
    """Return whether the words of two elements run into each other."""
    return text[border - 1].isalnum() and text[border].isalnum()


def outside_lines(visible: Visible, inside: list[LogicalLine]) -> list[Line]:
    """Return the lines beside the masthead that are no link and no paragraph: nothing of it may stand there."""
    spans = {line.start for line in inside}
    covered = [(line.start, line.end) for line in inside]
    ends = dict(covered)
    found, reached = [], -1
    for line in visible.lines:
        reached = max(reached, ends.get(line.start, -1)) if line.start in spans else reached
        if line.start < reached:
            continue
        if line.end - line.start <= _PARAGRAPH_LENGTH // 2:
            found.append(line)
    return found


def is_link(visible: Visible, line: Line) -> bool:
    """Return whether a line is one link that leads somewhere, not to a mailbox or a telephone."""
    return any(
        link.start <= line.start and link.end >= line.end - 1 and not link.href.startswith(("mailto:", "tel:"))
        for link in visible.links_over(line)
    )


def _is_framing(line: Line) -> bool:
    """Return whether a line lies in a footer or header."""
    return bool(line.area & (Area.FOOTER | Area.HEADER)) and not line.area & (Area.COMMENTS | Area.HIDDEN)


def _tail(visible: Visible) -> list[int]:
    """Return the lines below the last headline or paragraph of the page."""
    found: list[int] = []
    for index in range(len(visible.lines) - 1, max(-1, len(visible.lines) - 1 - _TAIL_LIMIT), -1):
        line = visible.lines[index]
        length = line.end - line.start
        if line.area & Area.COMMENTS or length > _PARAGRAPH_LENGTH * 4:
            break
        if is_link(visible, line) and length > _HEADLINE_LENGTH and not POLICY.search(fold(visible.line_text(line))):
            break
        found.append(index)
    return found


def _anchored(visible: Visible, vocabulary: Vocabulary, chosen: set[int]) -> set[int]:
    """Return the lines elsewhere that open with a label or show a licence, and those between, below and beside them."""
    anchors: list[int] = []
    beside: list[int] = []
    for index, line in enumerate(visible.lines):
        if index in chosen or line.area & (Area.COMMENTS | Area.HIDDEN) or line.end - line.start > _PARAGRAPH_LENGTH:
            continue
        folded = fold(visible.line_text(line))
        opening = vocabulary.opening(folded)
        if "/" in folded and licence_number(visible.line_text(line)):
            around = range(max(0, index - _BESIDE), min(len(visible.lines), index + _BESIDE + 1))
            beside += [near for near in around if not is_link(visible, visible.lines[near])]
        if opening and opening.label not in _NO_FIELD and not is_link(visible, line):
            anchors.append(index)
            if not folded[opening.end :].strip() and index + 1 < len(visible.lines):
                anchors.append(index + 1)
    found = set(anchors) | {near for near in beside if near not in chosen}
    for before, after in pairwise(anchors):
        if 1 < after - before <= 3:
            found.update(range(before, after))
    return found


def _carries_on(visible: Visible, vocabulary: Vocabulary, before: LogicalLine, line: Line) -> bool:
    """Return whether a line goes on with the sentence of the one before it."""
    head, tail = fold(visible.text[before.start : before.end]), fold(visible.line_text(line))
    if len(head) > _PARAGRAPH_LENGTH or not _PERMIT.search(head):
        return False
    if vocabulary.opening(tail):
        return False
    return bool(_DANGLING.search(head)) or bool(_CARRIES_ON.match(tail))
