"""What a reviewer reads before deciding: matters, their findings, and what was decided and answered so far.

Figures come from the published copy; acts come from the ledger, which knows of those that the copy does not yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import compress
from threading import Lock
from typing import Any, NamedTuple, overload

import pyarrow as pa
import pyarrow.compute as pc

from include.ledger.entries import Entry
from include.review.board import board
from include.review.decisions import MatterFacts
from include.review.dossier import MatterRecord
from include.warehouse import published
from include.warehouse.published import rows

MATTERS = """
    select
        matters.matter_id, matters.outlet_id, outlets.outlet_name, outlets.kind, matters.jurisdiction,
        matters.rule_id, rules.title_vi, matters.rule_version_id, matters.strength, matters.cause,
        matters.first_day, matters.last_day, matters.evidence_count, matters.is_nameable,
        matters.evidence_count > 0 or matters.merged_into is not null as has_evidence
    from fct_matters as matters
    inner join dim_outlets as outlets on matters.outlet_id = outlets.outlet_id
    inner join dim_rules as rules on matters.rule_id = rules.rule_id
    where matters.state not in ('merged', 'vanished')
    order by matters.first_day, matters.strength desc, matters.matter_id
"""
BATCH = 1_000  # matters made at once by whoever walks through all of them
_READING = Lock()


class Matter(NamedTuple):
    """One outlet, one rule, one cause, its days."""

    matter_id: str
    outlet_id: str
    outlet_name: str
    kind: str
    jurisdiction: str
    rule_id: str
    title_vi: str
    rule_version_id: str
    strength: str
    cause: str
    first_day: date
    last_day: date
    evidence_count: int
    is_nameable: bool
    has_evidence: bool = True


class Matters(Sequence[Matter]):
    """The matters of one published copy, oldest first, kept as columns: a copy may hold a hundred thousand.

    Making a matter of every row costs most of a second, and a page of the queue shows fifty.
    """

    def __init__(self, table: pa.Table) -> None:
        """Keep a table that has a column for each field of a matter."""
        self._table = table.select(Matter._fields).combine_chunks()
        self._columns: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        """Return how many matters there are."""
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, place: int) -> Matter: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Matter]: ...

    def __getitem__(self, place: int | slice) -> Matter | Sequence[Matter]:
        """Return the matter at a place, or those of a part."""
        if isinstance(place, slice):
            return Matters(self._table[place])
        return Matter._make(column[place].as_py() for column in self._table.columns)

    def __iter__(self) -> Iterator[Matter]:
        """Yield every matter, oldest first."""
        for batch in self._table.to_batches(BATCH):
            yield from map(Matter._make, zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def column(self, name: str) -> list[Any]:
        """Return one field of every matter, oldest first; made when first asked for."""
        if name not in self._columns:
            self._columns[name] = self._table[name].to_pylist()
        return self._columns[name]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each matter stands in the order, by its id."""
        return {matter_id: place for place, matter_id in enumerate(self.column("matter_id"))}

    def before(self, day: date) -> range:
        """Return the places of the matters whose first day is earlier than a day."""
        return range(int(pc.sum(pc.less(self._table["first_day"], pa.scalar(day))).as_py() or 0))


@dataclass(frozen=True)
class Finding:
    """One piece of evidence, as the statement of reasons gives it."""

    finding_id: str
    outlet_id: str
    rule_id: str
    rule_version_id: str
    evidence_key: str
    article_id: str | None
    capture_id: str | None
    earlier_capture_id: str | None
    strength: str
    cause: str
    evidence_url: str | None
    excerpt: str | None
    observed_value: str | None
    unit: str | None
    instrument: str | None
    provision: str | None
    provision_address: str | None
    page_sha256: str | None
    earlier_page_sha256: str | None
    original_page_sha256: str | None
    threshold: float | None
    finding_date: date
    captured_at: datetime | None
    first_missing_at: datetime | None
    last_missing_at: datetime | None
    extractor_version: int | None = None


