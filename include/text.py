"""The one boundary of text: what came from outside is made safe to keep, to print and to render, once.

Every forbidden character becomes one visible one, so offsets into a text stay what they are; the archive keeps the
bytes as received. Forbidden is what XML cannot hold, what steers a terminal, and what shows a text in another order
than it is read.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import Any, TextIO

REPLACEMENT = "\ufffd"
SPACES = "\x0b\x0c\x85\u2028\u2029"
"""Line ends that not every reader takes for one; they become a space."""

_PLANES = "".join(f"{chr(0x10000 * n + 0xFFFE)}{chr(0x10000 * n + 0xFFFF)}" for n in range(1, 17))
_NEAR = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab and the two line ends: terminals obey them
    "\u2028-\u202e\u2066-\u2069"  # line and paragraph separators, bidirectional embeddings, overrides, isolates
    "\ufff9-\ufffb"  # interlinear notes, which nobody sees
    "\ufdd0-\ufdef\ufffe\uffff"  # what Unicode calls noncharacters
)
_FAR = f"\U000e0000-\U000e007f{_PLANES}"  # tags, which nobody sees, and noncharacters again
FORBIDDEN = f"[{_NEAR}{_FAR}]"
"""As a pattern for Arrow, whose texts hold no half characters."""
# Two patterns: a set of near characters is looked up in a table, one that holds far ones is searched from end to end
_FORBIDDEN = re.compile(f"[{_NEAR}\ud800-\udfff]")
_FORBIDDEN_FAR = re.compile(f"[{_FAR}]")
# Nearly every text holds these alone: all up to the emoji but what is forbidden, run through at once
_PLAIN = re.compile("[\t\n\r -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufff8\ufffc\ufffd]*")
_BEYOND_EMOJI = re.compile("[\U0001fffe-\U0010ffff]")  # one stretch, tested quickly: all of them lie in it
_LINE_ENDS = dict.fromkeys(map(ord, "\r\n\t"), REPLACEMENT)
_ON_TERMINALS = re.compile("\r(?!\n)")
VISIBLE_ERRORS = "visible"
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters of Hangul without a glyph


def _is_plain(text: str) -> bool:
    """Return whether a text holds nothing that is forbidden, and nothing that would have to be looked for twice."""
    found = _PLAIN.match(text)
    return found is not None and found.end() == len(text)


def clean(text: str) -> str:
    """Return a text of the same length in which every forbidden character is a visible one; twice changes nothing."""
    if _is_plain(text):
        return text
    near = _FORBIDDEN.sub(_visible, text)
    has_far = len(near.encode("utf-16-le")) > 2 * len(near)
    return _FORBIDDEN_FAR.sub(_visible, near) if has_far and _BEYOND_EMOJI.search(near) else near


def _visible(found: re.Match[str]) -> str:
    """Return what stands for a forbidden character."""
    return " " if found[0] in SPACES else REPLACEMENT


def clean_value(value: Any) -> Any:
    """Return a value of JSON with every text in it clean, keys too; what is no text or container stays as it is."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean_value(name): clean_value(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([clean_value(inner) for inner in value])
    return value


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in a value of JSON; keys are no texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


def with_texts_changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value of JSON with every text in it changed; keys stay as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: with_texts_changed(inner, change) for name, inner in value.items()}
    return [with_texts_changed(inner, change) for inner in value] if isinstance(value, list) else value


def has_words(text: str) -> bool:
    """Return whether a text holds a letter or a digit that is seen: blanks, signs and invisible letters say nothing."""
    return any(letter.isalnum() and letter not in _FILLERS for letter in text)


def in_one_line(text: str) -> str:
    """Return a name, such as that of a file somebody dropped, as it may stand in a record, a log line or a message.

    A line end in a name would let whoever chose it write log lines of their own.
    """
    return clean(text).translate(_LINE_ENDS)


def for_terminal(text: str) -> str:
    """Return a text without characters that steer a terminal: a lone carriage return would overwrite its line."""
    return _ON_TERMINALS.sub(REPLACEMENT, clean(text))


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Escape what a stream cannot encode, as JSON does: in pairs of UTF-16, so that a line of JSON stays one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    escaped = "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
    return escaped, error.end


def write_visibly(*streams: TextIO) -> None:
    """Let streams escape what their encoding cannot write, instead of failing: an ASCII terminal shows every line."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=VISIBLE_ERRORS)


codecs.register_error(VISIBLE_ERRORS, _escape)
