"""What somebody opened of a matter's evidence is known by the log of views alone."""

from pathlib import Path

from include.review.views import log_view, panes_opened
from tests.support.reviewed import AN, AT, BINH


def test_panes_are_those_of_the_matter_that_the_person_opened_each_once(desk: Path) -> None:
    seen = {"matter": "m1", "finding": "f1"}
    for more in ({}, {}, {"capture": "c1"}, {"capture": "c1", "shown_as": "picture"}, {"pack": "yes"}):
        log_view("tong_hop", seen | more, AN, AT)
    log_view("tong_hop", {"matter": "m1", "finding": "f2"}, BINH, AT)
    log_view("tong_hop", {"matter": "m2", "finding": "f3"}, AN, AT)
    log_view("tong_hop", {"sample": "s1"}, AN, AT)
    log_view("bao_a", seen, BINH, AT)
    assert panes_opened("tong_hop", "m1", AN) == ("f1", "f1:c1", "f1:c1:picture", "f1:pack")
    assert panes_opened("tong_hop", "m1", BINH) == ("f2",)
