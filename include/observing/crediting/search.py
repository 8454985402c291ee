"""Where in an article its credit may stand: by layout, label, name of the element, below the text, before it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from include.observing.crediting import wordings
from include.observing.crediting.leftover import Piece, left_over
from include.observing.crediting.marks import Marked
from include.observing.crediting.names import NameKind, Names
from include.observing.crediting.wordings import Credited, Wording
from include.observing.item import Item, Zone
from include.observing.words import fold
from include.outlets.profile import Layout, Profile
from include.pages.blocks import one_line
from include.pages.extraction.layouts import select
from include.pages.page import Page

_BOXES = 8  # elements that share a line: more are a sentence with marked words
_AT_ONCE = 30  # characters: a lead that rests on another outlet says so before them
_ADDRESS = re.compile(r"\s*(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?\s*", re.I)
_CREDIT_WORDS = (
    "nguồn",
    "nguon",
    "according",
    "dẫn",
    "trích",
    "source",
    "via",
    "credit",
    "gốc",
    "đăng",
    "tổng hợp",
    "theo",
    "tin từ",
    "xuất xứ",
    "bản tin",
    "tham khảo",
    "lấy",
    "republished",
    "chia sẻ",
    "sao chép",
    "dịch",
    "xuất bản",
    "phát hành",
    "báo chí",
)


@dataclass(frozen=True)
class Sought:
    """One article while its credit is looked for: its page and lines, the names known, what its markup says."""

    page: Page
    item: Item
    names: Names
    marks: Marked
    profile: Profile | None = None

    @cached_property
    def left(self) -> tuple[Piece, ...]:
        """The pieces around its text that are nothing known."""
        return tuple(left_over(self.page, self.item, self.names, self.profile))

    @cached_property
    def texts(self) -> list[str]:
        """The texts of the article's lines."""
        return [self.page.visible.line_text(line) for line in self.item.lines]

    @cached_property
    def holding(self) -> list[int]:
        """The indexes of the lines that hold a word without which no label is one."""
        return self.page.visible.holding(self.item.lines, _CREDIT_WORDS)

    def boxes(self, index: int) -> list[str]:
        """Return the texts of the elements that share a line of the article, links left out; nothing of a sentence."""
        line, visible = self.item.lines[index], self.page.visible
        first = bisect_right(visible.runs, line.start, key=lambda run: run.end)
        stop = bisect_left(visible.runs, line.end, key=lambda run: run.start)
        if not 1 < stop - first <= _BOXES:
            return []
        linked = [(link.start, link.end) for link in visible.links_over(line)]
        spans = [(max(run.start, line.start), min(run.end, line.end)) for run in visible.runs[first:stop]]
        alone = [(start, end) for start, end in spans if not any(a < end and start < b for a, b in linked)]
        return [visible.text[start:end] for start, end in alone]


def by_layout(sought: Sought, layout: Layout | None) -> Iterator[tuple[int, Credited, bool]]:
    """Yield the credits in the lines that the layout's selector finds; what it names is an agency, known or not."""
    for element in select(sought.page.tree, layout.credit) if layout else []:
        words = fold(one_line(element.text_content()) or "")
        for index, text in enumerate(sought.texts):
            if words and text.strip() and (fold(text) in words or words in fold(text)):
                whole = Credited(Wording.LABELLED, len(text) - len(text.lstrip()), text.strip())
                yield index, wordings.labelled(text) or whole, True


def by_wording(sought: Sought) -> Iterator[tuple[int, Credited, bool]]:
    """Yield the credits by their wording: labels first, the last line first; then bare names; then leads."""
    near = [index for index, zone in enumerate(sought.item.zones) if zone < Zone.AFTER]
    for find in (_by_label, _by_name_of_element, _by_bare_name, _by_address, _by_lead):
        yield from ((index, credited, False) for index, credited in find(sought, near))


def _by_label(sought: Sought, near: list[int]) -> Iterator[tuple[int, Credited]]:
    """Yield the credits with a label, the last line first."""
    for index in reversed(sought.holding):
        if index in near and (credited := labelled_at(sought, index)):
            yield index, credited


def _by_name_of_element(sought: Sought, near: list[int]) -> Iterator[tuple[int, Credited]]:
    """Yield what stands without a label in elements that are called after a source, but for bare addresses."""
    for index in near:
        if _is_named_by_element(sought, index) and not _ADDRESS.fullmatch(sought.texts[index]):
            yield index, Credited(Wording.LABELLED, 0, sought.texts[index])


def _by_address(sought: Sought, near: list[int]) -> Iterator[tuple[int, Credited]]:
    """Yield bare addresses in elements that are called after a source: a link to it, whose name may stand elsewhere."""
    for index in near:
        if _is_named_by_element(sought, index) and _ADDRESS.fullmatch(sought.texts[index]):
            yield index, Credited(Wording.LABELLED, 0, sought.texts[index])


def _is_named_by_element(sought: Sought, index: int) -> bool:
    """Return whether a line has words without a label in an element that is called after a source."""
    text = sought.texts[index]
    return bool(index in sought.marks.lines and text.strip() and not wordings.labelled(text))


def _by_bare_name(sought: Sought, near: list[int]) -> Iterator[tuple[int, Credited]]:
    """Yield names right below the text, or in brackets around it, the last first."""
    for index in reversed(near):
        text, zone = sought.texts[index], sought.item.zones[index]
        is_bracketed = text.lstrip().startswith(("(", "[")) and zone in (Zone.HEAD, Zone.END)
        if is_bracketed or (zone is Zone.END and _follows_text(sought, index)):
            yield from ((index, credited) for credited in wordings.bare(text))


def _by_lead(sought: Sought, near: list[int]) -> Iterator[tuple[int, Credited]]:
    """Yield the marks that open the first paragraphs, then the press that they quote at once."""
    leads = [index for index in near if sought.item.zones[index] is Zone.LEAD]
    for index in leads:
        if credited := wordings.lead(sought.texts[index]):
            yield index, credited
    for index in leads:
        for credited in wordings.attributions(sought.texts[index]):
            if credited.start < _AT_ONCE and sought.names.kind_of(credited.who) is NameKind.PRESS:
                yield index, credited


def labelled_at(sought: Sought, index: int) -> Credited | None:
    """Return whom a line credits by a label; a label alone on its line speaks of the next line."""
    text = sought.texts[index]
    if wordings.LABEL_ALONE.match(text):
        if any(sought.page.visible.links_over(sought.item.lines[index])):
            return None  # "Bài gốc" as an anchor is a link, and no label of what follows
        following = sought.texts[index + 1] if index + 1 < len(sought.texts) else ""
        if following.strip() and len(following) <= 120:
            whole = wordings.labelled(f"Nguồn: {following.strip()}")
            if whole:  # positions count from this line's start: the next line begins one character behind its end
                shift = len(text) + 1 + following.index(following.strip()) - len("Nguồn: ")
                return Credited(Wording.LABELLED, whole.start + shift, whole.who)
        return None
    return wordings.labelled(text)


def _follows_text(sought: Sought, index: int) -> bool:
    """Return whether a line stands right below a paragraph, or below another such line."""
    before = sought.texts[max(0, index - 2) : index]
    return any(len(text) >= 40 for text in before)
