"""What a drawn city consists of: outlets, articles, and what is planted in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from include.outlets.profile import Kind
from include.sample_city.writing import Draft, plain_slug

PRESS = ("newspaper", "magazine")
Finding = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One drawn outlet.

    Attributes:
        fields: What its masthead may say, by observation; licence dates as ``dd/mm/yyyy``.
        style: Seed of its layouts, the same on all days.
        listing: How it lists its articles.
    """

    outlet_id: str
    name: str
    kind: Kind
    domain: str
    fields: Mapping[str, str]
    issued_on: date
    valid_to: date | None
    style: str
    listing: str

    @property
    def is_press(self) -> bool:
        """Whether it is a press agency."""
        return self.kind in PRESS


@dataclass(frozen=True, slots=True)
class Article:
    """One drawn article; a reprint names its original, and what it leaves out or adds.

    Attributes:
        agency: Whose wire it prints, where it prints one.
    """

    number: int
    outlet: Outlet
    draft: Draft
    published_at: datetime
    byline: str = ""
    original: "Article | None" = None
    lacks: frozenset[str] = frozenset()
    has_comments: bool = False
    agency: str = ""

    @property
    def path(self) -> str:
        """Where it stands on its host."""
        return f"/{self.draft.slug}/{plain_slug(self.draft.title)[:60].strip('-')}-{self.number}.html"

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.outlet.domain}{self.path}"

    @property
    def day(self) -> date:
        """The local day of publication."""
        return self.published_at.date()


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing planted: a breach with the findings it must lead to, or a near miss, which must lead to none."""

    what: str
    outlet_id: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """A drawn city.

    Attributes:
        lacking: Fields and fixed pages that a home page does not show, by outlet, with the first day.
        agreements: Aggregator and the outlet whose articles it may print.
    """

    seed: int
    days: tuple[date, ...]
    outlets: tuple[Outlet, ...]
    articles: tuple[Article, ...]
    planted: tuple[Planted, ...]
    lacking: Mapping[str, tuple[date, frozenset[str]]] = field(default_factory=dict)
    agreements: tuple[tuple[str, str], ...] = ()

    @property
    def findings(self) -> set[Finding]:
        """Every finding that must be made; there is to be no other."""
        return {finding for planted in self.planted for finding in planted.findings}

    def lacks_on(self, outlet: Outlet, day: date) -> frozenset[str]:
        """Return what an outlet's home page does not show on a day."""
        first, names = self.lacking.get(outlet.outlet_id, (day, frozenset()))
        return names if day >= first else frozenset()
