"""Names and labels of a home page."""

from include.observing.observation import Observation
from include.observing.sections import observe_sections, product_name
from include.outlets.profile import Profile
from include.pages.page import open_page

PROFILE = Profile(
    outlet_id="a",
    name="Tạp chí Phố",
    kind="magazine",
    licensing_authority="city",
    domains=("a.vn",),
    home_page="https://a.vn/",
)


def test_the_product_name_is_looked_for_in_the_frame_of_the_page() -> None:
    page = open_page("<header><b>TẠP CHÍ PHỐ</b></header><p>Tin</p>".encode(), "https://a.vn/")
    assert product_name(page, PROFILE).snippet == "TẠP CHÍ PHỐ"
    assert not product_name(open_page("<p>Tin của phố</p>".encode(), "https://a.vn/"), PROFILE).is_present


def test_a_logo_may_carry_the_word_for_magazine() -> None:
    page = open_page("<header><img alt='Tạp chí Phố' src='l.png'></header>".encode(), "https://a.vn/")
    found = {fact.observation: fact for fact in observe_sections(page, "seen")}
    assert found[Observation.MAGAZINE_WORD].is_present
