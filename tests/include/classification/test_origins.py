"""Texts of a third that both articles print."""

from datetime import UTC, datetime

from include.classification.origins import is_legal_text, shared_origins, shared_text
from include.classification.releases import Release
from include.classification.reprints.matching import Match
from include.classification.reprints.pairs import find_pairs
from tests.include.classification.landed import article, words

ISSUED = datetime(2026, 10, 15, tzinfo=UTC)
LAW = "\n".join(f"Điều {number}. {words(number, 30)}" for number in range(1, 8))


def match(left: str, right: str) -> Match:
    pair = find_pairs([left, right], [None, None])[0]
    return Match(article("a", "bao_a", left), article("b", "bao_b", right), pair)


def test_a_release_that_both_print_is_their_origin() -> None:
    official = [Release("tt-1", words(3), ISSUED), Release("tt-2", words(4), ISSUED)]
    both = match(f"{words(3)} {words(8, 30)}", f"{words(3)} {words(9, 30)}")
    assert shared_origins([both], official) == ["tt-1"]


def test_a_release_that_only_one_prints_is_not() -> None:
    one = match(f"{words(5)} {words(3, 40)}", words(5))
    assert shared_origins([one], [Release("tt-1", words(3, 40), ISSUED)]) == [None]


def test_what_both_add_beyond_the_release_counts() -> None:
    mostly = match(f"{words(3, 60)} {words(5, 200)}", f"{words(3, 60)} {words(5, 200)}")
    assert shared_origins([mostly], [Release("tt-1", words(3, 60), ISSUED)]) == [None]


def test_the_text_of_a_law_is_an_origin_of_its_own() -> None:
    both = match(f"{words(8, 20)}\n{LAW}", f"{words(9, 20)}\n{LAW}")
    assert shared_origins([both], []) == ["legal_text"]
    assert "Điều 3." in shared_text(both)


def test_news_that_cites_one_provision_is_no_law() -> None:
    assert not is_legal_text(f"{words(1)}\nĐiều 5. {words(2)}")
    assert not is_legal_text("")


def test_no_matches_have_no_origins() -> None:
    assert shared_origins([], [Release("tt-1", words(3), ISSUED)]) == []
