"""Elements in the source of a page, found around an offset without a tree: trees forget offsets."""

import re
from collections.abc import Collection, Iterator

_WINDOW = 6_000  # characters looked back: what encloses a line lies nearer
_REACH = 300_000  # characters looked ahead for an end
_TAG = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>[^<>]*)>", re.S)
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
_BORDER = re.compile(r"<(?:h[1-6]|footer|nav|aside)\b", re.I)


def starting_with(source: str, offset: int, never: Collection[str]) -> tuple[int | None, str]:
    """Return where the outermost element starts that has no text before an offset, and its name.

    Args:
        source: The page.
        offset: Where the text begins.
        never: Names of elements that are no answer; nothing around them is either.
    """
    found: tuple[int | None, str] = (None, "")
    for start, tag, is_bare in reversed(_open_at(source, offset)):
        if not is_bare or tag in never:
            break
        found = (start, tag)
    return found


def enclosing(source: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield start and name of the elements around an offset, the innermost first."""
    for start, tag, _ in reversed(_open_at(source, offset)):
        yield start, tag


def shared(source: str, first: int, second: int) -> tuple[int, str]:
    """Return start and name of the innermost element around two offsets; nothing where none is near enough to tell."""
    around = {start for start, _, _ in _open_at(source, second)}
    return next(((start, tag) for start, tag in enclosing(source, first) if start in around), (0, ""))


def end_of_element(source: str, start: int, tag: str) -> int:
    """Return where the element ends that starts at an offset; an element that is never closed ends at its start tag."""
    depth = 0
    first_end = start
    for match in re.finditer(rf"<(/?){re.escape(tag)}\b[^<>]*>", source[start : start + _REACH], re.I):
        depth += -1 if match[1] else 1
        first_end = first_end if first_end > start else start + match.end()
        if depth == 0:
            return start + match.end()
    return first_end


def next_heading_or_end(source: str, offset: int) -> int:
    """Return where the next heading begins after an offset, or where the element around it ends, whichever is first."""
    depth = 0
    for match in _TAG.finditer(source, offset, offset + _REACH):
        tag = (match["tag"] or "").lower()
        if not tag or tag in _VOID or match["rest"].endswith("/"):
            continue
        if not match["close"] and _BORDER.match(match[0]):
            return match.start()
        depth += -1 if match["close"] else 1
        if depth < 0:
            return match.start()
    return offset


def _open_at(source: str, offset: int) -> list[tuple[int, str, bool]]:
    """Return the elements open at an offset, outermost first: start, name, and whether no text precedes in them."""
    begin = max(0, offset - _WINDOW)
    stack: list[tuple[int, str, bool]] = []
    position = begin
    for match in _TAG.finditer(source, begin, offset):
        if source[position : match.start()].strip():
            stack = [(start, tag, False) for start, tag, _ in stack]
        position = match.end()
        tag = (match["tag"] or "").lower()
        if not tag or tag in _VOID or match["rest"].endswith("/"):
            continue
        if not match["close"]:
            stack.append((match.start(), tag, True))
        elif any(name == tag for _, name, _ in stack):
            while stack.pop()[1] != tag:
                pass
    if source[position:offset].strip():
        stack = [(start, tag, False) for start, tag, _ in stack]
    return stack
