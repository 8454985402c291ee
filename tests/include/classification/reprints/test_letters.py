"""Syllables as they are written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from include.classification.reprints.letters import read_letters

TEXTS = st.lists(st.text(st.sampled_from("aAáă b,\n\t\u00a0\u3000😀.1"), max_size=30), max_size=6)


def described(text: str) -> tuple[list[int], list[int]]:
    found = read_letters([text])
    return found.written.tolist(), found.after.tolist()[:-1]


@settings(deadline=None)
@given(TEXTS)
def test_a_text_reads_the_same_alone_and_among_others(texts: list[str]) -> None:
    together = read_letters(texts)
    for number, text in enumerate(texts):
        first, after = together.bounds[number : number + 2].tolist()
        written = together.written[first:after].tolist()
        assert (written, together.after[first : max(first, after - 1)].tolist()) == described(text)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_equal_hashes_mean_equal_letters(lefts: list[str], rights: list[str]) -> None:
    texts = [*lefts, *rights]
    found = read_letters(texts)
    spelt: dict[int, str] = {}
    for number, text in enumerate(texts):
        for place in range(*found.bounds[number : number + 2].tolist()):
            word = text[found.starts[place] : found.ends[place]]
            assert spelt.setdefault(int(found.written[place]), word) == word


def test_case_and_punctuation_tell_texts_apart_and_the_kind_of_blank_does_not() -> None:
    assert described("một hai") == described("một \n\u00a0hai") != described("một Hai")
    assert described("một, hai") != described("một hai")
    assert described("một  ,  hai") == described("một , hai") != described("một,hai")


def test_texts_without_syllables_have_none() -> None:
    assert len(read_letters([]).written) == len(read_letters(["", "…", " "]).written) == 0
