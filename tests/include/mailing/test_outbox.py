"""A copy in the mail server's record settles a mail in doubt only where it is the mail that we made."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from include.ledger.entries import append
from include.mailing import outbox
from include.mailing.message_bytes import flat
from include.mailing.outbox import MailState
from include.mailing.policy import MAIL
from include.settings import settings

MESSAGE_ID = "<correction.1@press.example>"


@pytest.fixture
def record(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mail server's folder of copies, beside an installation that has its key."""
    append("decision", "a", {}, "x")
    (home / "record").mkdir()
    monkeypatch.setenv("PRESS_MAIL_RECORD", str(home / "record"))
    settings.cache_clear()
    return home / "record"


def leaving() -> bytes:
    """Note that a mail leaves, and return its bytes."""
    message = EmailMessage(policy=MAIL)
    message["Message-ID"], message["To"] = MESSAGE_ID, "a@example.vn"
    message.set_content("Kính gửi", cte="base64")
    outbox.prove(message)
    outbox.note_claimed(message, written := flat(message))
    return written


def test_a_copy_that_the_mail_server_kept_settles_a_mail_in_doubt(record: Path) -> None:
    written = leaving()
    assert outbox.state_of(MESSAGE_ID) == MailState.CLAIMED
    (record / "1").write_bytes(written)
    assert outbox.state_of(MESSAGE_ID) == MailState.SENT


def test_a_copy_that_somebody_wrote_leaves_the_mail_in_doubt(home: Path, record: Path) -> None:
    leaving()
    (noted,) = (home / "outbox").iterdir()
    for number, text in enumerate((f"Message-ID: {MESSAGE_ID}\n\n", noted.read_text(encoding="utf-8"))):
        (record / str(number)).write_text(text, encoding="utf-8")
    assert outbox.state_of(MESSAGE_ID) == MailState.CLAIMED
