"""The sliding window on disk: the fingerprints of the days before a day, one file a day.

The files are a cache. Each names the articles it was made of by their digest; one that is missing, of another version
or of other articles is made again from landing. They may be deleted at any time.
"""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from include.atomic import replacing
from include.classification.admitted import Article, admitted, digest
from include.classification.reprints.candidates import Postings, index
from include.classification.reprints.pairs import VERSION
from include.classification.reprints.shingles import fingerprint
from include.landing import store
from include.settings import settings

WINDOW_DAYS = 30
KEPT_CHARACTERS = 100_000_000


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


def make_prints(articles: list[Article], made_of: str) -> DayPrints:
    """Fingerprint the articles of a day whose landing has a digest."""
    prints = fingerprint([article.text for article in articles])
    return DayPrints(
        article_ids=np.array([article.article_id for article in articles], np.str_),
        outlet_ids=np.array([article.outlet_id for article in articles], np.str_),
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
            shingles=prints.postings.shingles,
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
        return None


class Window:
    """The fingerprints of the days around a day, each checked against landing once."""

    def __init__(self) -> None:
        """Start with nothing checked."""
        self._digests: dict[date, str] = {}
        self._articles: dict[date, list[Article]] = {}
        self._characters = 0
        self._days = set(store.days("admissions"))

    def days_before(self, day: date) -> list[date]:
        """Return the days of the window before a day of which articles were admitted, ascending."""
        return sorted(known for known in self._days if day - timedelta(days=WINDOW_DAYS) <= known < day)

    def days_after(self, day: date) -> list[date]:
        """Return the days whose window reaches back to a day, ascending."""
        return sorted(known for known in self._days if day < known <= day + timedelta(days=WINDOW_DAYS))

    def articles(self, day: date) -> list[Article]:
        """Return a day's admitted articles, kept for the days that follow while they are few enough."""
        if day in self._articles:
            return self._articles[day]
        found = admitted(day)
        characters = sum(len(article.text) for article in found)
        if self._characters + characters <= KEPT_CHARACTERS:
            self._articles[day] = found
            self._characters += characters
        return found

    def some_articles(self, day: date, article_ids: Sequence[str]) -> list[Article]:
        """Return some of a day's admitted articles, ordered by id; of a large day no more than these are read."""
        if day not in self._articles:
            return admitted(day, article_ids)
        wanted = set(article_ids)
        return [article for article in self._articles[day] if article.article_id in wanted]

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
