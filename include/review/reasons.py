"""Why somebody decided: a reason from a list, and a text of their own that says more than a click."""

import re
from enum import StrEnum

from include.errors import ActRefusedError
from include.review.acts import Refusal

WORDS_NEEDED = 10
LONGEST = 8000
WORD = re.compile(r"\w+")


class Reason(StrEnum):
    """What a decision rests on."""

    SEEN_ON_CAPTURES = "seen_on_captures"  # the captures show what the finding says
    SHOWN_ELSEWHERE = "shown_elsewhere"  # the page shows it in a place the reader did not look at
    READING_WRONG = "reading_wrong"  # our reading is wrong
    NOT_CONCERNED = "not_concerned"  # the duty does not concern this outlet or article
    PUT_RIGHT = "put_right"  # the outlet has put it right
    OUTLET_EXPLAINED = "outlet_explained"  # the outlet's reply settles it
    OTHER_AUTHORITY = "other_authority"  # another authority is competent
    EVIDENCE_THIN = "evidence_thin"  # the evidence does not carry a decision
    NEW_FACTS = "new_facts"  # something has come to light since


def check_text(text: str, recent: list[str]) -> str:
    """Return a reviewer's text as it is kept.

    Args:
        text: What was typed.
        recent: The reviewer's last texts, which may not be repeated.

    Raises:
        ActRefusedError: The text is too long, has too few different words, or repeats one of the last.
    """
    kept = text.strip()
    if len(kept) > LONGEST:
        raise ActRefusedError(
            f"The reason has {len(kept)} characters.", code=Refusal.REASON_LONG, hint=f"Use at most {LONGEST}."
        )
    if len({word.casefold() for word in WORD.findall(kept)}) < WORDS_NEEDED:
        raise ActRefusedError(
            "The reason says too little.", code=Refusal.REASON_SHORT, hint=f"Use {WORDS_NEEDED} different words."
        )
    if _plain(kept) in {_plain(other) for other in recent}:
        raise ActRefusedError(
            "The reason is one of the last.", code=Refusal.REASON_REPEATED, hint="Say what is so in this matter."
        )
    return kept


def check_reason(code: str) -> Reason:
    """Return a reason of the list.

    Raises:
        ActRefusedError: The list does not hold it.
    """
    if code not in set(Reason):
        raise ActRefusedError(f"{code!r} is no reason.", code=Refusal.UNKNOWN_REASON, hint="Choose one of the list.")
    return Reason(code)


def _plain(text: str) -> str:
    """Return the words of a text alone, so that a blank or a dot more makes no other reason."""
    return " ".join(WORD.findall(text.casefold()))
