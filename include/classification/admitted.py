"""The admitted articles of a day, one version each, as classification reads them from landing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from include.classification.syllables import nfc
from include.landing import store

_COLUMNS = (
    "article_id", "capture_id", "outlet_id", "title", "text", "canonical_url", "text_sha256",
    "published_uncertainty_minutes", "published_date", "published_at", "updated_at",
)  # fmt: skip
_LIGHT_COLUMNS = tuple(name for name in _COLUMNS if name not in ("title", "text", "canonical_url"))


@dataclass(frozen=True, slots=True)
class Article:
    """One admitted article.

    Attributes:
        published_at: Instant of publication, as landed or as a person repaired it; None where unknown.
        uncertainty_minutes: Half-width of the interval that instant lies in.
        title, text: NFC; empty where only light columns were read.
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
    )


def admitted(day: date, *, with_text: bool = True) -> list[Article]:
    """Return the admitted articles landed on a day, one version each, ordered by id."""
    admissions = store.read(
        "admissions", [day], columns=["article_id", "capture_id", "status", "repaired_published_at"]
    ).to_pylist()
    repaired = {
        (row["article_id"], row["capture_id"]): row["repaired_published_at"]
        for row in admissions
        if row["status"] == "admitted"
    }
    rows = store.read("articles", [day], columns=_COLUMNS if with_text else _LIGHT_COLUMNS).to_pylist()
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = newest.get(row["article_id"])
        if (row["article_id"], row["capture_id"]) in repaired and (known is None or _age(row) > _age(known)):
            newest[row["article_id"]] = row
    return [_article(row, repaired[row["article_id"], row["capture_id"]]) for _, row in sorted(newest.items())]


def digest(articles: Sequence[Article]) -> str:
    """Return a hash that changes when an article, its text or its publication time does."""
    lines = (
        f"{a.article_id} {a.capture_id} {a.text_sha256} {a.published_at} {a.uncertainty_minutes}" for a in articles
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
