"""Both ways to observe a page."""

from include.observing.article import observe_article
from include.observing.home_page import observe_home_page
from include.observing.observation import Observation
from include.outlets.profile import Profile
from include.pages.extraction.article import extract_page
from include.pages.page import open_page

PORTAL = Profile(
    outlet_id="a",
    name="Cổng A",
    kind="portal",
    licensing_authority="city",
    domains=("a.vn",),
    home_page="https://a.vn/",
)


def test_home_pages_and_articles_together_look_for_every_fact_once() -> None:
    page = open_page(b"<p>x</p>", "https://a.vn/")
    facts = [*observe_home_page(page, PORTAL), *observe_article(page, extract_page(page))]
    assert sorted(fact.observation for fact in facts) == sorted(Observation)
