"""Claims and articles given as JSON lines."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from include.classification.claim_lines import Line, match_in_lines


def lines(rows: list[dict[str, Any]]) -> list[Line]:
    return [(number, row, "") for number, row in enumerate(rows, start=1)]


ARTICLES = lines([{"article_id": "b", "title": "Giá vàng", "text": "tăng"}, {"article_id": "a", "text": "mưa lớn"}])


def test_candidates_come_best_first_with_their_rank() -> None:
    found = list(match_in_lines(lines([{"claim_id": "c", "claim": "giá vàng tăng"}]), ARTICLES, 5))
    assert [(row["claim_id"], row["rank"], row["article_id"]) for row in found] == [("c", 1, "b")]


def test_errors_name_file_and_line_and_the_rest_goes_on() -> None:
    claims: list[Line] = [(1, None, "not JSON"), (2, {"claim_id": "c"}, ""), (3, {"claim_id": "d", "claim": "mưa"}, "")]
    found = list(match_in_lines(claims, ARTICLES, 5))
    assert [(row["file"], row["line"]) for row in found if "error" in row] == [("claims", 1), ("claims", 2)]
    assert found[-1]["article_id"] == "a"


def test_the_order_of_lines_changes_nothing() -> None:
    claims = lines([{"claim_id": "c", "claim": "giá vàng"}, {"claim_id": "a", "claim": "mưa"}])
    assert list(match_in_lines(claims, ARTICLES, 5)) == list(match_in_lines(claims[::-1], ARTICLES[::-1], 5))


def test_an_id_given_twice_is_an_error() -> None:
    twice = lines([{"claim_id": "c", "claim": "giá"}, {"claim_id": "c", "claim": "mưa"}])
    found = list(match_in_lines(twice, ARTICLES, 5))
    assert sum("error" in row for row in found) == 1


def test_of_two_lines_with_one_id_the_one_named_is_the_one_refused() -> None:
    given = [{"claim_id": "c", "claim": "giá vàng tăng"}, {"claim_id": "c", "claim": "mưa lớn"}]
    for twice in (lines(given), lines(given[::-1])):
        found = list(match_in_lines(twice, ARTICLES, 5))
        refused = next(row["line"] for row in found if "error" in row)
        kept = next(row["claim"] for number, row, _ in twice if row and number != refused)
        alone = list(match_in_lines(lines([{"claim_id": "c", "claim": kept}]), ARTICLES, 5))
        assert [row for row in found if "error" not in row] == alone


WORDS = ("chợ", "cầu", "trường", "hồ", "rạp")


@settings(deadline=None)
@given(st.permutations([{"article_id": f"a{n}", "text": f"tin {word} của thành phố"} for n, word in enumerate(WORDS)]))
def test_no_order_of_articles_changes_what_is_found_even_of_equal_scores(rows: list[dict[str, Any]]) -> None:
    claims = lines([{"claim_id": "c", "claim": "tin hồ và rạp của thành phố"}])
    assert list(match_in_lines(claims, lines(rows), 5)) == list(
        match_in_lines(claims, lines(sorted(rows, key=lambda row: row["article_id"])), 5)
    )
