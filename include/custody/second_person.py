"""The check for acts that need two people: one proposes, another, signed in and named by the settings, agrees."""

from include.errors import DeclarationError
from include.ledger.entries import Entry
from include.reporting.approve import named_approvers
from include.text import has_words


def require_second_person(waiting: Entry | None, sequence: int, reason: str, name: str, what: str) -> Entry:
    """Return what waits for a second person, if this one may agree to it.

    Args:
        waiting: The entry that waits, if any does.
        sequence: The entry that the person saw.
        reason: On what ground; never empty.
        name: User name of the login.
        what: What waits, in one word.

    Raises:
        DeclarationError: Nothing or something else waits, the reason is empty, or the person may not agree.
    """
    if name not in named_approvers():
        raise DeclarationError(f"{name} is not among the approvers that the settings name.", hint="Ask one of them.")
    if waiting is None or waiting.sequence != sequence or not has_words(reason):
        raise DeclarationError(f"No such {what} waits for a second person, or the reason is empty.")
    if waiting.actor.casefold() == name.casefold():  # accounts of two systems, comparable by name alone
        raise DeclarationError(f"{name} entered this {what}.", hint="A second person has to agree.")
    return waiting
