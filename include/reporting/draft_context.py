"""The context in which a composed report is approved: what differs from the draft before, what happened since.

Figures of the period before stand in the report itself, over what is in both periods. What happened since the draft is
read from the ledger, whose length stands in the report's mark, and from the published copy.
"""

from collections import Counter
from dataclasses import dataclass

from include.ledger.entries import entries_from
from include.ledger.kinds import EntryKind
from include.ledger.marks import marks_in
from include.reporting.approve import subject_of
from include.reporting.compose import SNAPSHOT, Snapshot, published_build_id
from include.reporting.differences import figure_differences, frame_differences, section_differences
from include.reporting.kept import kept_snapshots
from include.reporting.wording import cell, change, number
from include.warehouse import published

SINCE = {
    EntryKind.DECISION: "quyết định rà soát",
    EntryKind.QUESTION_ANSWERED: "câu hỏi đã được trả lời",
    EntryKind.FACT_CHECK_CALLED: "tin, bài được xác định quan hệ với kết quả kiểm chứng",
    EntryKind.REPLY: "ý kiến của đơn vị",
    EntryKind.REPLY_CORRECTED: "ý kiến được ghi lại",
    EntryKind.REPLY_WITHDRAWN: "ý kiến được rút",
    EntryKind.NAMING_RELEASED: "lượt cho phép nêu tên",
    EntryKind.SWITCH: "lần bật, tắt quy định hoặc đơn vị",
    EntryKind.RULES_IN_FORCE: "thay đổi danh mục quy định",
    EntryKind.WITHDRAWAL: "lượt xóa theo yêu cầu hợp pháp",
}
NOTHING = "–"
REBUILT = "số liệu đã được tính lại sau khi lập dự thảo"


@dataclass(frozen=True)
class Earlier:
    """The draft composed before this one, and what differs: figures, sections, what stands around them."""

    snapshot: Snapshot
    figures: list[str]
    parts: list[str]


@dataclass(frozen=True)
class DraftContext:
    """What an approver is shown beside the document.

    Attributes:
        earlier: The draft before, of the same report and period; nothing where this is the first.
        figures: Label, value and change since the period before of each figure of page one.
        since: What was recorded or built after the draft, each with its count.
    """

    earlier: Earlier | None
    figures: list[tuple[str, str, str]]
    since: list[str]

    @property
    def is_compared(self) -> bool:
        """Return whether any figure has one of the period before to stand beside."""
        return any(changed != NOTHING for _, _, changed in self.figures)


def draft_context(snapshot: Snapshot) -> DraftContext:
    """Return the context of one composed report."""
    return DraftContext(_earlier(snapshot), _figures(snapshot), happened_since(snapshot))


def _earlier(snapshot: Snapshot) -> Earlier | None:
    """Return the newest draft that was composed before, and what differs from it."""
    made = (snapshot.folder / SNAPSHOT).stat().st_mtime_ns
    found = [
        one
        for one in kept_snapshots()
        if subject_of(one) == subject_of(snapshot) and (one.folder / SNAPSHOT).stat().st_mtime_ns < made
    ]
    if not found:
        return None
    before, now = found[0].content, snapshot.content
    return Earlier(
        found[0], figure_differences(before, now), [*frame_differences(before, now), *section_differences(before, now)]
    )


def _figures(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Return the figures of page one with their change since the period before."""
    return [
        (
            one.label,
            cell(one.kind, one.value),
            change(one.kind, one.comparable, one.previous) if one.previous is not None else NOTHING,
        )
        for one in snapshot.content.headlines
    ]


def happened_since(snapshot: Snapshot) -> list[str]:
    """Return what was recorded in the ledger and built since a report was composed, in Vietnamese."""
    marks = marks_in(snapshot.content.ledger)
    counts = Counter(entry.kind for entry in entries_from(marks[0].count + 1)) if marks else Counter[str]()
    said = [f"{number(counts[kind.value])} {words}" for kind, words in SINCE.items() if counts[kind.value]]
    is_rebuilt = published.is_there() and published_build_id() != snapshot.build_id
    return [*said, *([REBUILT] if is_rebuilt else [])]
