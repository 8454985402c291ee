"""Withdraws a page where the law demands it: erases it from archive, landing and copies, and logs that."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from include.archive import withdrawal
from include.archive.facts import Capture
from include.archive.index import archived_days, archived_outlets, read_index
from include.archive.reader import read
from include.archive.retention import has_passed
from include.custody.databases import SHORTEST_QUOTED
from include.custody.landed_rows import remove_landed_rows
from include.custody.traces import (
    Withdrawn,
    changed_snapshots,
    clean_kept_marts,
    hashes,
    remove_traces,
    write_snapshots,
)
from include.custody.withdrawal_notes import note_beside_backups
from include.landing import store
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.pages.charset import decode
from include.periods.days import local_day
from include.text import texts_of
from include.warehouse import published

LISTS = frozenset({"home_page", "listing"})
QUOTABLE = {"articles": ("title", "summary", "text")}  # columns of the landing that hold words of a page
SHORTEST_OWN = 12  # characters; a shorter title could be any other page's

QUOTED = "select capture_id, excerpt, observed_value from fct_findings"
RESTING = "select finding_id, capture_id, earlier_capture_id from fct_findings"


def withdraw(url: str, reason: str, actor: str, at: datetime | None = None) -> list[Capture]:
    """Erase an address from the archive and all that was derived from it, log that, and land its days again.

    Its passages are removed from the warehouse, every published copy and every snapshot at once; the log keeps hashes.
    The next build counts without the page.

    Args:
        url: Address as it was asked, or the one that answered.
        reason: Why; kept for ever.
        actor: Who decided, by role.
        at: Instant of the decision; default now.

    Raises:
        DeclarationError: There is no reason, or the archive never held the address.
    """
    instant = at or datetime.now(UTC)
    pages = _pages_of(url)
    passages, articles = _passages(pages), _articles(pages)  # read before the pages they stand on are erased
    erased = withdrawal.withdraw(url, reason, instant)
    note_beside_backups(url, reason, actor, instant)
    withdrawn = Withdrawn.of(passages, local_day(instant))
    snapshots = changed_snapshots(withdrawn)
    payload = _payload(reason, erased, withdrawn, snapshots)
    append_if(lambda known: not _is_logged(known, payload), EntryKind.WITHDRAWAL, url, payload, actor, instant)
    write_snapshots(snapshots)
    clean_kept_marts(withdrawn)
    remove_traces(withdrawn)
    remove_landed_rows(erased, articles)
    return erased


def _payload(
    reason: str, erased: list[Capture], withdrawn: Withdrawn, snapshots: Mapping[Path, dict[str, Any]]
) -> dict[str, Any]:
    """Return what the ledger keeps of a withdrawal: ids and hashes, nothing of what the pages said."""
    captures = [capture.capture_id for capture in erased]
    return {
        "reason": reason,
        "captures": captures,
        "findings": findings_on(captures),
        "passages": hashes(withdrawn.passages),
        "snapshots": {record["withdrawn"]["content_hash"]: record["content_hash"] for record in snapshots.values()},
        "sent": already_sent({record["content_hash"] for record in snapshots.values()}, withdrawn),
        "quoted_by": quoted_by(erased, withdrawn),
    }


def _is_logged(known: Sequence[Entry], payload: dict[str, Any]) -> bool:
    """Return whether the log says all this of an address: a run that was killed after its entry is run again."""
    return any(
        entry.kind == EntryKind.WITHDRAWAL
        and set(payload["captures"]) <= set(entry.payload["captures"])
        and payload["snapshots"].items() <= entry.payload.get("snapshots", {}).items()
        for entry in known
    )


def _pages_of(url: str) -> set[str]:
    """Return the captures of an address, those that are withdrawn already among them."""
    return {
        capture.capture_id
        for outlet_id in archived_outlets()
        for day in archived_days(outlet_id)
        for index in [read_index(outlet_id, day)]
        for capture in (*index.captures, *index.withdrawn)  # a run that was killed is finished by the same command
        if url in (capture.url, capture.final_url)
    }


def _articles(pages: set[str]) -> set[str]:
    """Return the articles that were landed from captures."""
    rows = store.read("articles", columns=["article_id", "capture_id"]).to_pylist()
    return {row["article_id"] for row in rows if row["capture_id"] in pages}


def _passages(pages: set[str]) -> set[str]:
    """Return what the landing and the published copy hold of captures: titles, leads, texts, snippets."""
    found: set[str] = set()
    for name, columns in QUOTABLE.items():
        rows = store.read(name, columns=["capture_id", *columns]).to_pylist()
        found.update(row[column] for row in rows if row["capture_id"] in pages for column in columns)
    found = {text for text in found if text and len(text) >= SHORTEST_OWN and " " in text}
    for row in published.rows(QUOTED) if published.is_there() else ():
        if row["capture_id"] in pages:
            quoted = (row["excerpt"] or "", row["observed_value"] or "")
            found.update(text for text in quoted if len(text) >= SHORTEST_QUOTED)
    return found


def already_sent(content_hashes: set[str], withdrawn: Withdrawn) -> list[str]:
    """Return the mails and letters sent with a withdrawn passage, so that people write to whoever has them.

    Args:
        content_hashes: Reports that quoted one, as they were approved.
        withdrawn: The passages.

    Returns:
        Subjects of mails (report/period/recipient) and of letters to outlets, as the ledger names them.
    """
    mails = (e.subject_id for e in entries(EntryKind.DELIVERY_SENT) if e.payload.get("content_hash") in content_hashes)
    letters = (
        f"{entry.kind} {entry.subject_id}, entry {entry.sequence}"
        for kind in (EntryKind.NOTICE_DRAFTED, EntryKind.NOTICE_SENT)
        for entry in entries(kind)
        if any(passage in text for text in texts_of(entry.payload) for passage in withdrawn.passages)
    )
    return sorted({*mails, *letters})


def quoted_by(erased: list[Capture], withdrawn: Withdrawn) -> list[str]:
    """Return the addresses of lists and home pages whose archived answers of the same days quote what was withdrawn.

    They are pages of their own, sealed until their retention ends: whether they must go too, a person decides. Of a day
    that has passed its retention no such page is left.
    """
    found = set()
    days = {(capture.outlet_id, capture.day) for capture in erased}
    for outlet_id, day in sorted(one for one in days if not has_passed(*one)):
        for capture in read_index(outlet_id, day).captures:
            if capture.scope in LISTS and capture.url not in found:
                body = unescape(decode(read(capture).body)[0])
                if any(passage in body for passage in withdrawn.passages):
                    found.add(capture.url)
    return sorted(found)


def findings_on(captures: list[str]) -> list[str]:
    """Return the published findings that rest on captures: the next build removes them, and the log names them."""
    if not published.is_there():
        return []
    wanted = set(captures)
    return sorted(
        row["finding_id"]
        for row in published.rows(RESTING)
        if not wanted.isdisjoint((row["capture_id"], row["earlier_capture_id"]))
    )
