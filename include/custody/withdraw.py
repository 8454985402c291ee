"""Withdraws a page where the law demands it: erases it from archive, landing and copies, and logs that."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from include.archive import withdrawal
from include.archive.facts import Capture
from include.archive.index import archived_days, archived_outlets, read_index
from include.archive.reader import read
from include.archive.retention import has_passed
from include.atomic import replacing
from include.custody.databases import SHORTEST_QUOTED
from include.custody.traces import (
    Withdrawn,
    changed_snapshots,
    clean_kept_marts,
    hashes,
    remove_traces,
    write_snapshots,
)
from include.errors import DeclarationError
from include.fetching.causes import HarvestCause
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.landing.compaction import compact
from include.landing.contract import tables
from include.ledger.chain import canonical_json
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.signing import is_signed, key_id, known_publics, public_text, sign, signing_key
from include.outlets import registry
from include.pages.charset import decode
from include.periods.days import local_day
from include.settings import settings
from include.text import texts_of
from include.warehouse import published

NOTED = "withdrawals.jsonl"
"""File beside the backups: what is withdrawn here is withdrawn again from each backup that is put back."""

INGESTION = "include.ingestion"
LISTS = frozenset({"home_page", "listing"})
SAID = {"articles": ("title", "summary", "text")}
SHORTEST_OWN = 12  # characters; a shorter title could be any other page's
KEYS = ("article_id", "capture_id", "record_key")
"""Columns that name an article or a capture; a record's key holds the ids, separated by a stroke."""

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
    said, articles = _passages(pages), _articles(pages)
    erased = withdrawal.withdraw(url, reason, instant)
    _note_beside_backups(url, reason, actor, instant)
    captures = [capture.capture_id for capture in erased]
    gone = Withdrawn.of(said, local_day(instant))
    snapshots = changed_snapshots(gone)
    payload = {
        "reason": reason, "captures": captures, "findings": findings_on(captures), "passages": hashes(gone.passages),
        "snapshots": {record["withdrawn"]["content_hash"]: record["content_hash"] for record in snapshots.values()},
        "sent": already_sent({record["content_hash"] for record in snapshots.values()}, gone),
        "quoted_by": quoted_by(erased, gone),
    }  # fmt: skip
    append_if(lambda known: not _is_logged(known, payload), EntryKind.WITHDRAWAL, url, payload, actor, instant)
    write_snapshots(snapshots)
    clean_kept_marts(gone)
    remove_traces(gone)
    by_day: dict[tuple[str, date], set[str]] = defaultdict(set)
    for capture in erased:
        by_day[capture.outlet_id, capture.day].add(capture.capture_id)
    for (outlet_id, day), ids in sorted(by_day.items()):
        if has_passed(outlet_id, day):
            _remove_captures(outlet_id, day, ids)
        elif outlet_id in registry.profiles():
            reextract_days([day], [outlet_id])
    days = {capture.day for capture in erased}
    _take_out_of_derived({*captures, *articles}, days)
    compact(days=days)  # an earlier segment would hold the pages still
    return erased


def _is_logged(known: Sequence[Entry], payload: dict[str, Any]) -> bool:
    """Return whether the log says all this of an address: a run that was killed behind its entry is run again."""
    return any(
        entry.kind == EntryKind.WITHDRAWAL
        and set(payload["captures"]) <= set(entry.payload["captures"])
        and payload["snapshots"].items() <= entry.payload.get("snapshots", {}).items()
        for entry in known
    )


def _note_beside_backups(url: str, reason: str, actor: str, at: datetime) -> None:
    """Note a withdrawal beside the backups: a restore repeats it before anything opens."""
    if folder := settings().backups:
        folder.mkdir(parents=True, exist_ok=True)
        said = {"url": url, "reason": reason, "actor": actor, "at": at.isoformat(timespec="seconds")}
        key = signing_key()
        signed = {"key_id": key_id(public_text(key)), "signature": sign(key, NOTED, canonical_json(said))}
        path = folder / NOTED
        known = path.read_bytes() if path.exists() else b""
        with replacing(path) as stream:  # a line cut in half would stand in the way of every restore
            stream.write(known + (json.dumps(said | signed, ensure_ascii=False) + "\n").encode())


