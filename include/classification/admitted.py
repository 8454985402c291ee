"""The admitted articles of a day, one version each, as classification reads them from landing."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from include.classification.syllables import nfc
from include.landing import store

SLICE_ARTICLES = 2_000
_WRITTEN = ("title", "summary", "text")
_SHORT = (
    "article_id", "capture_id", "outlet_id", "canonical_url", "text_sha256", "published_uncertainty_minutes",
    "published_date", "published_at", "published_earliest_at", "published_latest_at", "updated_at",
)  # fmt: skip

_DIGESTED = {
    "articles": (
        "article_id", "capture_id", "outlet_id", "text_sha256", "published_at", "published_earliest_at",
        "published_latest_at", "updated_at",
    ),
    "admissions": ("article_id", "capture_id", "status"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One admitted article.

    Attributes:
        published_at: Instant of publication, as landed or as a person repaired it; None where unknown.
        uncertainty_minutes: Half-width of the interval that instant lies in.
        title, lead, text: NFC; empty where there is none. The lead is what the outlet puts before the text; some
            pages and feeds repeat it there.
        published_middle: Middle of that interval; dates that disagree put it beside the instant.
    """

    article_id: str
    capture_id: str
    outlet_id: str
    text_sha256: str
    published_at: datetime | None
    uncertainty_minutes: float
    published_date: date | None
    title: str = ""
    text: str = ""
    canonical_url: str = ""
    lead: str = ""
    published_middle: datetime | None = None

    @property
    def body(self) -> str:
        """Lead and text, the lead once only, joined by a line feed."""
        return self.text if self.lead in self.text else f"{self.lead}\n{self.text}"

    @property
    def whole(self) -> str:
        """Title, lead and text, joined by line feeds: all that the outlet itself says."""
        return f"{self.title}\n{self.body}"


def _article(row: dict[str, Any]) -> Article:
    """Make one article of a landing row."""
    repaired_at = row["repaired_published_at"]
    return Article(
        article_id=row["article_id"],
        capture_id=row["capture_id"],
        outlet_id=row["outlet_id"],
        text_sha256=row["text_sha256"],
        published_at=repaired_at or row["published_at"],
        uncertainty_minutes=0.0 if repaired_at else row["published_uncertainty_minutes"] or 0.0,
        published_date=row["published_date"],
        title=nfc(row["title"] or ""),
        text=nfc(row["text"] or ""),
        canonical_url=row["canonical_url"] or "",
        lead=nfc(row["summary"] or "").strip(),
        published_middle=repaired_at or _middle(row),
    )


def _middle(row: dict[str, Any]) -> datetime | None:
    """Return the middle of the interval in which an article was published, where its row has one."""
    earliest: datetime | None = row["published_earliest_at"]
    latest: datetime | None = row["published_latest_at"]
    return earliest + (latest - earliest) / 2 if earliest and latest else None


def _newest(landed: pa.Table, day: date) -> pa.Table:
    """Return the admitted rows of a day, of each article the last changed version, by id; capture ids break ties."""
    seen = store.read("admissions", [day], columns=["article_id", "capture_id", "status", "repaired_published_at"])
    passed = seen.filter(pc.equal(seen["status"], "admitted")).drop_columns(["status"])
    numbered = landed.select(_SHORT).append_column("row", pa.array(np.arange(landed.num_rows)))
    found = numbered.join(passed, ["article_id", "capture_id"], join_type="inner")
    found = found.append_column("changed", pc.coalesce(found["updated_at"], found["published_at"]))
    keys = [(name, "ascending", "at_start") for name in ("article_id", "changed", "capture_id")]
    found = found.take(pc.sort_indices(found, sort_keys=keys))
    ids = found["article_id"].to_numpy()
    return found.filter(pa.array(np.append(ids[1:] != ids[:-1], True)[: len(ids)]))


class AdmittedDay:
    """The admitted articles of a day, one version each, ordered by id, held as columns.

    An article becomes a Python object only when it is asked for, a slice or a few at once: a day of a hundred thousand
    articles takes several gigabytes as objects.
    """

    def __init__(self, day: date) -> None:
        """Read a day of landing."""
        landed = store.read("articles", [day], columns=[*_SHORT, *_WRITTEN])
        self._rows = _newest(landed, day)
        self._written = {name: landed[name].chunks for name in _WRITTEN}
        self._begins = np.cumsum([0, *(len(chunk) for chunk in self._written["text"])])
        self.article_ids = np.array(self._rows["article_id"].to_pylist(), np.str_)
        self.outlet_ids = np.array(self._rows["outlet_id"].to_pylist(), np.str_)
        self.bytes = sum(chunk.nbytes for chunks in self._written.values() for chunk in chunks)

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.article_ids)

    def _make(self, rows: pa.Table) -> list[Article]:
        """Make the articles of some rows."""
        places = rows["row"].to_numpy()
        chunks = np.searchsorted(self._begins, places, side="right") - 1
        found = rows.to_pylist()
        for row, chunk, place in zip(found, chunks.tolist(), (places - self._begins[chunks]).tolist(), strict=True):
            row.update({name: parts[chunk][place].as_py() for name, parts in self._written.items()})
        return [_article(row) for row in found]

    def slices(self, size: int = SLICE_ARTICLES) -> Iterator[list[Article]]:
        """Yield all articles in batches of a given size."""
        for first in range(0, len(self), size):
            yield self._make(self._rows.slice(first, size))

    def some(self, article_ids: Collection[str]) -> list[Article]:
        """Return those of some articles that were admitted, by id."""
        wanted = np.unique(np.array(sorted(article_ids), np.str_))
        return self._make(self._rows.take(pa.array(np.flatnonzero(np.isin(self.article_ids, wanted)))))


def admitted(day: date) -> list[Article]:
    """Return the admitted articles landed on a day, one version each, ordered by id; for days known to be small."""
    found = AdmittedDay(day)
    return next(found.slices(len(found)), []) if len(found) else []


def digest(day: date) -> str:
    """Return a hash of which articles of a day are admitted, in which version, with which text."""
    found = hashlib.sha256()
    for table, columns in _DIGESTED.items():
        for partition in store.partitions(table, [day]):
            rows = store.read(table, [day], parts=[partition.part], columns=columns)
            packed = pa.BufferOutputStream()
            with pa.ipc.new_stream(packed, rows.schema) as stream:
                stream.write_table(rows.combine_chunks())
            found.update(f"{table} {partition.part} {rows.num_rows}\n".encode())
            found.update(packed.getvalue())
    return found.hexdigest()
