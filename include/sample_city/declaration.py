"""The declared city: its outlets, and all that goes wrong there with the verdicts it must lead to."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter

from include.outlets.profile import Kind
from include.periods.days import days_between

HERE = Path(__file__).parent
PERIODS = ((date(2021, 1, 11), date(2021, 1, 15)), (date(2026, 10, 15), date(2026, 11, 14)))
DAYS = tuple(day for first, last in PERIODS for day in days_between(first, last))
LIVE_DAY = DAYS[-1]

Layout = Literal["classic", "semantic", "microdata", "tabular", "bare"]
ListingStyle = Literal["rss", "atom", "rdf", "json_feed", "news_sitemap", "sitemap_index", "list_page"]
Status = Literal["met", "not_met", "needs_review", "not_observed", "not_applicable"]


class Misbehaviour(StrEnum):
    """One thing that can go wrong; each is declared at least once in faults.yml."""

    LAPSED_LICENCE = "lapsed_licence"
    OVERLONG_LICENCE = "overlong_licence"
    UNLICENSED_DOMAIN = "unlicensed_domain"
    UNATTESTED_REGISTER = "unattested_register"
    MISSING_FIELD = "missing_field"
    MISSING_LICENCE_NUMBER = "missing_licence_number"
    MISSING_ONCE = "missing_once"
    SCRIPT_FOOTER = "script_footer"
    IMAGE_FOOTER = "image_footer"
    UNCREDITED_REPRINT = "uncredited_reprint"
    UNTIMED_REPRINT = "untimed_reprint"
    UNLINKED_REPRINT = "unlinked_reprint"
    CREDITED_LATER = "credited_later"
    CREDITED_AT_FIRST = "credited_at_first"
    UNDATED_REPRINT = "undated_reprint"
    EARLY_REPRINT = "early_reprint"
    NEARLY_EARLY_REPRINT = "nearly_early_reprint"
    SHARED_RELEASE = "shared_release"
    REPRINT_CHAIN = "reprint_chain"
    CORRECTION_PUBLISHED = "correction_published"
    CORRECTION_LEFT_UNDONE = "correction_left_undone"
    REPEATS_CLAIM = "repeats_claim"
    DEBUNKS_CLAIM = "debunks_claim"
    LATE_ARTICLE = "late_article"
    REVISED_ARTICLE = "revised_article"
    LAWFUL_REMOVAL = "lawful_removal"
    VANISHED_ARTICLE = "vanished_article"
    HOST_DOWN = "host_down"
    PRIVATE_REDIRECT = "private_redirect"
    FILE_REDIRECT = "file_redirect"
    ENDLESS_ANSWER = "endless_answer"
    COMPRESSED_BOMB = "compressed_bomb"
    FALSE_NOT_MODIFIED = "false_not_modified"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    MOVED_DOMAIN = "moved_domain"
    BROKEN_XML = "broken_xml"
    WRONG_CHARSET = "wrong_charset"
    DECOMPOSED_TEXT = "decomposed_text"
    LAYOUT_CHANGE = "layout_change"
    MISSING_DATE = "missing_date"
    FUTURE_DATE = "future_date"
    EMPTY_TEXT = "empty_text"
    TRACKING_DUPLICATES = "tracking_duplicates"
    ROBOTS_FORBIDS = "robots_forbids"
    # Domains
    PRESS_DOMAIN = "press_domain"
    APPROVED_DOMAIN = "approved_domain"
    FOREIGN_DOMAINS_ALONE = "foreign_domains_alone"
    FOREIGN_DOMAIN_BESIDE = "foreign_domain_beside"
    SHARED_DOMAIN = "shared_domain"
    SISTER_DOMAIN = "sister_domain"
    # Home pages, further
    UNNAMED_MAGAZINE = "unnamed_magazine"
    MAGAZINE_LOGO = "magazine_logo"
    MISSING_LINK = "missing_link"
    RENAMED_LINK = "renamed_link"
    SCRIPT_MENU = "script_menu"
    SPECIAL_PAGE_OUTSIDE = "special_page_outside"
    SPECIAL_PAGE_INSIDE = "special_page_inside"
    SPECIAL_PAGE_OF_OTHERS = "special_page_of_others"
    NEWSPAPER_SECTIONS = "newspaper_sections"
    TRADE_SECTIONS = "trade_sections"
    NEWSROOM_WORDS = "newsroom_words"
    PRESS_ASSOCIATION = "press_association"
    UNLABELLED_SITE = "unlabelled_site"
    LABELLED_BY_LICENCE = "labelled_by_licence"
    AGENCY_NAMED_ONCE = "agency_named_once"
    # Items, further
    COMMENTED_ITEM = "commented_item"
    SEARCHABLE_ITEM = "searchable_item"
    UNOFFICIAL_SOURCE = "unofficial_source"
    PORTAL_SOURCE = "portal_source"
    UNAGREED_SOURCE = "unagreed_source"
    AGREED_TO_THE_DAY = "agreed_to_the_day"
    FEW_AGENCIES = "few_agencies"
    THREE_AGENCIES = "three_agencies"
    REWORDED_REPRINT = "reworded_reprint"
    EXCERPT_REPRINT = "excerpt_reprint"
    # Corrections, replies, reports and channels
    LATER_CORRECTED = "later_corrected"
    CARRIED_MISTAKE = "carried_mistake"
    CORRECTION_REPOSTED = "correction_reposted"
    CORRECTION_COMPLETE = "correction_complete"
    CORRECTION_OF_OLD = "correction_of_old"
    LATE_CORRECTION = "late_correction"
    REPLY_LEFT_OUT = "reply_left_out"
    REPLY_REFUSED = "reply_refused"
    REPLY_AWAITED = "reply_awaited"
    UNNOTIFIED_CHANNEL = "unnotified_channel"
    CHANNEL_IN_TIME = "channel_in_time"
    LATE_ANNUAL_REPORT = "late_annual_report"
    ANNUAL_REPORT_IN_TIME = "annual_report_in_time"


def _span(text: object) -> object:
    """Read ``first..last`` or one day as a pair of days."""
    first, _, last = str(text).partition("..")
    return (first, last or first)


def _place(text: object) -> object:
    """Read ``outlet:day:number``, of which day and number may be left out."""
    outlet_id, day, number, *_ = [*str(text).split(":"), None, None]
    return (outlet_id, day, number)


Span = Annotated[tuple[date, date], BeforeValidator(_span)]
Place = Annotated[tuple[str, date | None, int | None], BeforeValidator(_place)]
Grain = Literal["register", "home_page", "article", "deadline"]


class Declared(BaseModel):
    """What every declaration has in common: it never changes, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Licence(Declared):
    """One licence of an outlet; without domains it covers all of them."""

    number: str
    authority: Literal["city", "ministry"]
    issuer: str
    issued_on: date
    valid_to: date | None = None
    is_domain_approved: bool = True
    domains: tuple[str, ...] = ()


