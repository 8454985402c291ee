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
PERIODS = ((date(2021, 6, 1), date(2021, 6, 5)), (date(2026, 10, 15), date(2026, 11, 14)))
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


def _span(text: object) -> object:
    """Read ``first..last`` or one day as a pair of days."""
    first, _, last = str(text).partition("..")
    return (first, last or first)


Span = Annotated[tuple[date, date], BeforeValidator(_span)]


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
        return max(
            (x for x in self.licences if x.issued_on <= day), key=lambda x: x.issued_on, default=self.licences[0]
        )


class ExpectedVerdict(Declared):
    """A verdict that a fault must lead to; without days, on all of the fault's."""

    rule_id: str
    days: Span | None = None
    status: Status
    strength: Literal["duty", "advisory", "signal"] | None = None
    cause: str | None = None


class Fault(Declared):
    """One thing that goes wrong at one outlet, with what must come of it."""

    misbehaviour: Misbehaviour
    outlet_id: str
    days: Span
    article: int | None = None
    listing: ListingStyle | None = None
    fields: tuple[str, ...] = ()
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
    verdicts: tuple[ExpectedVerdict, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the fault is there on a day."""
        return self.days[0] <= day <= self.days[1]


class Faults(Declared):
    """The file faults.yml: whom the judged rules concern, and every fault."""

    rules: dict[str, tuple[Kind, ...]]
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


def faults_of(outlet_id: str, day: date, *kinds: Misbehaviour) -> Iterator[Fault]:
    """Yield an outlet's faults of some kinds that hold on a day."""
    for fault in faults().faults:
        if fault.outlet_id == outlet_id and fault.misbehaviour in kinds and fault.holds_on(day):
            yield fault


def fault_of_article(outlet_id: str, day: date, number: int) -> Fault | None:
    """Return what is wrong with an outlet's nth article of a day, if anything."""
    named = (f for f in faults().faults if f.outlet_id == outlet_id and f.article == number)
    return next((f for f in named if f.holds_on(day)), None)
