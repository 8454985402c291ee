"""Records the restore of an older copy of the ledger: one person proposes, a second one, signed in, agrees.

Only then do the marks that the lost entries left behind no longer count as a cut; reports name the gap.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from include.custody.second_person import require_second_person
from include.errors import DeclarationError, LedgerError
from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.ledger.marks import Mark
from include.ledger.verification import verify
from include.text import has_words


def propose_restore(reason: str, actor: str, against: Mapping[Mark, Path] | None = None) -> Entry:
    """Record what is known of the entries that were lost, and that an older copy was put back.

    Args:
        reason: Why, and from which backup; never empty.
        actor: Account of who put it back.
        against: Marks of the ledger that others kept, each with the file that carries it.

    Raises:
        DeclarationError: There is no reason, or nothing is missing.
        LedgerError: The copy itself is not sound.
    """
    if not has_words(reason):
        raise DeclarationError("A restore needs a reason.", hint="Say why, and from which backup.")
    found = verify(against)
    if found.problem and not found.contradicted:
        raise LedgerError(f"The copy that was put back is not sound: {found.problem}.", hint="Use another backup.")
    if not found.contradicted:
        raise DeclarationError("Nothing is missing from the ledger.", hint="No restore needs to be recorded.")
    newest = found.contradicted[-1]
    is_only_cut = all(mark.count > found.count for mark in found.contradicted)
    agreed = found.count if is_only_cut else found.agreed
    payload = {
        "old_count": newest.count,
        "old_head": newest.head,
        "new_count": found.count,
        "new_head": found.head,
        "entries_lost": newest.count - agreed,
        "agreed": agreed,
        "superseded": [[mark.count, mark.head] for mark in found.contradicted],
        "reason": reason.strip(),
    }
    return append(EntryKind.RESTORE_PROPOSED, found.head, payload, actor)


def open_proposal() -> Entry | None:
    """Return the restore that waits for a second person, or nothing."""
    proposed = entries(EntryKind.RESTORE_PROPOSED)
    agreed = {entry.payload["proposal"] for entry in entries(EntryKind.LEDGER_RESTORED)}
    return proposed[-1] if proposed and proposed[-1].sequence not in agreed else None


def agree_to_restore(sequence: int, reason: str, name: str, authenticated_by: str) -> Entry:
    """Record that a second person, signed in, agrees to a restore.

    Args:
        sequence: The entry that proposes it.
        reason: On what ground; never empty.
        name: User name of the login.
        authenticated_by: The auth manager that says so.

    Raises:
        DeclarationError: There is no such proposal, no reason, or this is the same person or nobody who may approve.
    """
    proposal = require_second_person(open_proposal(), sequence, reason, name, "restore")
    kept = {key: value for key, value in proposal.payload.items() if key != "reason"}
    payload: dict[str, Any] = {
        **kept,
        "proposal": sequence,
        "proposed_by": proposal.actor,
        "reason": reason.strip(),
        "authenticated_by": authenticated_by,
    }
    return append(EntryKind.LEDGER_RESTORED, proposal.subject_id, payload, name)
