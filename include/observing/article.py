"""Every fact that is looked for on an article, found or not."""

from collections.abc import Collection, Iterator
from datetime import date

from include.observing import comments, credits, notices
from include.observing.crediting.leftover import unknown_labels
from include.observing.crediting.reading import Credit, CreditKind
from include.observing.crediting.search import Sought
from include.observing.fact import ObservedFact, Place, fact
from include.observing.item import find_item
from include.observing.observation import Observation
from include.observing.place import credit_place, page_place
from include.observing.unclear_notices import unclear_notices
from include.outlets.profile import Profile
from include.pages.boundary import reads
from include.pages.extraction.article import ExtractedArticle
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
    sought = credits.seek(page, item, profile, credit_names)
    credit = credits.read_credit(sought, layout)
    return [
        *_credit_facts(page, credit, place if not article.text else credit_place(page)),
        *_notice_facts(page, article, place, sought),
        *comments.observe_comments(page, place),
    ]


def _notice_facts(page: Page, article: ExtractedArticle, place: Place, sought: Sought) -> Iterator[ObservedFact]:
    """Yield the notices; one that was not found where words, markup or what nobody understood may show it is unread."""
    lines = sought.item.own_lines()
    found = notices.read_notices(page, lines, article)
    is_open = place == "seen" and None in found.values()
    unknown = unknown_labels(page, sought.item, sought.names, sought.left) if is_open else ()
    unclear = unclear_notices(page, lines, article, unknown) if is_open else set()
    for name, hit in found.items():
        yield fact(page, name, hit, "unread" if name in unclear else place)


def _credit_facts(page: Page, credit: Credit, place: Place) -> Iterator[ObservedFact]:
    """Yield what an article says of its original; what is missing where a line was not understood is unread."""
    is_said = credit.kind is not CreditKind.NONE
    yield ObservedFact(Observation.CREDIT_KIND, is_said, credit.kind.value, place="seen" if is_said else place)
    found = {
        Observation.CREDITED_AGENCY: (credit.agency, "agency"),
        Observation.CREDITED_AUTHOR: (credit.author, "author"),
        Observation.ORIGINAL_TIME: (credit.time, "time"),
        Observation.ORIGINAL_LINK: (credit.link, "link"),
    }
    for name, (hit, part) in found.items():
        yield fact(page, name, hit, credit.places.get(part, place) if place == "seen" else place)
