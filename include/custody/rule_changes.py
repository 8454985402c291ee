"""Records that changed rules or readers were judged beside those in use, and that a second person agreed to them.

Nothing is switched on before: a build refuses a change that nobody but its author has seen.
"""

from include.custody.second_person import require_second_person
from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.warehouse.beside import Comparison
from include.warehouse.judged_by import readers_in_force


def record_comparison(found: Comparison, readers: int | None, actor: str) -> Entry:
    """Record what a comparison found.

    Args:
        found: The comparison.
        readers: Version of the readers that read the days again; None where the days were judged as they were landed.
        actor: Account of who ran it.
    """
    payload = {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "verdicts": found.verdicts,
        "changed": len(found.changed),
        "readers": readers,
        "readers_before": readers_in_force(),
        "summary": found.summary(),
        "files": list(found.files),
        "before": found.before,
    }
    return append(EntryKind.RULES_COMPARED, found.fingerprint, payload, actor)


def open_comparison() -> Entry | None:
    """Return the newest comparison if it waits for a second person, or nothing."""
    compared = entries(EntryKind.RULES_COMPARED)
    agreed = {entry.payload["comparison"] for entry in entries(EntryKind.RULES_AGREED)}
    return compared[-1] if compared and compared[-1].sequence not in agreed else None


def agree_to_change(sequence: int, reason: str, name: str, authenticated_by: str) -> Entry:
    """Record that a second person, signed in, agrees that a compared change is switched on.

    Args:
        sequence: The entry of the comparison.
        reason: On what ground; never empty.
        name: User name of the login.
        authenticated_by: The auth manager that says so.

    Raises:
        DeclarationError: No such comparison waits, there is no reason, or this is the same person or nobody who may.
    """
    compared = require_second_person(open_comparison(), sequence, reason, name, "comparison")
    payload = {"comparison": sequence, "compared_by": compared.actor, "reason": reason.strip()}
    payload["before"] = str(compared.payload.get("before", ""))
    payload |= {name: compared.payload.get(name) for name in ("readers", "readers_before")}
    return append(EntryKind.RULES_AGREED, compared.subject_id, payload | {"authenticated_by": authenticated_by}, name)
