"""Reads a masthead line by line: each stretch is a field, something else that is known, or left over."""

from include.observing.fact import Hit
from include.observing.masthead import shapes
from include.observing.masthead.announced import FIELDS, Announced
from include.observing.masthead.findings import Findings, Masthead
from include.observing.masthead.fitting import fits
from include.observing.masthead.folding import fold
from include.observing.masthead.labelled import LabelledValues
from include.observing.masthead.labels import VOCABULARY, Label, Labelled, Vocabulary
from include.observing.masthead.pieces import Span, pieces, trimmed
from include.observing.masthead.regions import (
    LENGTH_LIMIT,
    LINES_LIMIT,
    LogicalLine,
    masthead_lines,
    outside_lines,
)
from include.observing.masthead.unclaimed import leave_swallowed, leave_unclaimed, unmistakable
from include.observing.masthead.unlabelled import STRONG, Unlabelled
from include.observing.observation import Observation
from include.pages.visible import Area, Line, Visible

_GROUP_HEADINGS = {Label.PHONE, Label.ADDRESS, Label.OTHER, Label.DESK_PHONE, Label.BRANCH, Label.COPYRIGHT}
_IMPRINT = {Label.GOVERNING, Label.PERSON, Label.LICENCE, Label.LICENCE_DATE, Label.ISSUER}
_ALL_FIELDS = frozenset[Observation]().union(*FIELDS.values())
_HEADER_PENALTY = 10
_DESK_PENALTY = 3  # for who sells advertisements: less than any name that is not beside that label
_PATIENCE = 2  # lines that fit no label above them


def read_masthead(
    visible: Visible, own_names: frozenset[str] = frozenset(), vocabulary: Vocabulary = VOCABULARY
) -> Masthead:
    """Return the masthead and licence fields that are shown, and the lines that may show others.

    Args:
        visible: What a reader sees of the page.
        own_names: Names by which the page calls its site, folded: they are nobody's name.
        vocabulary: The labels that are known.
    """
    lines = masthead_lines(visible, vocabulary)
    lines = _unheaded(visible, vocabulary, lines)
    reader = _Reader(visible, own_names, vocabulary)
    short = [line for line in lines if line.end - line.start <= LENGTH_LIMIT]
    for line in short[:LINES_LIMIT]:
        reader.read_line(line)
    reader.close()
    for line in short[:LINES_LIMIT]:
        leave_unclaimed(reader.findings, line, is_minor=_is_minor(line))
    leave_swallowed(reader.findings)
    for line in [line for line in lines if line.end - line.start > LENGTH_LIMIT] + short[LINES_LIMIT:]:
        reader.findings.leave(_ALL_FIELDS, Span(line.start, min(line.end, line.start + 200)))
    for outside in outside_lines(visible, lines):
        words = visible.line_text(outside)
        is_comment = bool(outside.area & Area.COMMENTS)  # a masthead below a heading for comments would be one of them
        shown = unmistakable(words) | (shapes.could_be(words) & STRONG if is_comment else set())
        reader.findings.leave(shown, Span(outside.start, outside.end))
    return reader.findings.result(len(lines))


