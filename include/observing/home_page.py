"""Every fact that is looked for on a home page, found or not."""

from include.observing import sections
from include.observing.fact import ObservedFact, Place, fact, unread_fact
from include.observing.masthead.findings import Masthead
from include.observing.masthead.labels import VOCABULARY
from include.observing.masthead.reading import read_masthead
from include.observing.masthead.unseen import unseen_fields
from include.observing.observation import Observation
from include.observing.place import masthead_place, page_place
from include.observing.portals import observe_portal
from include.outlets.profile import Profile
from include.pages.boundary import reads
from include.pages.page import Page

MASTHEAD = (
    Observation.ORGANISATION_NAME,
    Observation.GOVERNING_BODY,
    Observation.CONTACT_ADDRESS,
    Observation.CONTACT_EMAIL,
    Observation.CONTACT_PHONE,
    Observation.RESPONSIBLE_PERSON,
    Observation.LICENCE_NUMBER,
    Observation.LICENCE_DATE,
    Observation.LICENCE_ISSUER,
    Observation.LICENCE_CODE,
)


@reads
def observe_home_page(page: Page, profile: Profile | None = None) -> list[ObservedFact]:
    """Return one fact for each name that belongs to home pages; of a state portal also what its decree asks for.

    What is missing carries the place where it should have stood, so that nobody is blamed for what we could not read.
    """
    return [
        sections.product_name(page, profile),
        *observe_masthead(page, profile),
        *sections.observe_sections(page, page_place(page)),
        *(observe_portal(page) if profile is not None and profile.kind == "portal" else ()),
    ]


def observe_masthead(page: Page, profile: Profile | None = None) -> list[ObservedFact]:
    """Return one fact for each field of the masthead; one that a line may show that was not understood is unread."""
    masthead = read_masthead(page.visible, sections.own_names(page, profile))
    place = masthead_place(page, masthead)
    is_open = place == "seen" and any(name not in masthead.hits and name not in masthead.unread for name in MASTHEAD)
    unseen = unseen_fields(page, VOCABULARY) if is_open else frozenset()
    return [_of_masthead(page, name, masthead, "unread" if name in unseen else place) for name in MASTHEAD]


def _of_masthead(page: Page, name: Observation, masthead: Masthead, place: Place) -> ObservedFact:
    """Return one field as it was found, or why it was not."""
    hit, line = masthead.hits.get(name), masthead.unread.get(name)
    if hit or line is None or place not in ("seen", "unread"):
        return fact(page, name, hit, place)
    return unread_fact(page, name, line)
