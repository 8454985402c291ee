"""Every fact that is looked for on an article, found or not."""

from collections.abc import Collection
from datetime import date

from include.outlets.profile import Profile
from include.pages.boundary import reads
from include.pages.extraction.article import ExtractedArticle
from include.pages.observing import comments, credits, notices
from include.pages.observing.fact import ObservedFact, fact
from include.pages.observing.item import find_item
from include.pages.observing.observation import Observation
from include.pages.observing.place import credit_place, page_place
from include.pages.page import Page


@reads
def observe_article(
    page: Page,
    article: ExtractedArticle,
    profile: Profile | None = None,
    day: date | None = None,
    credit_names: Collection[str] = (),
) -> list[ObservedFact]:
    """Return one fact for each name that belongs to articles.

    Args:
        page: The open page.
        article: What was extracted from it.
        profile: The outlet's profile: its own domains, its layout's credit.
        day: Local day the page stands for; chooses the layout.
        credit_names: Names under which followed outlets are credited, beside those widely known.
    """
    place = "seen" if article.text else page_place(page)
    item = find_item(page, article)
    layout = profile.layout_on(day) if profile and day else None
    credit = credits.read_credit(page, item, profile, layout, credit_names)
    credited = {
        Observation.CREDITED_AGENCY: credit.agency,
        Observation.CREDITED_AUTHOR: credit.author,
        Observation.ORIGINAL_TIME: credit.time,
        Observation.ORIGINAL_LINK: credit.link,
    }
    below = credit_place(page) if article.text and None in credited.values() else place
    return [
        *(fact(page, name, hit, below) for name, hit in credited.items()),
        *(fact(page, name, hit, place) for name, hit in notices.read_notices(page, item, article).items()),
        *comments.observe_comments(page, place),
    ]
