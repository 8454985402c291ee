"""Obtains time stamps (RFC 3161) of the ledger's last hash from an outside authority, and verifies them.

A stamp proves that the ledger had this state at that time, even against a holder of the signing key. The archive's
seals are entries of the ledger, so the stamp covers them too.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from cryptography import x509
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response

from include.atomic import replace_text
from include.custody.der import sort_certificates
from include.errors import LedgerError, TransientError
from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.ledger.marks import Mark
from include.ledger.verification import require_sound
from include.settings import settings

ACTOR = "keep_house"
TIMEOUT_SECONDS = 30
REPLY_LIMIT_BYTES = 200_000  # a reply with its chain of certificates has a few thousand
CONTENT_TYPE = "application/timestamp-query"
TOLERANCE = timedelta(minutes=10)  # by which the authority's clock and ours may differ


@dataclass(frozen=True)
class Stamp:
    """A time stamp that was verified: the authority's time, and the state of the ledger that existed then."""

    stamped_at: datetime
    count: int
    head: str


def stamp_ledger(now: datetime) -> dict[str, Any]:
    """Have the ledger's last hash stamped, unless nothing but a stamp was recorded since the last one.

    Args:
        now: The present instant.

    Returns:
        How many stamps were made (0 where no authority is set), and how many entries the newest covers.

    Raises:
        LedgerError: The ledger is not as it was written, or the reply does not prove what was asked.
        TransientError: The authority does not answer.
    """
    if not settings().timestamp_url:
        return {"stamped": 0}
    mark = require_sound()
    stamped = entries(EntryKind.HEAD_STAMPED)
    if mark.count == 0 or (stamped and stamped[-1].sequence == mark.count):
        return {"stamped": 0, "entries": mark.count}
    reply = _ask(mark.short.encode())
    stamp = verify_reply(reply, mark.count, mark.head)
    payload = {
        "count": mark.count,
        "authority": settings().timestamp_url,
        "stamped_at": stamp.stamped_at,
        "reply": base64.b64encode(reply).decode(),
    }
    replace_text(
        settings().home / "timestamps" / f"{mark.count:09d}.mark",
        json.dumps({"mark": str(mark), "reply": payload["reply"]}) + "\n",
    )
    append(EntryKind.HEAD_STAMPED, mark.head, payload, ACTOR, now)
    return {"stamped": 1, "entries": mark.count}


def _ask(message: bytes) -> bytes:
    """Ask the authority for a stamp of a message and return its reply, certificates sorted.

    Raises:
        TransientError: It does not answer, or says no.
    """
    query = TimestampRequestBuilder().data(message).cert_request(cert_request=True).build().as_bytes()
    address = settings().timestamp_url
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.post(
                address,
                data=query,
                headers={"Content-Type": CONTENT_TYPE},
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            )
            answer.raise_for_status()
            parts = answer.iter_content(REPLY_LIMIT_BYTES)  # it raises requests' errors when a connection breaks
            return sort_certificates(next(parts, b""))
    except requests.RequestException as error:
        raise TransientError(
            f"The time stamp authority {address} does not answer: {error}", hint="Check PRESS_TIMESTAMP_URL."
        ) from error


def verify_reply(reply: bytes, count: int, head: str) -> Stamp:
    """Return what a reply proves of a state of the ledger.

    Raises:
        LedgerError: It is not signed by the authority that the settings trust, or is of another state.
    """
    builder = VerifierBuilder()
    for root in _roots():
        builder = builder.add_root_certificate(root)
    try:
        decoded = decode_timestamp_response(sort_certificates(reply))
        builder.build().verify_message(decoded, Mark(count, head).short.encode())
    except (VerificationError, ValueError) as error:
        raise LedgerError(
            f"The time stamp of entry {count} does not prove it: {error}.",
            hint="Check PRESS_TIMESTAMP_CA_FILE; if it is the authority's, the ledger or the stamp was altered.",
        ) from error
    return Stamp(decoded.tst_info.gen_time.astimezone(UTC), count, head)


def _roots() -> list[x509.Certificate]:
    """Return the certificates of the authorities that are trusted.

    Raises:
        LedgerError: None is set, or the file holds none.
    """
    path = settings().timestamp_ca_file
    try:
        return x509.load_pem_x509_certificates(path.read_bytes() if path else b"")
    except (OSError, ValueError) as error:
        raise LedgerError(
            f"No time stamp authority is trusted: {error}.",
            hint="Let PRESS_TIMESTAMP_CA_FILE name the PEM file of the authority's root certificate.",
        ) from error


def verify_stamps(hashes: Sequence[str]) -> Stamp | None:
    """Verify every stamp in the ledger, and return the newest; nothing where none was made.

    Args:
        hashes: Hash of each entry of the verified ledger, in order.

    Raises:
        LedgerError: A stamp does not prove the state it stands for, or contradicts the times in the ledger.
    """
    known = entries()
    newest = None
    for entry in known:
        if entry.kind == EntryKind.HEAD_STAMPED:
            newest = _verified(entry, known, hashes)
    return newest


def _verified(entry: Entry, known: Sequence[Entry], hashes: Sequence[str]) -> Stamp:
    """Return what one entry's stamp proves."""
    count = int(entry.payload["count"])
    if count < 1 or count >= entry.sequence or hashes[count - 1] != entry.subject_id:
        raise LedgerError(f"The time stamp in entry {entry.sequence} is of another ledger.")
    stamp = verify_reply(base64.b64decode(entry.payload["reply"]), count, entry.subject_id)
    if known[count - 1].recorded_at > stamp.stamped_at + TOLERANCE:
        raise LedgerError(
            f"Entry {count} says {known[count - 1].recorded_at}, yet existed {stamp.stamped_at}: the clock was ahead."
        )
    if entry.recorded_at < stamp.stamped_at - TOLERANCE:
        raise LedgerError(f"Entry {entry.sequence} bears a time before its own stamp: the clock was behind.")
    return stamp
