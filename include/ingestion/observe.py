"""The two ways to observe a page: as a home page, as an article."""

from include.ingestion.observe_article import observe_article
from include.ingestion.observe_home_page import observe_home_page
from include.ingestion.observing.fact import ObservedFact

__all__ = ["ObservedFact", "observe_article", "observe_home_page"]
