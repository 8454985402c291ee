"""Retrieval of passages for claims."""

from include.classification.retrieval import build, cover, search
from tests.include.classification.landed import words

PASSAGES = [words(seed, 80) for seed in range(30)]


def test_a_passage_is_found_by_a_part_of_itself() -> None:
    claims = [" ".join(passage.split()[20:40]) for passage in PASSAGES]
    assert [hits[0].passage for hits in search(build(PASSAGES), claims, 3)] == list(range(30))


def test_scores_fall_and_at_most_so_many_are_given() -> None:
    hits = search(build(PASSAGES), [PASSAGES[3]], 5)[0]
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_equal_scores_keep_the_order_of_passages() -> None:
    assert [hit.passage for hit in search(build(["một hai", "ba", "một hai"]), ["một hai"], 5)[0]] == [0, 2]


def test_a_claim_of_unknown_words_finds_nothing() -> None:
    assert search(build(PASSAGES), ["zebra", ""], 5) == [[], []]


def test_nothing_to_search_in_finds_nothing() -> None:
    assert search(build([]), ["một"], 5) == [[]]
    assert search(build(["", "…"]), ["một"], 5) == [[]]
    assert search(build(PASSAGES), [], 5) == []


def test_how_much_of_a_claim_is_covered_does_not_depend_on_length() -> None:
    index = build(PASSAGES)
    claim = " ".join(PASSAGES[4].split()[:12])
    assert cover(index, claim, PASSAGES[4]).share == cover(index, claim, " ".join(PASSAGES)).share == 1.0
    assert cover(index, claim, "").share == cover(index, "", claim).share == 0.0


def test_a_cover_names_the_words_found_and_missing_rarest_first() -> None:
    found = cover(build(["nước sạch tăng giá", "giá nước", "giá"]), "Giá nước sạch giảm", "nước sạch tăng giá")
    assert found.found == ("sạch", "nước", "giá")
    assert found.missing == ("giảm",)
    assert 0 < found.share < 1


def test_words_two_apart_find_a_passage_as_neighbours_do() -> None:
    passages = ["sông cao qua rất cầu", "cầu rất cao qua sông"]
    assert [hit.passage for hit in search(build(passages), ["cầu quá cao"], 2)[0]] == [1, 0]


def test_more_passages_may_be_asked_for_than_are_put_in_order_by_default() -> None:
    passages = [f"tin {number} trong ngày" for number in range(120)]
    assert len(search(build(passages), ["tin trong ngày"], 100)[0]) == 100


def test_a_very_long_claim_and_a_very_long_passage_are_searched() -> None:
    long = " ".join(f"chữ{number}" for number in range(20_000))
    assert search(build([long, *PASSAGES]), [long], 1)[0][0].passage == 0
