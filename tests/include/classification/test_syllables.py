"""Syllables: what they are, where they stand, and that hashes depend on the text alone."""

import re
import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from include.classification.syllables import are_invisible, batches, nfc, ngrams, read_syllables

HANOI = ["0xe8d3dd22a2f6ad37", "0xf0a3fd18462c41c8", "0x1bb7ae11c88a234a"]
TEXTS = st.lists(st.text(max_size=60), max_size=8)


def seen(text: str) -> str:
    """Return what a reader sees of a text."""
    return "".join(letter for letter in text if not are_invisible()[min(ord(letter), 0xFFFF)])


@given(TEXTS)
def test_syllables_are_the_words_a_regular_expression_finds(texts: list[str]) -> None:
    plain = [re.sub("[\U00010000-\U0010ffff]", " ", text) for text in texts]
    read = read_syllables(plain)
    for number, text in enumerate(plain):
        here = slice(read.bounds[number], read.bounds[number + 1])
        found = [text[start:end] for start, end in zip(read.starts[here], read.ends[here], strict=True)]
        assert [seen(word) for word in found] == re.findall(r"\w+", seen(text))


@given(TEXTS)
def test_a_text_reads_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = read_syllables(texts)
    alone = [read_syllables([text]) for text in texts]
    assert together.hashes.tolist() == [value for one in alone for value in one.hashes.tolist()]


def test_soft_hyphens_and_zero_width_letters_are_not_read() -> None:
    plain, hidden = read_syllables(["Hà Nội 2026", "H\u00adà\u200b N\u200dội\ufeff 20\u206026"]).hashes.reshape(2, 3)
    assert plain.tolist() == hidden.tolist()
    assert (read_syllables(["\u00ad", "a\u00ad"]).ends - read_syllables(["\u00ad", "a\u00ad"]).starts).tolist() == [1]


def test_case_does_not_matter_and_letters_do() -> None:
    read = read_syllables(["Hà HÀ hà ha"]).hashes.tolist()
    assert read[0] == read[1] == read[2] != read[3]


def test_hashes_are_the_same_on_every_computer() -> None:
    assert [hex(value) for value in read_syllables(["Hà Nội 2026"]).hashes.tolist()] == HANOI


def test_a_text_of_a_megabyte_and_texts_without_words_are_read() -> None:
    read = read_syllables(["nước " * 250_000, "", "…", "một"])
    assert np.diff(read.bounds).tolist() == [250_000, 0, 0, 1]
    assert len(set(read.hashes[:250_000].tolist())) == 1


def test_letters_beyond_the_basic_plane_end_a_syllable_and_keep_offsets() -> None:
    text = "hai😀ba"
    read = read_syllables([text])
    assert [text[s:e] for s, e in zip(read.starts, read.ends, strict=True)] == ["hai", "ba"]


def test_runs_of_syllables_stay_within_their_text() -> None:
    read = read_syllables(["một hai ba", "bốn", "", "năm sáu"])
    pairs, firsts = ngrams(read.hashes, read.bounds, 2)
    assert firsts.tolist() == [0, 1, 4]
    assert len(set(pairs.tolist())) == 3
    assert len(ngrams(read.hashes, read.bounds, 9)[0]) == 0


def test_batches_cover_every_text_once() -> None:
    assert batches(["a" * 5] * 5, 10) == [(0, 2), (2, 4), (4, 5)]
    assert batches([]) == []


def test_decomposed_letters_are_composed() -> None:
    assert nfc(unicodedata.normalize("NFD", "Hà Nội")) == "Hà Nội"