class _Reader:
    """Walks over the lines; labels without a value wait for the line below."""

    def __init__(self, visible: Visible, own_names: frozenset[str], vocabulary: Vocabulary) -> None:
        self.visible = visible
        self.text = visible.text
        self.vocabulary = vocabulary
        self.findings = Findings(visible.text, own_names)
        self.unlabelled = Unlabelled(self.findings)
        self.values = LabelledValues(self.findings)
        self.pending: list[Announced] = []
        self.is_answered = False
        self.patience = _PATIENCE

    def read_line(self, line: LogicalLine) -> None:
        """Read one line: what stands before its first label, then each label with what follows it."""
        if line.is_link and not line.area & (Area.FOOTER | Area.HEADER) and self._is_headline(line):
            self.findings.claim(line.start, line.end)
            return
        self.findings.penalty = _HEADER_PENALTY if _is_header(line) else 0
        self._read_links(line)
        folded = fold(self.text[line.start : line.end])
        labels = self.vocabulary.find(folded)
        if labels and self._is_name(labels[0], folded):
            labels = labels[1:]
        first = labels[0].start if labels else line.end - line.start
        self._read_free(Span(line.start, line.start + first), line, is_whole=not labels)
        for index, found in enumerate(labels):
            until = labels[index + 1].start if index + 1 < len(labels) else line.end - line.start
            span = Span(line.start + found.start, line.start + found.end)
            announced = Announced(found.label, span, self.text[span.start : span.end], has_colon=found.has_colon)
            self._read_label(announced, Span(span.end, line.start + until), line)

    def _is_name(self, opening: Labelled, folded: str) -> bool:
        """Return whether a line that opens like a label is the name for which the label above waits."""
        waits = bool(self.pending) and self.pending[-1].label in (Label.GOVERNING, Label.ORGANISATION, Label.ISSUER)
        is_weak = opening.label in (Label.BRANCH, Label.ADDRESS, Label.DESK_PHONE, Label.GOVERNING)
        return waits and is_weak and not opening.has_colon and bool(folded[opening.end :].strip())

    def close(self) -> None:
        """Give up on the labels that still wait."""
        self._flush()

    def _is_headline(self, line: LogicalLine) -> bool:
        """Return whether a link outside the footer speaks of a licence; where no footer is named it may be one."""
        span = Span(line.start, line.end)
        words = self.text[span.start : span.end]
        if shapes.licence_number(words) is None and "giấy phép" not in fold(words):
            return False
        if not any(part.area & Area.FOOTER for part in self.visible.parts):
            self.findings.leave(FIELDS[Label.LICENCE], span)
        return True

    def _read_links(self, line: LogicalLine) -> None:
        """Read mailboxes and telephones that a line holds as links without showing them."""
        for link in self.visible.links_over(Line(line.start, line.end, line.area)):
            kind, _, address = link.href.partition(":")
            if kind == "mailto" and (mail := shapes.email(address.partition("?")[0])):
                self.findings.keep(Observation.CONTACT_EMAIL, Hit(link.start, link.end, mail.value), 2)
            elif kind == "tel" and (number := shapes.telephone(address)):
                self.findings.keep(Observation.CONTACT_PHONE, Hit(link.start, link.end, number.value), 4)

    def _read_free(self, span: Span, line: LogicalLine, *, is_whole: bool) -> None:
        """Read the pieces without a label; the first may be what a label above waits for."""
        for index, piece in enumerate(pieces(self.text, span.start, span.end)):
            if is_whole and self.pending and not line.is_link and self._answer(piece, is_first=index == 0):
                continue
            self.unlabelled.read(piece, is_link=line.is_link, is_minor=_is_minor(line))

    def _answer(self, piece: Span, *, is_first: bool) -> bool:
        """Give a piece to the first waiting label that it fits, and return whether there was one."""
        words = self.text[piece.start : piece.end]
        for index, announced in enumerate(self.pending):
            if fits(announced, words):
                del self.pending[index]
                self.is_answered = True
                self._read_value(announced, piece)
                return True
        if is_first:
            self.patience -= 1
            if not self.patience:
                self._flush()
        return False

    def _read_label(self, announced: Announced, span: Span, line: LogicalLine) -> None:
        """Read a label with what follows it up to the next one."""
        parts = list(pieces(self.text, span.start, span.end))
        if not parts:
            self._wait(announced, line, is_last=span.end == line.end)
            return
        self.findings.claim(announced.span.start, announced.span.end)
        is_telefax = announced.label is Label.FAX and self.pending and self.pending[-1].label is Label.PHONE
        if not is_telefax:
            self._flush()
        if announced.label is Label.OTHER and not announced.is_signed:
            whole = trimmed(self.text, announced.span.start, parts[0].end)
            self.unlabelled.read(whole, is_link=line.is_link, is_minor=True)
        else:
            self._read_value(announced, parts[0])
        for piece in parts[1:]:
            self.unlabelled.read(piece, is_link=line.is_link, is_minor=_is_minor(line))

    def _read_value(self, announced: Announced, value: Span) -> None:
        """Read the value of a label, and what else stands in it."""
        self.unlabelled.heading = None
        if announced.label is Label.FAX and self.pending and self.pending[-1].label is Label.PHONE:
            announced = self.pending.pop()
        self.findings.leave(self.values.swallowed(announced, value), Span(announced.span.start, value.end))
        penalty = _DESK_PENALTY if announced.label is Label.DESK_PHONE else 0
        for rest in self.values.read(announced, value):
            part = trimmed(self.text, rest.start, rest.end)
            if part.end - part.start > 2:
                self.findings.penalty += penalty
                self.unlabelled.read(part)
                self.findings.penalty -= penalty
        self.unlabelled.before = value

    def _wait(self, announced: Announced, line: LogicalLine, *, is_last: bool) -> None:
        """Let a label without a value wait; a link that is only a label leads elsewhere."""
        if line.is_link:
            return
        self.findings.claim(announced.span.start, announced.span.end)
        before = self.unlabelled.before
        is_same_line = before is not None and before.start >= line.start
        if before and is_same_line and not announced.has_colon and self.values.is_named_before(announced, before):
            return
        if self.is_answered:  # the labels of one stack have their values below them
            self._flush()
        if announced.label in FIELDS or announced.has_colon or is_last:
            announced.before = before
            self.pending.append(announced)
        self.patience = _PATIENCE

    def _flush(self) -> None:
        """Give up on waiting labels: the name may stand before its label; else nobody knows what they announce."""
        for announced in self.pending:
            before = announced.before
            is_near = before is not None and 0 <= announced.span.start - before.end <= 3
            if before and is_near and not announced.has_colon and self.values.is_named_before(announced, before):
                continue
            if announced.has_colon or announced.label not in _GROUP_HEADINGS:
                self.findings.leave(FIELDS.get(announced.label, frozenset()), announced.span)
        self.pending = []
        self.is_answered = False
        self.patience = _PATIENCE


def _unheaded(visible: Visible, vocabulary: Vocabulary, lines: list[LogicalLine]) -> list[LogicalLine]:
    """Return the lines, those of a header as lines of a footer where one of them opens like an imprint."""
    heads = [line for line in lines if _is_header(line)]
    openings = (vocabulary.opening(fold(visible.text[line.start : line.end])) for line in heads)
    if not any(opening and opening.label in _IMPRINT for opening in openings):
        return lines
    return [line._replace(area=line.area | Area.FOOTER) if _is_header(line) else line for line in lines]


def _is_minor(line: LogicalLine) -> bool:
    """Return whether a line stands in a header, where clocks and menus are, or is a news item beside the footer."""
    return line.is_teaser or _is_header(line)


def _is_header(line: LogicalLine) -> bool:
    """Return whether a line stands in a header alone."""
    return bool(line.area & Area.HEADER) and not line.area & Area.FOOTER
