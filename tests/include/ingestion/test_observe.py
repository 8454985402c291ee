"""Both ways to observe a page."""

from include.ingestion import observe
from include.ingestion.extract import extract_page
from include.ingestion.observation import Observation
from include.ingestion.page import open_page


def test_home_pages_and_articles_together_look_for_every_fact_once() -> None:
    page = open_page(b"<p>x</p>", "https://a.vn/")
    facts = [*observe.observe_home_page(page), *observe.observe_article(page, extract_page(page))]
    assert sorted(fact.observation for fact in facts) == sorted(Observation)
