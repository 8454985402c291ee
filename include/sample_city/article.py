"""One article of the city: a noun that its writer, its pages and its listings share."""

from dataclasses import dataclass, field
from datetime import date, datetime

from include.sample_city.declaration import Fault, Misbehaviour
from include.sample_city.writing import Draft, plain_slug


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the city, as its outlet publishes it."""

    number: int
    outlet_id: str
    host: str
    day_number: int
    draft: Draft
    published_at: datetime
    listed_on: date
    byline: str = ""
    original: "Article | None" = None
    fault: Fault | None = None
    updated_at: datetime | None = None
    credit: str = field(default="")
    credit_time: bool = True
    credit_link: bool = True

    @property
    def problem(self) -> Misbehaviour | None:
        """What is wrong with the article, if anything."""
        return self.fault.misbehaviour if self.fault else None

    @property
    def first(self) -> "Article":
        """The article of which this one is a reprint, in the end."""
        return self.original.first if self.original else self

    @property
    def path(self) -> str:
        """Where the article stands on its host."""
        folder = "noi-bo" if self.problem is Misbehaviour.ROBOTS_FORBIDS else self.draft.slug
        return f"/{folder}/{plain_slug(self.draft.title)[:70].strip('-')}-{self.number}.html"

    @property
    def url(self) -> str:
        """The article's address."""
        return f"http://{self.host}{self.path}"

    @property
    def day(self) -> date:
        """The local day of publication."""
        return self.published_at.date()
