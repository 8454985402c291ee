"""The sliding window on disk: the fingerprints of the days before a day, one file a day.

The files are a cache. Each names the articles it was made of by their digest; one that is missing, of another version
or of other articles is made again from landing. They may be deleted at any time.
"""

import json
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from include.atomic import replacing
from include.classification.admitted import AdmittedDay, digest
from include.classification.reprints.candidates import Postings, index
from include.classification.reprints.pairs import VERSION
from include.classification.reprints.shingles import fingerprint, join_prints
from include.landing import store
from include.settings import settings

WINDOW_DAYS = 30
KEPT_BYTES = 200_000_000  # of articles kept in memory for the days that follow


@dataclass(frozen=True, slots=True)
class DayPrints:
    """The fingerprints of one day's admitted articles.

    Attributes:
        article_ids: Ascending; the numbers in the index.
        outlet_ids: Of those articles.
        sizes: Sampled shingles of each.
        postings: The inverted index.
        digest: Of the landing they were made of.
    """

    article_ids: NDArray[np.str_]
    outlet_ids: NDArray[np.str_]
    sizes: NDArray[np.int64]
    postings: Postings
    digest: str


def print_path(day: date) -> Path:
    """Return the file of a day's fingerprints."""
    return settings().home / "fingerprints" / f"{day.isoformat()}.npz"


def make_prints(articles: AdmittedDay, made_of: str) -> DayPrints:
    """Fingerprint the articles of a day whose landing has a digest."""
    prints = join_prints([fingerprint([article.text for article in some]) for some in articles.slices()])
    return DayPrints(
        article_ids=articles.article_ids,
        outlet_ids=articles.outlet_ids,
        sizes=prints.sizes,
        postings=index(prints),
        digest=made_of,
    )


def keep_prints(day: date, prints: DayPrints) -> None:
    """Write a day's fingerprints in one rename."""
    path = print_path(day)
    with replacing(path, is_derived=True) as stream:
        np.savez(
            stream,
            about=np.array(json.dumps({"version": VERSION, "digest": prints.digest})),
            article_ids=prints.article_ids,
            outlet_ids=prints.outlet_ids,
            sizes=prints.sizes.astype(np.int32),
            shingles=prints.postings.shingles,  # hashes do not compress: savez_compressed costs time and saves little
            owners=prints.postings.owners.astype(np.int32),
        )


def kept_prints(day: date, wanted_digest: str) -> DayPrints | None:
    """Return a day's fingerprints from disk, or None when they are not those of the articles wanted."""
    try:
        with np.load(print_path(day), allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            if about != {"version": VERSION, "digest": wanted_digest}:
                return None
            return DayPrints(
                article_ids=arrays["article_ids"],
                outlet_ids=arrays["outlet_ids"],
                sizes=arrays["sizes"].astype(np.int64),
                postings=Postings(arrays["shingles"], arrays["owners"].astype(np.int64)),
                digest=wanted_digest,
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # a cache that was cut short is no error: it is made again from landing


class Window:
    """The fingerprints of the days around a day, each checked against landing once."""

    def __init__(self) -> None:
        """Start with nothing checked."""
        self._digests: dict[date, str] = {}
        self._articles: dict[date, AdmittedDay] = {}
        self._bytes = 0
        self._days = set(store.days("admissions"))

    def days_before(self, day: date) -> list[date]:
        """Return the days of the window before a day of which articles were admitted, ascending."""
        return sorted(known for known in self._days if day - timedelta(days=WINDOW_DAYS) <= known < day)

    def days_after(self, day: date) -> list[date]:
        """Return the days whose window reaches back to a day, ascending."""
        return sorted(known for known in self._days if day < known <= day + timedelta(days=WINDOW_DAYS))

    def articles(self, day: date) -> AdmittedDay:
        """Return a day's admitted articles, kept for the days that follow while they are small enough."""
        if day not in self._articles:
            found = AdmittedDay(day)
            if self._bytes + found.bytes > KEPT_BYTES:
                return found
            self._articles[day] = found
            self._bytes += found.bytes
        return self._articles[day]

    def digest_of(self, day: date) -> str:
        """Return the digest of a day's admitted articles as landed now."""
        if day not in self._digests:
            self._digests[day] = digest(day)
        return self._digests[day]

    def prints(self, day: date) -> DayPrints:
        """Return a day's fingerprints, from disk where they are still true, else from landing."""
        kept = kept_prints(day, self.digest_of(day))
        if kept is None:
            kept = make_prints(self.articles(day), self.digest_of(day))
            keep_prints(day, kept)
        return kept
