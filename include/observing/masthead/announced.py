"""A label as it stands on a page, and the fields that it announces."""

import re

from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.labels import Label
from include.observing.masthead.pieces import Span
from include.observing.observation import Observation

FIELDS: dict[Label, frozenset[Observation]] = {
    Label.GOVERNING: frozenset({Observation.GOVERNING_BODY}),
    Label.ORGANISATION: frozenset({Observation.ORGANISATION_NAME}),
    Label.ADDRESS: frozenset({Observation.CONTACT_ADDRESS}),
    Label.BRANCH: frozenset({Observation.CONTACT_ADDRESS}),
    Label.EMAIL: frozenset({Observation.CONTACT_EMAIL}),
    Label.PHONE: frozenset({Observation.CONTACT_PHONE}),
    Label.PERSON: frozenset({Observation.RESPONSIBLE_PERSON}),
    Label.LICENCE: frozenset({Observation.LICENCE_NUMBER, Observation.LICENCE_DATE, Observation.LICENCE_ISSUER}),
    Label.LICENCE_DATE: frozenset({Observation.LICENCE_DATE}),
    Label.ISSUER: frozenset({Observation.LICENCE_ISSUER}),
    Label.CODE: frozenset({Observation.LICENCE_CODE}),
}
_GENERAL = re.compile(fold_pattern(r"liên hệ|liên lạc|contact"))
_SOFTWARE = re.compile(
    r"(?:wordpress|joomla!?|drupal|blogger|blogspot|wix|squarespace|shopify|ghost|webflow|typo3|magento|nukeviet"
    r"|xenforo|vbulletin|discourse|phpbb|mybb|dotnetnuke|dnn|sharepoint|liferay|haravan|hugo|jekyll|django|laravel"
    r"|google sites?)(?:\.\w+)?(?: v?\d[\d.]*)?(?:,? (?:ltd|inc|llc|foundation|software))?"
)
_DESK_MAIL = re.compile(
    r"(?:(?:qc|ads?|adv|hr|jobs?|sales?|media|booking)(?![a-z])|quang-?cao|advertis|marketing|kinh-?doanh|phat-?hanh|dat-?bao"
    r"|tuyen-?dung|truyen-?thong)[\w.-]*@"
)
_SIGNED = re.compile(fold_pattern(r"(?:bởi|by|ghi rõ nguồn|theo dõi)\W*$"))


class Announced:
    """A label as it stands on the page: what it announces, its words, and whether a colon closes it."""

    def __init__(self, label: Label, span: Span, words: str, *, has_colon: bool) -> None:
        self.label = label
        self.span = span
        self.words = words
        self.has_colon = has_colon
        self.before: Span | None = None  # what stood right above it, where that may be its value

    @property
    def is_general(self) -> bool:
        """Whether it announces contacts of any kind."""
        return bool(_GENERAL.match(fold(self.words)))

    @property
    def is_signed(self) -> bool:
        """Whether what follows is somebody else's even without a colon: "Thiết kế bởi …"."""
        return self.has_colon or bool(_SIGNED.search(fold(self.words)))


def is_software(words: str) -> bool:
    """Return whether words name the software that a site runs on, not who runs it: "Được vận hành bởi WordPress"."""
    return bool(_SOFTWARE.fullmatch(fold(words).strip(" .,®™©")))


def is_desk(address: str | None) -> bool:
    """Return whether a mailbox is for advertising, sales or recruiting: the outlet's only where there is no other."""
    return bool(_DESK_MAIL.match(address or ""))
