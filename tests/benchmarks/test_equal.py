"""What the comparison with a commit says of rows that differ, of rows twice, and of a mart that one side lacks."""

from benchmarks.equal import differing, differing_columns

ONE, OTHER = {"rule_id": "'a'", "days": "1"}, {"rule_id": "'a'", "days": "2"}


def test_what_is_equal_in_another_order_does_not_differ() -> None:
    assert differing({"mart m": [ONE, OTHER]}, {"mart m": [OTHER, ONE]}) == {}


def test_a_changed_value_a_row_more_and_a_mart_that_one_side_lacks_differ() -> None:
    before, after = {"mart m": [ONE], "mart n": [ONE], "mart o": []}, {"mart m": [OTHER], "mart n": [ONE, ONE]}
    found = differing(before, after)
    assert found == {"mart m": ([ONE], [OTHER]), "mart n": ([], [ONE]), "mart o": ([], [])}
    assert differing_columns(*found["mart m"]) == ["days"]
