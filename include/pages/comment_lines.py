"""Marks the visible lines of a page that are readers' comments by a heading over them or by the controls under each."""

from bisect import bisect_right

from include.pages.areas import Area
from include.pages.reader_comments import comment_spans, sign_lines
from include.pages.visible import Part, Visible


def mark_comments(visible: Visible, source: str) -> Visible:
    """Return what is seen of a page with all lines marked that are comments; names alone are marked while scanning."""
    starts = [line.start for line in visible.lines]
    signs = []
    for start, _ in sign_lines(visible.text):
        line = visible.lines[bisect_right(starts, start) - 1]
        index = bisect_right(visible.runs, line.start, key=lambda run: run.end)
        if index < len(visible.runs) and not line.area & Area.COMMENTS:
            text, is_heading = visible.line_text(line).strip(), bool(line.area & Area.HEADING)
            signs.append((text, visible.runs[index].source_start, is_heading))
    for start, end in comment_spans(source, signs) if signs else ():
        visible.parts.append(Part(Area.COMMENTS, start, end))
        _mark(visible, starts, start, end)
    return visible


def _mark(visible: Visible, starts: list[int], start: int, end: int) -> None:
    """Mark the lines whose text lies in a stretch of the source."""
    first = bisect_right(visible.runs, start - 1, key=lambda run: run.source_start)
    last = bisect_right(visible.runs, end - 1, key=lambda run: run.source_start)
    for run in visible.runs[first:last]:
        at = bisect_right(starts, run.start) - 1
        line = visible.lines[at]
        visible.lines[at] = line._replace(area=line.area | Area.COMMENTS)
