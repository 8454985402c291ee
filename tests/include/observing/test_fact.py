"""Facts carry their evidence."""

from include.observing.fact import Hit, fact, fact_in_source
from include.observing.observation import Observation
from include.pages.page import open_page

PAGE = open_page(b"<p>Theo VTV</p>", "https://a.vn/")


def test_a_hit_carries_its_words_and_their_offset() -> None:
    found = fact(PAGE, Observation.CREDITED_AGENCY, Hit(5, 8, "VTV"), "script")
    assert (found.snippet, found.snippet_offset, found.place) == ("VTV", 8, "seen")


def test_what_is_missing_carries_its_place() -> None:
    found = fact(PAGE, Observation.CREDITED_AGENCY, None, "script")
    assert (found.is_present, found.place, found.snippet) == (False, "script", None)


def test_words_that_are_not_in_the_source_give_no_snippet() -> None:
    assert fact_in_source(PAGE, Observation.COMMENT_FORM, "<form>", None, "seen").snippet is None
