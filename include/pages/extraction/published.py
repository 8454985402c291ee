"""When an article was published: every date a page gives, weighed by where it stands and by how near the title.

Mark-up for machines wins over what readers see, the article's own object over the page's, a date after the title over
one before it. The clock of a header, a menu, a running line or a box of other items is never a candidate. Where strong
candidates disagree by more than their precision, the publication lies between them, and that interval is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from include.pages.dates import Moment, parse_moment
from include.pages.extraction.linked import Linked
from include.pages.extraction.shown_dates import Shown, shown_dates
from include.pages.outline import Outline
from include.periods.days import local_day

_STRUCTURED = {"article": 100, "video": 80, "page": 40}
_METAS = {
    "article:published_time": 90, "datepublished": 90, "article:published": 90, "og:published_time": 88, "pubdate": 88,
    "publishdate": 86, "publish-date": 86, "publish_date": 86, "published_time": 86, "published-date": 86,
    "article.published": 86, "cxenseparse:recs:publishtime": 86, "parsely-pub-date": 86, "sailthru.date": 84,
    "dc.date.issued": 84, "dcterms.issued": 84, "dcterms.created": 82, "dc.date": 80, "dc.date.created": 80,
    "article_date_original": 80, "originalpublicationdate": 80, "citation_publication_date": 78, "date": 76,
    "dcsext.articlefirstpublished": 76, "article:create_at": 70, "created": 60, "datecreated": 70,
}  # fmt: skip
_UPDATED = (
    "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dcterms.modified",
    "article:modified", "revised", "og:article:modified_time", "last-updated", "dc.date.modified",
)  # fmt: skip
LAYOUT_WEIGHT = 110  # a person has declared where the outlet shows it
STRONG = 65  # candidates of this weight and more are witnesses of one publication
TOLERANCE = timedelta(minutes=1)  # what clocks of one system differ by when one of them cuts off seconds


@dataclass(frozen=True)
class Candidate:
    """One date that may be that of publication.

    Attributes:
        moment: The date.
        weight: How much it counts.
        source: Where it stands: ``structured_data``, ``meta``, ``markup``, ``shown`` or ``updated``.
    """

    moment: Moment
    weight: int
    source: str


@dataclass(frozen=True)
class Publication:
    """When an article was published, as far as its page says.

    Attributes:
        moment: The date that counts; nothing when the page gives none.
        source: What decided; ``none`` when nothing did.
        earliest: Start of the interval in which it was published.
        latest: End of that interval.
        updated: The last change that the page shows.
    """

    moment: Moment | None = None
    source: str = "none"
    earliest: datetime | None = None
    latest: datetime | None = None
    updated: Moment | None = None


def read(tree: Any, outline: Outline, title: Any, linked: Linked, metas: dict[str, str]) -> Publication:
    """Return the publication of the article that a page shows.

    Args:
        tree: The parsed page.
        outline: What its elements are called and hold.
        title: The element that shows the title, if one does.
        linked: What the page says in JSON-LD.
        metas: Its meta elements by name.
    """
    shown = shown_dates(tree, title, outline)
    candidates = [*_structured(linked), *_of_metas(metas), *_of_shown(shown)]
    updated = _updated(linked, metas, shown)
    return decide(candidates, updated)


def decide(candidates: Iterable[Candidate], updated: Moment | None = None) -> Publication:
    """Return the publication that candidates speak for; the heaviest counts, the first of equal ones."""
    ordered = sorted(candidates, key=lambda candidate: -candidate.weight)
    if not ordered:
        return _of_update(updated) if updated else Publication()
    first = _refined(ordered[0], ordered[1:])
    witnesses = [first, *(each for each in ordered if each.weight >= STRONG)]
    return Publication(first.moment, first.source, *_interval(first, witnesses), updated)


def _of_update(updated: Moment) -> Publication:
    """Return the publication of a page that shows its last change alone: that day, or earlier, nobody knows when."""
    around = timedelta(minutes=max(720.0, updated.uncertainty_minutes))
    return Publication(updated, "updated", updated.instant - around, updated.latest, updated)


def _refined(first: Candidate, others: Iterable[Candidate]) -> Candidate:
    """Return the candidate with the clock that another one adds to its day."""
    is_day = first.moment.precision == "day" or _is_midnight(first.moment)
    if not is_day:
        return first
    day = local_day(first.moment.instant)
    for other in others:
        exact = other.moment.precision != "day" and not _is_midnight(other.moment)
        if exact and local_day(other.moment.instant) == day:
            return replace(first, moment=other.moment)
    return first


def _is_midnight(moment: Moment) -> bool:
    """Return whether a moment is local midnight to the second, which templates print for a day without a clock."""
    return moment.precision == "second" and (moment.instant + timedelta(hours=7)).strftime("%H%M%S") == "000000"


def _interval(first: Candidate, witnesses: Iterable[Candidate]) -> tuple[datetime, datetime]:
    """Return the interval that the chosen candidate and those it contradicts span."""
    earliest, latest = first.moment.earliest, first.moment.latest
    for witness in witnesses:
        moment = witness.moment
        if _is_midnight(moment) and local_day(moment.instant) == local_day(first.moment.instant):
            continue
        if moment.latest < first.moment.earliest - TOLERANCE:
            earliest = min(earliest, moment.earliest)
        elif moment.earliest > first.moment.latest + TOLERANCE:
            latest = max(latest, moment.latest)
    return earliest, latest


def _structured(linked: Linked) -> Iterable[Candidate]:
    """Yield the date of the object that describes the article."""
    for name in ("datePublished", "uploadDate", "dateCreated"):
        moment = parse_moment(linked.text(name) or "")
        if moment:
            yield Candidate(moment, _STRUCTURED[linked.kind] - (10 if name == "dateCreated" else 0), "structured_data")
            return


def _of_metas(metas: dict[str, str]) -> Iterable[Candidate]:
    """Yield the dates of meta elements."""
    for name, weight in _METAS.items():
        moment = parse_moment(metas[name]) if name in metas else None
        if moment:
            yield Candidate(moment, weight, "meta")


def _of_shown(shown: Iterable[Shown]) -> Iterable[Candidate]:
    """Yield the dates that readers see near the title, but for those of a change."""
    for each in shown:
        if not each.is_update:
            yield Candidate(each.moment, each.weight, "markup" if each.is_marked else "shown")


def _updated(linked: Linked, metas: dict[str, str], shown: Iterable[Shown]) -> Moment | None:
    """Return the last change: declared, else shown."""
    declared = [linked.text("dateModified"), *(metas.get(name) for name in _UPDATED)]
    moments = (parse_moment(text) for text in declared if text)
    return next((moment for moment in moments if moment), None) or next(
        (each.moment for each in shown if each.is_update), None
    )