class Outlet(Declared):
    """One invented outlet."""

    outlet_id: str
    name: str
    kind: Kind
    domains: tuple[str, ...]
    governing_body: str = ""
    organisation: str
    legal_form: str
    is_city_owned: bool = False
    is_press_run: bool = False
    layout: Layout = "classic"
    links: tuple[str, ...] = ()  # what its menu shows besides, as label|address
    footer: Literal["lines", "table", "inline"]
    listings: tuple[ListingStyle, ...]
    articles_a_day: int
    licences: tuple[Licence, ...]

    @property
    def first_licensed_on(self) -> date:
        """The day from which the outlet is judged."""
        return min(licence.issued_on for licence in self.licences)

    def licence_shown_on(self, day: date) -> Licence:
        """Return the licence that its home page shows: the newest one issued by that day."""
        issued = [x for x in self.licences if x.issued_on <= day]
        return max(issued, key=lambda x: x.issued_on, default=self.licences[0])


class ExpectedVerdict(Declared):
    """A verdict that a fault must lead to: of one rule, or of every rule of a grain; without days, on all its days."""

    rule_id: str = ""
    grain: Grain | None = None
    days: Span | None = None
    status: Status
    strength: Literal["duty", "advisory", "signal"] | None = None
    cause: str | None = None


