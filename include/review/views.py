"""Who opened which evidence: each view is an entry beside the outlet's dossier, so that acts need not read it."""

from datetime import datetime

from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.review.acts import Person

VIEWS = "evidence/"


def log_view(outlet_id: str, seen: dict[str, str], who: Person, at: datetime) -> Entry:
    """Record that somebody opened evidence on an outlet.

    Args:
        outlet_id: The outlet; ``unknown`` where nobody can say.
        seen: What was opened: ``matter`` and ``finding``; ``capture`` where a page was, ``shown_as`` where as a
            picture, ``pack`` where it was taken away.
        who: Who opened it.
        at: Instant of the view.
    """
    return append(EntryKind.EVIDENCE_VIEWED, f"{VIEWS}{outlet_id}", seen, who.name, at)


def panes_opened(outlet_id: str, matter_id: str, who: Person) -> tuple[str, ...]:
    """Return the panes of a matter's evidence that somebody has opened so far, as the log has them, each once.

    A pane is called by its finding, then by the capture and by what it was shown as where that was more.
    """
    viewed = entries(EntryKind.EVIDENCE_VIEWED, f"{VIEWS}{outlet_id}")
    return tuple(sorted({_pane(e) for e in viewed if e.actor == who.name and e.payload.get("matter") == matter_id}))


def _pane(view: Entry) -> str:
    """Return what a view opened, in one word."""
    seen = view.payload
    kind = "pack" if seen.get("pack") else seen.get("shown_as", "")
    return ":".join(str(part) for part in (seen["finding"], seen.get("capture", ""), kind) if part)
