"""Texts as unlike each other as those of the press are, drawn word by word, with a declared share of reprints.

Four in a hundred articles of an outlet are wires, which a group of outlets print alike; sixteen are reprints of one
article of the outlet before. All others have words of their own, and the standing phrases that news has in common.
"""

import random
from itertools import accumulate

OUTLETS_A_WIRE = 40
WIRE_EVERY, REPRINT_EVERY = 25, 5
ARTICLES, WIRES = 1_000_000, 1_000_000_000_000  # seeds of an outlet's articles; the first seed of wires
PARAGRAPHS, SENTENCES, WORDS_A_SENTENCE, PHRASE_EVERY = 12, 5, 9, 3
_ONSETS = (*"bcdđghklmnrstvx", "ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr")
_RIMES = (
    *"aáàảeéioóuúưêôơ", "ai", "ái", "an", "án", "ang", "áng", "anh", "ánh", "ao", "áo", "ăn", "ắn", "âm", "ấm", "ân",
    "ây", "ấy", "em", "ếch", "ên", "in", "ình", "iên", "oán", "oi", "ói", "on", "ong", "óng", "ối", "ôm", "ồn", "ông",
    "ống", "ơi", "ời", "ơn", "ung", "úng", "uôn", "uống", "ưa", "ứa", "ưng", "ước", "ương", "ường",
)  # fmt: skip
_PHRASES = (
    "Ủy ban nhân dân thành phố Hà Nội", "phường Hoàn Kiếm", "Sở Xây dựng", "Ban quản lý dự án", "trong thời gian tới",
    "trên địa bàn thành phố", "người dân khu vực này", "theo kế hoạch đã công bố", "phường Cửa Nam", "đơn vị liên quan",
)  # fmt: skip


def _word(number: int) -> str:
    """Return a word of two syllables, the same for one number."""
    chance = random.Random(number)  # noqa: S311 (texts, not secrets)
    return " ".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(2))


_WORDS = [_word(number) for number in range(6_000)]
# As in real texts: the word at place n is about half as frequent as the one at n / 2
_WEIGHTS = list(accumulate(1 / (place + 10) for place in range(len(_WORDS))))


def drawn_paragraphs(seed: int) -> list[str]:
    """Return the paragraphs of one text, of about 400 characters each; the same for one seed."""
    chance = random.Random(seed)  # noqa: S311 (texts, not secrets)
    count = PARAGRAPHS * SENTENCES
    words = chance.choices(_WORDS, cum_weights=_WEIGHTS, k=count * WORDS_A_SENTENCE)
    phrases = chance.choices(_PHRASES, k=count)
    sentences = []
    for number in range(count):
        own = " ".join(words[number * WORDS_A_SENTENCE : (number + 1) * WORDS_A_SENTENCE])
        sentence = f"{own} {phrases[number]}" if number % PHRASE_EVERY == 0 else own
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    return [" ".join(sentences[first : first + SENTENCES]) for first in range(0, count, SENTENCES)]


def text_seed(outlet: int, number: int) -> int:
    """Return the seed of the text that an outlet prints under a number: its own, an earlier outlet's, or a wire's."""
    if number % WIRE_EVERY == 0:
        return WIRES + outlet // OUTLETS_A_WIRE * ARTICLES + number
    if number % REPRINT_EVERY == 0 and outlet:
        return (outlet - 1) * ARTICLES + number + 1
    return outlet * ARTICLES + number


def declared_pairs(outlets: int, articles: int) -> int:
    """Return how many pairs of articles print one text, of a number of outlets with a number of articles each."""
    wires = len(range(0, articles, WIRE_EVERY))
    groups = [min(OUTLETS_A_WIRE, outlets - first) for first in range(0, outlets, OUTLETS_A_WIRE)]
    copied = [n for n in range(0, articles - 1, REPRINT_EVERY) if n % WIRE_EVERY]
    return wires * sum(size * (size - 1) // 2 for size in groups) + len(copied) * (outlets - 1)
