"""Two instants with their uncertainty are one picture that says in words what it draws, and runs nothing."""

from markupsafe import Markup

from include.review.context import Interval
from review_desk.pictures import times


def test_the_picture_says_the_least_and_the_most_distance_and_the_threshold() -> None:
    drawn = times([Interval("Báo A", 0, 1), Interval("Trang B", 169, 171)], 180)
    assert isinstance(drawn, Markup)
    assert "Cách nhau từ 168 đến 171 phút; mức quy định 180 phút" in drawn
    assert drawn.count("<rect") == 2
    assert "stroke-dasharray" in drawn


def test_intervals_that_overlap_may_lie_at_no_distance() -> None:
    assert "từ 0 đến 30 phút" in times([Interval("A", 0, 20), Interval("B", 10, 30)], None)


def test_a_hostile_name_draws_nothing_of_its_own() -> None:
    drawn = times([Interval("<script>x</script>", 0, 1), Interval('"><b', 5, 6)], None)
    assert "<script" not in drawn
    assert "<b" not in drawn


def test_without_both_instants_there_is_no_picture() -> None:
    assert times([Interval("A", 0, 1)], 60) == ""
