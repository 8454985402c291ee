"""What could be either way, as questions to people: answered, never confirmed, noticed or named."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.review.acts import Act, Person, Refusal, check_act
from include.review.board import Board
from include.review.dossier import Dossier, add_entry
from include.text import has_words
from include.warehouse import published
from include.warehouse.published import rows

QUESTIONS = """
    select
        questions.question_id, questions.outlet_id, outlets.outlet_name, outlets.kind, questions.rule_id,
        rules.title_vi, questions.cause,
        questions.days, questions.first_day, questions.last_day
    from fct_questions as questions
    inner join dim_outlets as outlets on questions.outlet_id = outlets.outlet_id
    inner join dim_rules as rules on questions.rule_id = rules.rule_id
    order by questions.first_day, questions.question_id
"""


class Answered(StrEnum):
    """What somebody saw who looked."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Question:
    """Days on which something was seen that could be either way."""

    question_id: str
    outlet_id: str
    outlet_name: str
    kind: str
    rule_id: str
    title_vi: str
    cause: str
    days: int
    first_day: date
    last_day: date


@lru_cache(maxsize=2)
def _questions(build: str) -> tuple[Question, ...]:
    """Return the questions of one published copy, oldest first; a copy never changes."""
    return tuple(Question(**row) for row in rows(QUESTIONS))


def open_questions(known: Board) -> list[Question]:
    """Return the questions that nobody has answered, oldest first."""
    found = _questions(str(published.current()))
    return [one for one in found if one.question_id not in known.dossier(one.outlet_id).answers]


def question(question_id: str) -> Question | None:
    """Return one question of the current copy, or nothing."""
    return next((one for one in _questions(str(published.current())) if one.question_id == question_id), None)


def answer(asked: Question, said: str, text: str, who: Person, at: datetime) -> Entry:
    """Record the answer to a question, once.

    Raises:
        ActRefusedError: The answer is none of the list, says nothing, or the question was answered.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.ANSWER_QUESTION, who)
        if said not in set(Answered) or not has_words(text):
            raise ActRefusedError("Answer and text are needed.", code=Refusal.TEXT_EMPTY, hint="Say what was seen.")
        if asked.question_id in dossier.answers:
            raise ActRefusedError("It was answered.", code=Refusal.NO_CHANGE, hint="Take the next one.")

    payload = {"question": asked.question_id, "answer": said, "reason": text.strip()}
    return add_entry(check, EntryKind.QUESTION_ANSWERED, asked.outlet_id, payload, who.name, at)