@dataclass(frozen=True)
class PairArticle:
    """One of two articles that stand side by side."""

    outlet_name: str
    title: str | None
    canonical_url: str
    published_at: datetime | None
    uncertainty_minutes: float | None


@lru_cache(maxsize=2)
def _copy(build: str) -> Matters:
    """Return the matters of one published copy, oldest first; a copy never changes."""
    return Matters(published.table(MATTERS))


def matters() -> Matters:
    """Return the matters of the current copy, oldest first, read once however many ask at the same time."""
    with _READING:
        return _copy(str(published.current()))


def without_evidence() -> frozenset[str]:
    """Return the matters that stand by what people decided, and of which the current copy holds no evidence."""
    known = matters()
    return frozenset(compress(known.column("matter_id"), (not has for has in known.column("has_evidence"))))


def matter(matter_id: str) -> Matter | None:
    """Return one matter, or nothing when the published copy has none of that id."""
    known = matters()
    place = known.places.get(matter_id)
    return None if place is None else known[place]


def record_of(found: Matter) -> MatterRecord:
    """Return what the ledger holds of a matter."""
    return board().record(found.outlet_id, found.matter_id)


def log_of(found: Matter) -> list[Entry]:
    """Return every act on a matter, oldest first."""
    return record_of(found).entries


def findings_of(matter_id: str) -> list[Finding]:
    """Return the findings of a matter by day."""
    return _findings(
        rows(
            "select findings.* from fct_matter_findings as belongs "
            "inner join fct_findings as findings on belongs.finding_id = findings.finding_id "
            "where belongs.matter_id = ? order by findings.finding_date, findings.finding_id",
            [matter_id],
        )
    )


def finding(finding_id: str) -> tuple[Finding, str] | None:
    """Return one finding and the id of its matter, or nothing."""
    found = rows(
        "select findings.*, belongs.matter_id from fct_findings as findings "
        "inner join fct_matter_findings as belongs on findings.finding_id = belongs.finding_id "
        "where findings.finding_id = ?",
        [finding_id],
    )
    return (_findings(found)[0], found[0]["matter_id"]) if found else None


def matters_of(finding_ids: Sequence[str]) -> dict[str, str]:
    """Return the id of the matter of each finding that the current copy holds."""
    found = rows(
        "select finding_id, matter_id from fct_matter_findings where finding_id in (select unnest(?))",
        [list(finding_ids)],
    )
    return {row["finding_id"]: row["matter_id"] for row in found}


def _findings(found: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Turn rows into findings."""
    names = [field.name for field in fields(Finding)]
    return [Finding(**{name: row[name] for name in names}) for row in found]


def facts_of(found: Matter, findings: Sequence[Finding]) -> MatterFacts:
    """Return what an act on a matter keeps of it."""
    hashes = {sha for f in findings for sha in (f.page_sha256, f.earlier_page_sha256, f.original_page_sha256) if sha}
    return MatterFacts(
        found.matter_id,
        found.outlet_id,
        found.rule_id,
        found.rule_version_id,
        found.cause,
        found.strength,
        found.jurisdiction,
        found.first_day,
        found.last_day,
        tuple(one.finding_id for one in findings),
        tuple(sorted(hashes)),
        tuple(sorted({str(one.extractor_version) for one in findings if one.extractor_version is not None})),
    )


def pair(of: Finding) -> list[PairArticle]:
    """Return the two articles that a finding about a reprint rests on, the earlier first; else nothing."""
    if "<" not in of.evidence_key:
        return []
    found = rows(
        "select outlets.outlet_name, articles.title, articles.canonical_url, articles.published_at, "
        "articles.published_uncertainty_minutes as uncertainty_minutes from fct_articles as articles "
        "inner join dim_outlets as outlets on articles.outlet_id = outlets.outlet_id "
        "where articles.article_id in (select unnest(?)) order by articles.published_at nulls last",
        [of.evidence_key.split("<")],
    )
    return [PairArticle(**row) for row in found] if len(found) == 2 else []
