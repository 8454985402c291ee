"""Draws when two articles appeared, with their uncertainty, as a picture that needs neither script nor style."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from include.review.context import Interval

WIDTH, LINE, LEFT, RIGHT = 360, 44, 4, 4
POINT = 4.0


def times(intervals: Sequence[Interval], threshold: float | None) -> Markup | str:
    """Return the picture of two instants on one line of minutes, the threshold beside them; empty without both.

    Args:
        intervals: The two articles, the earlier first, in minutes from the earliest instant.
        threshold: Minutes that the rule asks for between them, if it asks for any.
    """
    if len(intervals) != 2:
        return ""
    first, second = intervals
    last = max(first.end, second.end, first.end + (threshold or 0), 1.0)
    bars = [_bar(number, one, last) for number, one in enumerate(intervals)]
    least, most = max(0.0, second.start - first.end), second.end - first.start
    said = f"Cách nhau từ {least:.0f} đến {most:.0f} phút"
    if threshold is not None:
        said += f"; mức quy định {threshold:g} phút"
        bars.append(_mark(first.end + threshold, last))
    height = LINE * 2 + 24
    return Markup(  # noqa: S704 - every word in it is escaped, every number formatted
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="100%" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>{''.join(bars)}"
        f'<text x="{LEFT}" y="{height - 6}" fill="currentColor" font-size="14">{escape(said)}</text></svg>'
    )


def _place(minutes: float, last: float) -> float:
    """Return where a minute stands from left to right."""
    return LEFT + (WIDTH - LEFT - RIGHT) * minutes / last


def _bar(number: int, one: Interval, last: float) -> str:
    """Draw one article's interval under its outlet's name."""
    start, end = _place(one.start, last), _place(one.end, last)
    top = number * LINE
    return (
        f'<text x="{LEFT}" y="{top + 16}" fill="currentColor" font-size="14">{escape(one.label)}</text>'
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{top + 30}" y2="{top + 30}" stroke="currentColor" opacity=".3"/>'
        f'<rect x="{start:.1f}" y="{top + 24}" width="{max(end - start, POINT):.1f}" height="12" fill="currentColor"/>'
    )


def _mark(minutes: float, last: float) -> str:
    """Draw where the rule's least distance ends."""
    at = _place(minutes, last)
    return (
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{LINE - 4}" y2="{LINE * 2}" stroke="currentColor" '
        'stroke-dasharray="4 3"/>'
    )