def noted_withdrawals(folder: Path) -> list[tuple[str, str, str]]:
    """Return address, reason and actor of the withdrawals that are noted beside backups.

    Raises:
        DeclarationError: A line was not signed by this installation: a stranger must not have pages erased.
    """
    path, publics = folder / NOTED, known_publics()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
        try:
            said = {name: str(json.loads(line)[name]) for name in ("url", "reason", "actor", "at")}
            key, signature = str(json.loads(line)["key_id"]), str(json.loads(line)["signature"])
        except (ValueError, LookupError, TypeError, RecursionError):
            key, signature, said = "", "", {}
        if not is_signed(publics.get(key, ""), NOTED, canonical_json(said), signature):
            raise DeclarationError(
                f"{path}, line {number}: no key of this installation signed it.",
                hint="After a rotation keep the younger key beside the key, under its name; else remove the line.",
            )
        found.append((said["url"], said["reason"], said["actor"]))
    return found


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
    for name, columns in SAID.items():
        rows = store.read(name, columns=["capture_id", *columns]).to_pylist()
        found.update(row[column] for row in rows if row["capture_id"] in pages for column in columns)
    found = {text for text in found if text and len(text) >= SHORTEST_OWN and " " in text}
    for row in published.rows(QUOTED) if published.is_there() else ():
        if row["capture_id"] in pages:
            quoted = (row["excerpt"] or "", row["observed_value"] or "")
            found.update(text for text in quoted if len(text) >= SHORTEST_QUOTED)
    return found


def already_sent(content_hashes: set[str], gone: Withdrawn) -> list[str]:
    """Return the mails and letters sent with a withdrawn passage, so that people write to whoever has them.

    Args:
        content_hashes: Reports that quoted one, as they were approved.
        gone: The passages.

    Returns:
        Subjects of mails (report/period/recipient) and of letters to outlets, as the ledger names them.
    """
    mails = (e.subject_id for e in entries(EntryKind.DELIVERY_SENT) if e.payload.get("content_hash") in content_hashes)
    letters = (
        f"{entry.kind} {entry.subject_id}, entry {entry.sequence}"
        for kind in (EntryKind.NOTICE_DRAFTED, EntryKind.NOTICE_SENT)
        for entry in entries(kind)
        if any(passage in text for text in texts_of(entry.payload) for passage in gone.passages)
    )
    return sorted({*mails, *letters})


def quoted_by(erased: list[Capture], gone: Withdrawn) -> list[str]:
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
                if any(passage in body for passage in gone.passages):
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


def _remove_captures(outlet_id: str, day: date, captures: set[str]) -> None:
    """Remove captures from a landing that can no longer be made from the archive."""
    for name in ("captures", "articles", "article_backfills", "article_revisions", "observations"):
        rows = store.read(name, [day], [outlet_id]).to_pylist()
        store.write(name, day, [row for row in rows if row["capture_id"] not in captures], outlet_id)
    harvests = [_withdrawn(row, captures) for row in store.read("harvests", [day], [outlet_id]).to_pylist()]
    store.write("harvests", day, harvests, outlet_id)


def _take_out_of_derived(ids: set[str], days: set[date]) -> None:
    """Remove rows that rest on withdrawn pages from what later stages wrote: they quote or quarantine the pages."""
    for name, declared in tables().items():
        keys = [key for key in KEYS if key in declared.schema.names]
        if keys and declared.writer != INGESTION:
            for day in sorted(days):
                _take_out_of_day(name, day, keys, ids)


def _take_out_of_day(name: str, day: date, keys: list[str], ids: set[str]) -> None:
    """Take rows that name one of the ids out of one day of a table."""
    if not any(_names(row, keys, ids) for row in store.read(name, [day], columns=keys).to_pylist()):
        return
    for partition in store.partitions(name, [day]):
        rows = store.read_partition(name, partition).to_pylist()
        kept = [row for row in rows if not _names(row, keys, ids)]
        if len(kept) < len(rows):
            store.write(name, day, kept, partition.part)


def _names(row: dict[str, Any], keys: list[str], ids: set[str]) -> bool:
    """Return whether a row names an article or a capture."""
    return any(not ids.isdisjoint(str(row[key]).split("/")) for key in keys)


def _withdrawn(row: dict[str, Any], captures: set[str]) -> dict[str, Any]:
    """Return a harvest after its capture was erased."""
    if row["capture_id"] not in captures:
        return row
    gone = {"outcome": "failed", "cause": HarvestCause.WITHDRAWN, "detail": "Withdrawn.", "is_our_failure": True}
    return row | gone | {"capture_id": None}
