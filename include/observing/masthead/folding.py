"""Text for comparing in which every character keeps its offset, so that what is found there is found on the page."""

import re
from functools import lru_cache

_PAIRS = {
    old: new
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_TONES = re.compile("|".join(_PAIRS))
# Lines that belong together are joined; an Icelandic eth is typed for Đ; signs nobody sees part no words
_SAME = str.maketrans(
    {"\n": " ", "ð": "đ", "：": ":", "‑": "-", "\u00ad": " ", "\u200b": " ", "\ufeff": " ", "\xa0": " "}
)
_REMEMBERED = 200  # characters: longer pieces are rarely met again
_HIDDEN = re.compile(
    r"[\w.+-]++\s?(?:@|\(at\)|\[at\]|\(a\)|\{at\})\s?[\w-]+(?:\.[\w-]+)+|\[email\s*protected\]|https?://\S+|www\.\S+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)\b\S*"
)


def fold(text: str) -> str:
    """Return text in lower case with the newer place of tones, each character at the offset it had."""
    return _remembered(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    """Fold a text of any length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few foreign capitals become two letters
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return _TONES.sub(lambda match: _PAIRS[match[0]], lowered.translate(_SAME))


_remembered = lru_cache(maxsize=2048)(_fold)  # one piece is compared with many patterns


def fold_pattern(pattern: str) -> str:
    """Return a pattern, written in lower case, that is to meet folded text."""
    return _TONES.sub(lambda match: _PAIRS[match[0]], pattern)


def without_addresses(folded: str) -> str:
    """Return folded text with web and mail addresses filled up, so that no label is found inside them."""
    return _HIDDEN.sub(lambda match: "x" * len(match[0]), folded)
