"""Every fact that is looked for on a home page, found or not."""

from include.outlets.profile import Profile
from include.pages.boundary import reads
from include.pages.observing import sections
from include.pages.observing.fact import ObservedFact, fact
from include.pages.observing.masthead import read_masthead
from include.pages.observing.observation import Observation
from include.pages.observing.place import masthead_place, page_place
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
    """Return one fact for each name that belongs to home pages.

    What is missing carries the place where it should have stood, so that nobody is blamed for what we could not read.
    """
    masthead = read_masthead(page.visible)
    place = masthead_place(page)
    found = [fact(page, name, masthead.get(name), place) for name in MASTHEAD]
    return [sections.product_name(page, profile), *found, *sections.observe_sections(page, page_place(page))]