class Fault(Declared):
    """One thing that goes wrong at one outlet, or only looks like it, with the verdicts it must lead to.

    Attributes:
        fields: Fields of the home page that are left out, or of which it speaks.
        links: Further entries of the home page's menu, as ``label|address``.
        renamed: The label under which the link named in ``fields`` stands.
        lines: Further lines of the home page's footer.
        calls_itself: What the home page says instead of its kind.
        shown_name: What the home page's head says instead of the outlet's name.
        source: What an article reprints or corrects, as ``outlet:day:number`` or the outlet alone.
        gone: Days on which its server no longer gives the article.
        near: Rules that it seems to break and does not.
    """

    misbehaviour: Misbehaviour
    outlet_id: str
    days: Span
    article: int | None = None
    listing: ListingStyle | None = None
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    renamed: str = ""
    lines: tuple[str, ...] = ()
    calls_itself: str = ""
    shown_name: str = ""
    source: Place | None = None
    delay_minutes: int | None = None
    attempts: int = 0
    copies: int = 0
    retry_after: Literal["seconds", "date"] | None = None
    target: str = ""
    charset: str = ""
    declared: str = ""
    layout: Layout | None = None
    published: date | None = None
    gone: Span | None = None
    harvest: tuple[str, str] | None = None
    quarantine: str | None = None
    note: str = ""
    near: tuple[str, ...] = ()
    verdicts: tuple[ExpectedVerdict, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Return whether the fault is there on a day."""
        return self.days[0] <= day <= self.days[1]


class JudgedRule(Declared):
    """Whom a rule concerns, and in which of the years collected it has a text that is in force."""

    kinds: tuple[Kind, ...]
    grain: Grain
    in_force: tuple[int, ...]
    in_force_for: dict[Kind, tuple[int, ...]] = {}  # for kinds for which the years are others
    spares_press_run: tuple[int, ...] = ()  # years in which its text leaves out what a press agency runs
    left_out: str = ""  # why it is not judged at all


class Faults(Declared):
    """The file faults.yml: every rule, and every fault."""

    rules: dict[str, JudgedRule]
    faults: tuple[Fault, ...]


def read_yaml(name: str) -> Any:
    """Return the content of one of the city's files."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def outlets() -> dict[str, Outlet]:
    """Return every outlet of the city by id, in the order of the file."""
    return {x.outlet_id: x for x in TypeAdapter(list[Outlet]).validate_python(read_yaml("outlets.yml"))}


@cache
def faults() -> Faults:
    """Return what goes wrong in the city."""
    return Faults.model_validate(read_yaml("faults.yml"))


@cache
def _faults_by_outlet() -> dict[str, tuple[Fault, ...]]:
    """Return every outlet's faults."""
    return {outlet_id: tuple(f for f in faults().faults if f.outlet_id == outlet_id) for outlet_id in outlets()}


def faults_of(outlet_id: str, day: date, *kinds: Misbehaviour) -> Iterator[Fault]:
    """Yield an outlet's faults that hold on a day: those of some kinds, or all."""
    there = _faults_by_outlet().get(outlet_id, ())
    yield from (x for x in there if x.holds_on(day) and (not kinds or x.misbehaviour in kinds))


def fault_of_article(outlet_id: str, day: date, number: int) -> Fault | None:
    """Return what is wrong with an outlet's nth article of a day, if anything."""
    return next((fault for fault in faults_of(outlet_id, day) if fault.article == number), None)
