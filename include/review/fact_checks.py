"""How people label an article against a published fact-check: repeats, reports or corrects, unrelated.

The retrieval only proposes pairs: a debunking resembles what it debunks. Reports count pairs that a person called, by
kind of outlet; no outlet is named from here, and no verdict descends from it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from include.errors import ActRefusedError
from include.landing import store
from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.review.acts import Act, Person, Refusal, check_act
from include.text import clean

MATCHES, CHECKS = "fact_check_matches", "fact_checks"


class Called(StrEnum):
    """What an article does with the claim."""

    REPEATS = "repeats"
    REPORTS = "reports"
    UNRELATED = "unrelated"


@dataclass(frozen=True)
class Pair:
    """An article that may speak of a claim, and what was last called of it; nothing while it waits."""

    fact_check_id: str
    claim: str
    article_id: str
    title: str
    address: str
    called: str

    @property
    def subject_id(self) -> str:
        """What the ledger's entries on it are about."""
        return f"{self.fact_check_id}/{self.article_id}"


def _newest(table: str) -> list[dict[str, Any]]:
    """Return the rows of a table's newest day."""
    landed = store.days(table)
    return store.read(table, days=[landed[-1]]).to_pylist() if landed else []


def _articles(wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return title and address of articles by id."""
    if not wanted:
        return {}
    rows = store.read("articles", columns=["article_id", "title", "canonical_url"]).to_pylist()
    return {r["article_id"]: (r["title"] or "", r["canonical_url"]) for r in rows if r["article_id"] in wanted}


def pairs() -> list[Pair]:
    """Return every proposed pair, those that wait first, each claim's candidates together."""
    claims = {row["fact_check_id"]: row["claim"] for row in _newest(CHECKS)}
    rows = [row for day in store.days(MATCHES) for row in store.read(MATCHES, days=[day]).to_pylist()]
    keys = sorted({(row["fact_check_id"], row["article_id"]) for row in rows if row["fact_check_id"] in claims})
    articles = _articles({article_id for _, article_id in keys})
    called = {entry.subject_id: entry.payload["called"] for entry in entries(EntryKind.FACT_CHECK_CALLED)}
    found = [
        Pair(check, claims[check], article, *articles.get(article, ("", "")), called.get(f"{check}/{article}", ""))
        for check, article in keys
    ]
    return sorted(found, key=lambda pair: bool(pair.called))


def call_pair(fact_check_id: str, article_id: str, called: str, reason: str, who: Person, at: datetime) -> Entry:
    """Record what an article does with a claim; a later call stands in place of an earlier one.

    Raises:
        ActRefusedError: Who asks may not, the call is none of the list, the reason is empty, or nobody proposed the
            pair.
    """
    check_act(Act.CALL_FACT_CHECK, who)
    if called not in set(Called) or not any(letter.isalnum() for letter in reason):
        raise ActRefusedError("Call and reason are needed.", code=Refusal.TEXT_EMPTY, hint="Say what was read.")
    pair = next((one for one in pairs() if (one.fact_check_id, one.article_id) == (fact_check_id, article_id)), None)
    if pair is None:
        raise ActRefusedError(
            f"{article_id} is no candidate for {fact_check_id}.",
            code=Refusal.NOT_FOUND,
            hint="List the candidates: press fact-checks pairs.",
        )
    payload = {"fact_check_id": fact_check_id, "article_id": article_id, "called": called, "reason": clean(reason)}
    return append(EntryKind.FACT_CHECK_CALLED, pair.subject_id, payload, who.name, at)
