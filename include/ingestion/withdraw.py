"""Withdraws a page where the law demands it: from the archive, from the landing, and into the log."""

from datetime import UTC, datetime

from include.archive import withdrawal
from include.archive.facts import Capture
from include.ingestion.reextract import reextract_days
from include.ledger.entries import append
from include.ledger.kinds import EntryKind
from include.outlets import registry


def withdraw(url: str, reason: str, actor: str, at: datetime | None = None) -> list[Capture]:
    """Erase an address, log it, and land again the days that held it; the warehouse follows with its next build.

    Args:
        url: Address as it was asked, or the one that answered.
        reason: Why; kept for ever.
        actor: Who decided, by role.
        at: Instant of the decision; default now.

    Raises:
        DeclarationError: There is no reason, or the archive never held the address.
    """
    instant = at or datetime.now(UTC)
    erased = withdrawal.withdraw(url, reason, instant)
    payload = {"reason": reason, "captures": [capture.capture_id for capture in erased]}
    append(EntryKind.WITHDRAWAL, url, payload, actor, instant)
    for outlet_id in sorted({capture.outlet_id for capture in erased} & set(registry.profiles())):
        reextract_days({capture.day for capture in erased if capture.outlet_id == outlet_id}, [outlet_id])
    return erased
