"""The admitted articles of a day, one version each, as classification reads them from landing."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from include.classification.syllables import nfc
from include.landing import store

_COLUMNS = (
    "article_id", "capture_id", "outlet_id", "title", "summary", "text", "canonical_url", "text_sha256",
    "published_uncertainty_minutes", "published_date", "published_at", "updated_at",
)  # fmt: skip

_DIGESTED = {
    "articles": ("article_id", "capture_id", "outlet_id", "text_sha256", "published_at", "updated_at"),
    "admissions": ("article_id", "capture_id", "status"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """One admitted article.

    Attributes:
        published_at: Instant of publication, as landed or as a person repaired it; None where unknown.
        uncertainty_minutes: Half-width of the interval that instant lies in.
        title, lead, text: NFC; empty where there is none. The lead is what the outlet puts before the text; some
            pages and feeds repeat it there.
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

    @property
    def body(self) -> str:
        """Lead and text, the lead once only, joined by a line feed."""
        return self.text if self.lead in self.text else f"{self.lead}\n{self.text}"

    @property
    def whole(self) -> str:
        """Title, lead and text, joined by line feeds: all that the outlet itself says."""
        return f"{self.title}\n{self.body}"


def _age(row: dict[str, Any]) -> tuple[str, str]:
    """Order the versions of one article: the last changed one wins, the capture id breaks ties."""
    changed = row["updated_at"] or row["published_at"]
    return (changed.isoformat() if changed else "", row["capture_id"])


def _article(row: dict[str, Any], repaired_at: datetime | None) -> Article:
    """Make one article of a landing row."""
    return Article(
        article_id=row["article_id"],
        capture_id=row["capture_id"],
        outlet_id=row["outlet_id"],
        text_sha256=row["text_sha256"],
        published_at=repaired_at or row["published_at"],
        uncertainty_minutes=0.0 if repaired_at else row["published_uncertainty_minutes"] or 0.0,
        published_date=row["published_date"],
        title=nfc(row.get("title") or ""),
        text=nfc(row.get("text") or ""),
        canonical_url=row.get("canonical_url") or "",
        lead=nfc(row.get("summary") or "").strip(),
    )


def admitted(day: date, only: Collection[str] | None = None) -> list[Article]:
    """Return the admitted articles landed on a day, one version each, ordered by id.

    Args:
        day: Day of landing.
        only: Narrow them to these ids.
    """
    admissions = store.read(
        "admissions", [day], columns=["article_id", "capture_id", "status", "repaired_published_at"]
    ).to_pylist()
    repaired = {
        (row["article_id"], row["capture_id"]): row["repaired_published_at"]
        for row in admissions
        if row["status"] == "admitted"
    }
    landed = store.read("articles", [day], columns=_COLUMNS)
    if only is not None:
        landed = landed.filter(pc.is_in(landed["article_id"], pa.array(sorted(only), pa.string())))
    newest: dict[str, dict[str, Any]] = {}
    for row in landed.to_pylist():
        known = newest.get(row["article_id"])
        if (row["article_id"], row["capture_id"]) in repaired and (known is None or _age(row) > _age(known)):
            newest[row["article_id"]] = row
    return [_article(row, repaired[row["article_id"], row["capture_id"]]) for _, row in sorted(newest.items())]


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
