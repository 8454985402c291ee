"""The mail's own record: what left, by Message-ID, beside the ledger and apart from it.

A mail is noted here before it leaves and once the mail server took it, so that a ledger put back from a backup, or a
process that was killed, does not make it go out twice. Where the mail server keeps a copy of what it took, that copy
settles a mail in doubt. A note or a copy counts only with a proof that a holder of the ledger's key alone can make:
otherwise whoever can write files could stop a report or a correction from leaving unnoticed.
"""

import hashlib
import hmac
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path

from include.atomic import replace_text
from include.errors import LedgerError
from include.ledger.signing import has_key, proofs
from include.mails import HEADER_BYTES, header_of, read_headers
from include.settings import settings

PURPOSE = "sent"
PROOF_HEADER, DELIVERY = "X-Press-Delivery", "delivery"


class MailState(StrEnum):
    """The state of a mail by the outbox."""

    UNKNOWN = "unknown"
    CLAIMED = "claimed"
    SENT = "sent"


def _path(message_id: str, suffix: str) -> Path:
    """Return a mail's file in the outbox."""
    return settings().home / "outbox" / f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}{suffix}"


def prove(message: EmailMessage, after: int = 0) -> None:
    """Put a proof into a mail of ours that is about to leave, by which a copy of it and a notice on it are believed.

    Args:
        message: The mail.
        after: The ledger's entry that let it leave once more; 0 the first time. A copy or a note of the time before
            says nothing of this one.
    """
    message[PROOF_HEADER] = proofs(DELIVERY, _sending_id(str(message["Message-ID"]), after))[0]


def is_proven(message_id: str, proof: str, after: int = 0) -> bool:
    """Return whether a proof is the one that this installation put into the mail, so that its bearer had the mail."""
    made = proofs(DELIVERY, _sending_id(message_id, after))
    return any(hmac.compare_digest(proof.encode(), one.encode()) for one in made)


def _sending_id(message_id: str, after: int) -> str:
    """Return the text that identifies one sending of a mail; the first is named as before mails could be sent again."""
    return f"{message_id} after {after}" if after else message_id


def note_claimed(message: EmailMessage, written: bytes) -> None:
    """Note that a mail is about to leave: its header but for the proof, which the mail alone carries, and its hash."""
    header = "".join(f"{name}: {value}\n" for name, value in message.items() if name != PROOF_HEADER)
    digest = hashlib.sha256(written).hexdigest()
    replace_text(_path(message["Message-ID"], ".eml"), f"{header}X-Press-Sha256: {digest}\n\n")


def note_sent(message_id: str, after: int = 0) -> None:
    """Note that the mail server took a mail."""
    proof = _proofs(_sending_id(message_id, after))[:1]
    replace_text(_path(message_id, ".sent"), "\n".join((message_id, *proof)) + "\n")


def _proofs(sending: str) -> list[str]:
    """Return what proves that we noted a mail as sent; nothing without a key, since operators get mails even then."""
    try:
        return proofs(PURPOSE, sending) if has_key() else []
    except (LedgerError, OSError):
        return []


def _is_noted_as_sent(message_id: str, after: int) -> bool:
    """Return whether we, and nobody else, noted that a mail was sent."""
    path = _path(message_id, ".sent")
    if not path.is_file():
        return False
    made = _proofs(_sending_id(message_id, after))
    return not made or any(proof in path.read_text(encoding="utf-8", errors="replace").split() for proof in made)


def forget(message_id: str) -> None:
    """Remove the notes of a mail that did not leave."""
    for suffix in (".sent", ".eml"):
        _path(message_id, suffix).unlink(missing_ok=True)


def state_of(message_id: str, after: int = 0) -> MailState:
    """Return the state of a mail without asking the ledger; a note without its proof leaves the mail in doubt.

    Args:
        message_id: Its Message-ID, the same each time that it leaves.
        after: The ledger's entry that let it leave once more; 0 the first time.
    """
    if _is_noted_as_sent(message_id, after):
        return MailState.SENT
    if not any(_path(message_id, suffix).exists() for suffix in (".sent", ".eml")):
        return MailState.UNKNOWN
    return MailState.SENT if _is_taken(message_id, after) else MailState.CLAIMED


def _is_taken(message_id: str, after: int) -> bool:
    """Return whether the mail server has kept a copy of a mail of ours, where it keeps copies that we may read."""
    folder = settings().mail_record
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            with path.open("rb") as mail:
                header = read_headers(mail.read(HEADER_BYTES))
            if header_of(header, "Message-ID").strip() == message_id:
                proof = header_of(header, PROOF_HEADER).strip()
                if has_key() and is_proven(message_id, proof, after):
                    return True
    return False
