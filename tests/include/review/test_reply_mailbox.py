"""Each mail of the reply mailbox waits once at the desk, sealed, and holds up naming until somebody has handled it."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import TransientError
from include.ledger import sealed_files
from include.review import naming, replies, reply_mailbox
from include.review.acts import Refusal
from include.review.board import board
from include.review.dossier import UNKNOWN, dossier_of
from include.review.reply_mailbox import Mail, read_replies
from include.settings import settings
from tests.include.review.test_contacts import land
from tests.include.review.test_decisions import refused
from tests.include.test_mails import HOSTILE
from tests.support.reviewed import AN, AT, BINH, GIANG, days, decided, delivered, facts


def mail(sender: str, subject: str = "Ý kiến", number: int = 1) -> bytes:
    """Return a mail."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = sender, subject, f"<{number}@x.vn>"
    message.set_content("Đơn vị có ý kiến như sau.")
    return message.as_bytes()


@pytest.fixture
def mailbox(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a maildir, and land one contact."""
    folder = desk / "replies"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", str(folder))
    settings.cache_clear()
    land({"outlet_id": "tong_hop", "work_address": "Van-Thu@trang.example.vn", "effective_from": date(2026, 1, 1)})
    return folder


def drop(mailbox: Path, content: bytes, name: str = "1", folder: str = "new") -> None:
    """Put a mail into the mailbox."""
    (mailbox / folder / name).write_bytes(content)


def test_a_mail_waits_once_whole_and_sealed_and_the_mailbox_is_left_as_it_is(mailbox: Path) -> None:
    content = mail("Văn thư <van-thu@trang.example.vn>")
    drop(mailbox, content)
    assert read_replies(AT) == {"read": 1, "new": 1, "unknown": 0}
    assert read_replies(days(1)) == {"read": 1, "new": 0, "unknown": 0}
    (entry,) = dossier_of("tong_hop").open_messages()
    assert sealed_files.read(entry.payload["file_sha256"]) == content
    assert [path.name for path in (mailbox / "new").iterdir()] == ["1"]


def test_a_mail_that_was_handled_waits_no_more(mailbox: Path) -> None:
    drop(mailbox, mail("van-thu@trang.example.vn"))
    read_replies(AT)
    (entry,) = dossier_of("tong_hop").open_messages()
    replies.handle_message("tong_hop", entry.payload["message"], "Đã nhập thành ý kiến", AN, days(1))
    assert read_replies(days(2))["new"] == 0
    assert dossier_of("tong_hop").open_messages() == []


def test_mails_made_to_stop_the_reader_wait_like_others_and_keep_none_behind_them_waiting(mailbox: Path) -> None:
    for number, content in enumerate(HOSTILE.values()):
        drop(mailbox, content, f"0{number}")
    drop(mailbox, mail("van-thu@trang.example.vn"), "9")
    assert read_replies(AT) == {"read": len(HOSTILE) + 1, "new": len(HOSTILE) + 1, "unknown": len(HOSTILE)}
    assert len(dossier_of("tong_hop").open_messages()) == 1


def test_mails_that_would_fill_the_disk_wait_in_the_mailbox(mailbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(mailbox, mail("van-thu@trang.example.vn"), "1")
    read_replies(AT)
    drop(mailbox, mail("ai-do@khac.example"), "2")
    with monkeypatch.context() as patch, pytest.raises(TransientError, match="too little to keep further mails"):
        patch.setattr(reply_mailbox, "disk_usage", lambda _: MagicMock(free=reply_mailbox.LEAST_FREE_BYTES + 10))
        read_replies(days(1))
    assert read_replies(days(1))["new"] == 1


@pytest.mark.parametrize("inside", ["\n ", "\r\n\t", "\r", "\x07", "\x1b[2J", "\x0b", "\x00"])
def test_a_mail_whose_message_id_holds_what_no_form_sends_waits_once_and_is_handled(mailbox: Path, inside: str) -> None:
    content = mail("ai-do@la.example.vn").replace(b"<1@x.vn>", f"<1{inside}@x.vn>".encode())
    drop(mailbox, content)
    assert [read_replies(days(day))["new"] for day in range(3)] == [1, 0, 0]
    (entry,) = dossier_of(UNKNOWN).open_messages()
    sent = str(entry.payload["message"]).replace("\n", "\r\n")  # as a form does
    replies.handle_message(UNKNOWN, sent, "Thư không liên quan đến thông báo nào", AN, days(4))
    assert dossier_of(UNKNOWN).open_messages() == []


def test_two_mails_of_one_message_id_both_wait(mailbox: Path) -> None:
    drop(mailbox, mail("van-thu@trang.example.vn"), "1")
    drop(mailbox, mail("van-thu@trang.example.vn", "Ý kiến bổ sung"), "2", "cur")
    assert read_replies(AT)["new"] == 2


def test_a_notices_number_in_the_subject_says_whose_a_mail_is(mailbox: Path) -> None:
    decided(facts(), "confirm", AN)
    delivered(facts())
    assert reply_mailbox.whose(Mail(mail("a@mien-phi.example", "Trả lời công văn số 12/SVHTT")), board()) == "tong_hop"
    assert reply_mailbox.whose(Mail(mail("a@mien-phi.example", "Trả lời công văn số 112/SVHTT")), board()) == UNKNOWN


def test_a_mail_of_nobody_known_holds_up_every_outlet(mailbox: Path) -> None:
    decided(facts(), "confirm", AN)
    delivered(facts())
    decided(facts(), "confirm", BINH, days(20))
    drop(mailbox, mail("ai-do@mien-phi.example"))
    assert read_replies(days(20)) == {"read": 1, "new": 1, "unknown": 1}
    assert refused(naming.release_naming, facts(), GIANG, days(20)) == Refusal.OPEN_MESSAGES
    (entry,) = dossier_of(UNKNOWN).open_messages()
    replies.handle_message(UNKNOWN, entry.payload["message"], "Thư quảng cáo", AN, days(20))
    naming.release_naming(facts(), GIANG, days(20))


def test_without_a_mailbox_nothing_is_read(desk: Path) -> None:
    assert read_replies(AT) == {"read": 0, "new": 0, "unknown": 0}


def test_a_mailbox_that_is_gone_is_said_so(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", str(desk / "nowhere"))
    settings.cache_clear()
    with pytest.raises(TransientError):
        read_replies(AT)


@given(st.binary(max_size=300))
def test_no_bytes_keep_a_mail_from_being_taken(content: bytes) -> None:
    taken = Mail(content)
    assert taken.message_id
    assert isinstance(taken.sender + taken.subject, str)
