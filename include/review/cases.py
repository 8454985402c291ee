"""What a reviewer reads before deciding: matters, their findings, and what was decided and answered so far.

Everything comes from the published copy; states come from the ledger, which knows of decisions the copy does not yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from include.ledger.entries import Entry, entries
from include.ledger.kinds import EntryKind
from include.review.decisions import FindingState, states
from include.warehouse.published import rows

ON_FINDING = frozenset({EntryKind.DECISION.value, EntryKind.REPLY.value})
MATTERS = """
    select
        episodes.episode_id as matter_id, episodes.outlet_id, outlets.outlet_name, outlets.kind, outlets.jurisdiction,
        episodes.rule_id, rules.title_vi, episodes.rule_version_id, episodes.strength, episodes.cause,
        episodes.first_day, episodes.last_day
    from fct_episodes as episodes
    inner join dim_outlets as outlets on episodes.outlet_id = outlets.outlet_id
    inner join dim_rules as rules on episodes.rule_id = rules.rule_id
    where episodes.status = 'not_met' and episodes.strength in ('duty', 'advisory')
    order by episodes.strength desc, episodes.last_day desc, outlets.outlet_name, rules.title_vi
"""
BELONGS = """
    fct_findings as findings inner join fct_episodes as episodes
        on findings.outlet_id = episodes.outlet_id and findings.rule_version_id = episodes.rule_version_id
        and episodes.status = 'not_met' and findings.finding_date between episodes.first_day and episodes.last_day
"""


@dataclass(frozen=True)
class Matter:
    """Findings of one outlet, rule version and cause on days in a row; counts are of findings by state."""

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
    counts: Mapping[FindingState, int]

    def has(self, state: FindingState) -> bool:
        """Return whether any of its findings is in a state."""
        return self.counts.get(state, 0) > 0


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
    state: FindingState


@dataclass(frozen=True)
class PairArticle:
    """One of two articles that stand side by side."""

    outlet_name: str
    title: str | None
    canonical_url: str
    published_at: datetime | None
    uncertainty_minutes: float | None


def _counts() -> dict[str, dict[FindingState, int]]:
    """Return, for each matter, how many of its findings are in which state."""
    decided = states()
    counted: dict[str, dict[FindingState, int]] = {}
    for row in rows(f"select findings.finding_id, episodes.episode_id from {BELONGS}"):  # noqa: S608 - our own words
        found = counted.setdefault(row["episode_id"], {})
        state = decided.get(row["finding_id"], FindingState.CANDIDATE)
        found[state] = found.get(state, 0) + 1
    return counted


def matters() -> list[Matter]:
    """Return every matter with a finding: duties first, then the newest first."""
    counted = _counts()
    return [Matter(**row, counts=counted[row["matter_id"]]) for row in rows(MATTERS) if row["matter_id"] in counted]


def matter(matter_id: str) -> Matter | None:
    """Return one matter, or nothing when the published copy has none of that id."""
    return next((found for found in matters() if found.matter_id == matter_id), None)


def findings_of(matter_id: str) -> list[Finding]:
    """Return the findings of a matter by day."""
    wanted = f"select findings.* from {BELONGS} where episodes.episode_id = ? order by finding_date, finding_id"  # noqa: S608
    return _findings(rows(wanted, [matter_id]))


def finding(finding_id: str) -> tuple[Finding, str] | None:
    """Return one finding and the id of its matter, or nothing."""
    wanted = f"select findings.*, episodes.episode_id from {BELONGS} where findings.finding_id = ?"  # noqa: S608
    found = rows(wanted, [finding_id])
    return (_findings(found)[0], found[0]["episode_id"]) if found else None


def _findings(found: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Turn rows into findings with the states that the ledger gives them."""
    decided = states()
    names = [field.name for field in fields(Finding) if field.name != "state"]
    return [
        Finding(**{name: row[name] for name in names}, state=decided.get(row["finding_id"], FindingState.CANDIDATE))
        for row in found
    ]


def pair(of: Finding) -> list[PairArticle]:
    """Return the two articles that a finding about a reprint rests on, the earlier first; else nothing."""
    found = rows(
        "select outlets.outlet_name, articles.title, articles.canonical_url, articles.published_at, "
        "articles.published_uncertainty_minutes as uncertainty_minutes from fct_articles as articles "
        "inner join dim_outlets as outlets on articles.outlet_id = outlets.outlet_id "
        "where articles.article_id in (select unnest(?)) order by articles.published_at nulls last",
        [of.evidence_key.split("<") if "<" in of.evidence_key else []],
    )
    return [PairArticle(**row) for row in found] if len(found) == 2 else []


def log_of(finding_id: str) -> list[Entry]:
    """Return what was decided of a finding and answered to it, oldest first."""
    return [entry for entry in entries(subject_id=finding_id) if entry.kind in ON_FINDING]
