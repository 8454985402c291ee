"""The blind sample: people say what they see at a drawn place without knowing whether anything was found there.

Two people answer each place, each without the other's answer; where they differ a third is asked. Whoever decided the
matter of a finding, or will not act on it, is not asked about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from include.archive.facts import Capture
from include.archive.index import read_index
from include.errors import ActRefusedError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.review import cases
from include.review.acts import Act, Person, Refusal, check_act
from include.review.board import Board, board
from include.review.reasons import LONGEST
from include.text import has_words
from include.warehouse.published import rows

ASKED_OF_EACH = 2
LOOKED_BACK = 30  # days: the newest home page by a day may have been captured earlier, when it has not changed since
PLACE = """
    select
        outlets.outlet_name, outlets.kind, rules.title_vi, rules.grain, versions.instrument, versions.provision,
        versions.address as provision_address, versions.threshold, versions.unit
    from fct_verdicts as verdicts
    inner join dim_outlets as outlets on verdicts.outlet_id = outlets.outlet_id
    inner join dim_rules as rules on verdicts.rule_id = rules.rule_id
    left join dim_rule_versions as versions on verdicts.rule_version_id = versions.rule_version_id
    where verdicts.outlet_id = ? and verdicts.rule_id = ? and verdicts.verdict_date = ?
    limit 1
"""
ARTICLE = """
    select title, canonical_url, capture_id, published_at, published_date, landed_on from fct_articles
    where article_id = ?
"""
ORIGINALS = """
    select outlets.outlet_name, articles.title, articles.canonical_url, articles.published_at,
    articles.published_uncertainty_minutes as uncertainty_minutes
    from fct_reprints as reprints
    inner join fct_articles as articles on reprints.original_article_id = articles.article_id
    inner join dim_outlets as outlets on articles.outlet_id = outlets.outlet_id
    where reprints.reprint_article_id = ?
    order by articles.published_at nulls last
"""


class Seen(StrEnum):
    """What somebody saw at a place."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass
class Item:
    """A drawn place, and what was answered."""

    item: str
    subject_id: str
    rule_id: str
    outlet_id: str
    day: date
    finding_id: str
    article_id: str
    answers: list[Entry] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether another answer is needed: the first, the second, or a third where those two differ."""
        said = [entry.payload["answer"] for entry in self.answers]
        return len(said) < ASKED_OF_EACH or (len(said) == ASKED_OF_EACH and len(set(said)) > 1)


@dataclass(frozen=True)
class Article:
    """The article that a place is about."""

    title: str | None
    canonical_url: str
    capture_id: str | None
    published_at: datetime | None
    published_date: date | None
    landed_on: date | None


@dataclass(frozen=True)
class Place:
    """What is shown of a drawn place: where it is and what is asked, never what was found there."""

    outlet_name: str
    kind: str
    title_vi: str
    grain: str
    instrument: str | None
    provision: str | None
    provision_address: str | None
    threshold: float | None
    unit: str | None
    article: Article | None
    originals: tuple[cases.PairArticle, ...]


def items() -> dict[str, Item]:
    """Return every drawn place with its answers, in the order of the draws."""
    found: dict[str, Item] = {}
    for entry in entries(EntryKind.SAMPLE_DRAWN):
        kept = entry.payload
        found[kept["item"]] = Item(
            kept["item"], entry.subject_id, kept["rule_id"], kept["outlet_id"], date.fromisoformat(kept["day"]),
            kept["finding_id"], kept["article_id"],
        )  # fmt: skip
    for entry in entries(EntryKind.SAMPLE_ANSWERED):
        found[entry.payload["item"]].answers.append(entry)
    return found


def waiting_for(who: Person, known: Board | None = None) -> list[Item]:
    """Return the places on which somebody may still be asked, those of the earliest month first."""
    followed = known or board()
    asked = [one for one in items().values() if one.is_open and who.name not in _answered_by(one.answers)]
    matters = cases.matters_of([one.finding_id for one in asked if one.finding_id])
    return [one for one in asked if who.name not in _partial(one, matters.get(one.finding_id, ""), followed)]


def _answered_by(answers: Sequence[Entry]) -> set[str]:
    """Return who has answered."""
    return {entry.actor for entry in answers}


def _partial(asked: Item, matter_id: str, known: Board) -> set[str]:
    """Return who knows what was found at a place since they decided on its matter, and who will not act on it."""
    record = known.record(asked.outlet_id, matter_id)
    return record.deciders() | record.recused()


def place_of(asked: Item) -> Place | None:
    """Return what is shown of a place; nothing when a rebuild no longer judges it."""
    found = rows(PLACE, [asked.outlet_id, asked.rule_id, asked.day])
    if not found:
        return None
    articles = rows(ARTICLE, [asked.article_id]) if asked.article_id else []
    originals = rows(ORIGINALS, [asked.article_id]) if asked.article_id else []
    article = Article(**articles[0]) if articles else None
    return Place(**found[0], article=article, originals=tuple(cases.PairArticle(**row) for row in originals))


def page_of(asked: Item, place: Place) -> Capture | None:
    """Return the archived page of a place: its article's, or the newest home page by its day."""
    if place.grain == "article":
        return _article_page(asked, place.article)
    if place.grain != "home_page":
        return None
    for back in range(LOOKED_BACK):
        captures = read_index(asked.outlet_id, asked.day - timedelta(days=back)).of_scope("home_page")
        if captures:
            return captures[-1]
    return None


def _article_page(asked: Item, article: Article | None) -> Capture | None:
    """Return the capture that an article was read from, if the archive still holds it."""
    if article is None or not article.capture_id:
        return None
    days = {day for day in (article.published_date, article.landed_on, asked.day) if day is not None}
    captures = (one for day in sorted(days) for one in read_index(asked.outlet_id, day).captures)
    return next((one for one in captures if one.capture_id == article.capture_id), None)


def answer(item: str, said: str, text: str, who: Person, at: datetime) -> Entry:
    """Record what somebody saw at a drawn place.

    Raises:
        ActRefusedError: The place was not drawn, the person may not answer or has, no answer is needed any more, or
            the answer is none of the list or says nothing.
    """
    asked = items().get(item)
    if asked is None:
        raise ActRefusedError(f"{item} was not drawn.", code=Refusal.NOT_FOUND, hint="Take the next one.")
    matter_id = cases.matters_of([asked.finding_id]).get(asked.finding_id, "")
    check_act(Act.ANSWER_SAMPLE, who, _partial(asked, matter_id, board()))
    if said not in set(Seen) or not has_words(text):
        raise ActRefusedError("Answer and text are needed.", code=Refusal.TEXT_EMPTY, hint="Say what was seen.")
    if len(text) > LONGEST:
        raise ActRefusedError("The text is too long.", code=Refusal.REASON_LONG, hint=f"Use at most {LONGEST}.")

    def allows(known: Sequence[Entry]) -> bool:
        given = [e for e in known if e.kind == EntryKind.SAMPLE_ANSWERED and e.payload["item"] == item]
        asked.answers = given
        return asked.is_open and who.name not in _answered_by(given)

    payload = {"item": item, "answer": said, "reason": text.strip()}
    written = append_if(allows, EntryKind.SAMPLE_ANSWERED, asked.subject_id, payload, who.name, at)
    if written is None:
        raise ActRefusedError("It was answered.", code=Refusal.NO_CHANGE, hint="Take the next one.")
    return written
