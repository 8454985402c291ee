"""What comes back is recorded once, named to the operators, and sent again only after a person settled it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from include.errors import ReportError
from include.ledger.entries import entries
from include.ledger.keys import rotate_key
from include.ledger.signing import proofs
from include.mailing import outbox
from include.mailing.outbox import DELIVERY, PROOF_HEADER
from include.reporting import deliver as delivering
from include.reporting.approve import approve
from include.reporting.bounces import read_notice, record_bounces
from include.reporting.compose import Snapshot
from include.reporting.deliver import deliver
from include.reporting.deliveries import folder_in_doubt, settle
from include.reporting.delivery_states import delivery_states
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.test_mails import HOSTILE

TODAY = date(2026, 11, 16)
NOTICE = """From: MAILER-DAEMON@mx.example.vn
To: bao-cao@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn

Final-Recipient: rfc822; van_phong_ubnd@hanoi.example.vn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such
 user \x1b[2J

--b
Content-Type: {headers}

Message-ID: {message_id}
X-Press-Delivery: {proof}
Subject: x

--b--
"""


@pytest.fixture
def bounces(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a maildir for what comes back."""
    folder = home / "bounces"
    (folder / "new").mkdir(parents=True)
    monkeypatch.setenv("PRESS_BOUNCE_MAILBOX", str(folder))
    settings.cache_clear()
    return folder


@pytest.fixture
def sent(snapshot: Snapshot, mailbox: Mailbox, bounces: Path) -> str:
    """Deliver the report and return the Message-ID of the mail to the office."""
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    deliver(snapshot.folder, today=TODAY)
    (claim,) = entries("delivery_claimed", "monthly_compliance/2026-11/van_phong_ubnd")
    return str(claim.payload["message_id"])


def drop(folder: Path, message_id: str, name: str = "1", **said: str) -> None:
    """Put a notice into the mailbox."""
    given_ = {"action": "failed", "status": "5.1.1", "headers": "text/rfc822-headers", "proof": "", **said}
    given_["proof"] = given_["proof"] or proofs(DELIVERY, message_id)[0]
    (folder / "new" / name).write_text(NOTICE.format(message_id=message_id, **given_), encoding="utf-8")


def states(snapshot: Snapshot) -> dict[str, str]:
    return {row["recipient_id"]: row["state"] for row in delivery_states(snapshot)}


@pytest.mark.parametrize("headers", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_came_back_is_recorded_once_and_named_to_the_operators(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str, headers: str
) -> None:
    drop(bounces, sent, headers=headers)
    assert record_bounces() == {"read": 1, "bounced": 1, "late": 0}
    assert record_bounces() == {"read": 1, "bounced": 0, "late": 0}
    assert states(snapshot) == {"van_phong_ubnd": "bounced", "ban_tuyen_giao": "accepted"}
    told = [one.get_content() for one in mailbox.messages() if "không đến được" in one["Subject"]]
    assert len(told) == 1
    assert "monthly_compliance/2026-11/van_phong_ubnd: failed 5.1.1 smtp; 550 5.1.1 No such user" in told[0]
    assert "\x1b" not in told[0]


def test_it_goes_again_only_after_a_person_settled_it(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str
) -> None:
    drop(bounces, sent)
    record_bounces()
    with pytest.raises(ReportError, match=r"came back from van_phong_ubnd.*settle monthly_compliance --period 2026-11"):
        deliver(snapshot.folder, today=TODAY)
    folder = folder_in_doubt("monthly_compliance", "2026-11", "van_phong_ubnd")
    settle(folder, "van_phong_ubnd", "Đã sửa địa chỉ", "văn thư", has_arrived=False)
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 1
    assert record_bounces()["bounced"] == 0  # the old notice is no news
    assert states(snapshot)["van_phong_ubnd"] == "accepted"


def test_a_copy_or_a_note_of_the_time_before_settles_no_mail_that_left_once_more(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_MAIL_RECORD", str(mailbox.folder))
    settings.cache_clear()
    note = outbox._path(sent, ".sent")
    first = note.read_text(encoding="utf-8")
    drop(bounces, sent)
    record_bounces()
    settle(snapshot.folder, "van_phong_ubnd", "Đã sửa địa chỉ", "văn thư", has_arrived=False)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(delivering, "send_mail", killed)
        deliver(snapshot.folder, today=TODAY)
    note.write_text(first, encoding="utf-8")  # as whoever kept it can
    with pytest.raises(ReportError, match="Nobody knows whether"):
        deliver(snapshot.folder, today=TODAY)
    settle(snapshot.folder, "van_phong_ubnd", "Máy chủ không nhận", "văn thư", has_arrived=False)
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 1
    mine = [message for message in mailbox.messages() if str(message["Message-ID"]).strip() == sent]
    (proof,) = {str(message["X-Press-Delivery"]).strip() for message in mine} - {proofs(DELIVERY, sent)[0]}
    drop(bounces, sent, "2", proof=proof)
    assert record_bounces()["bounced"] == 1


def test_whoever_held_a_mail_at_the_wrong_address_says_nothing_of_where_it_went_since(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str
) -> None:
    drop(bounces, sent)
    record_bounces()
    settle(snapshot.folder, "van_phong_ubnd", "Đã sửa địa chỉ", "văn thư", has_arrived=False)
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 1
    drop(bounces, sent, "2", status="5.2.2")  # another notice, with the proof of the time before
    assert record_bounces()["bounced"] == 0
    assert states(snapshot)["van_phong_ubnd"] == "accepted"


def test_a_mail_that_is_late_needs_nobody_and_is_said_so(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str
) -> None:
    drop(bounces, sent, action="delayed", status="4.4.1")
    assert record_bounces()["late"] == 1
    assert states(snapshot)["van_phong_ubnd"] == "late"
    assert deliver(snapshot.folder, today=TODAY)["already_sent"] == 2


def test_a_recipient_who_works_out_the_message_id_of_another_forges_no_notice_on_their_mail(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str
) -> None:
    own = next(str(one[PROOF_HEADER]) for one in mailbox.messages() if str(one["Message-ID"]).strip() != sent)
    for number, proof in enumerate((own, "0" * 32, "x", "Ngọc")):
        drop(bounces, sent, str(number), proof=proof)
    assert record_bounces() == {"read": 4, "bounced": 0, "late": 0}
    assert states(snapshot)["van_phong_ubnd"] == "accepted"


def test_many_notices_on_one_mail_are_one_record_and_one_mail_to_the_operators(
    snapshot: Snapshot, mailbox: Mailbox, bounces: Path, sent: str
) -> None:
    for number in range(5):
        drop(bounces, sent, str(number), status=f"5.1.{number}")
    assert record_bounces() == {"read": 5, "bounced": 1, "late": 0}
    assert len(entries("delivery_bounced")) == 1
    settle(snapshot.folder, "van_phong_ubnd", "Đã hỏi", "văn thư", has_arrived=True)
    assert record_bounces()["bounced"] == 0
    assert states(snapshot)["van_phong_ubnd"] == "accepted"


def test_a_notice_on_a_mail_that_left_before_the_key_was_rotated_is_believed(bounces: Path, sent: str) -> None:
    drop(bounces, sent)
    rotate_key("hằng năm", "vận hành")
    assert record_bounces()["bounced"] == 1


def test_mails_made_to_stop_the_reader_keep_no_notice_waiting(bounces: Path, sent: str) -> None:
    for number, content in enumerate(HOSTILE.values()):
        (bounces / "new" / f"0{number}").write_bytes(content)
        nested = content.replace(b"Subject: x", b"Content-Type: text/rfc822-headers\r\nSubject: x", 1)
        (bounces / "new" / f"1{number}").write_bytes(nested)
    (bounces / "new" / "2").symlink_to("/etc/passwd")
    drop(bounces, sent, "9")
    assert record_bounces() == {"read": 2 * len(HOSTILE) + 1, "bounced": 1, "late": 0}


@pytest.mark.parametrize("action", ["delivered", "relayed", ""])
def test_what_is_no_failure_or_none_of_ours_changes_nothing(
    snapshot: Snapshot, bounces: Path, sent: str, action: str
) -> None:
    drop(bounces, sent, action=action)
    drop(bounces, "<someone@else.example>", "2")
    (bounces / "new" / "3").write_bytes(b"Subject: Ngh\xc3\xa9\r\n\r\nvacation \xff")
    assert record_bounces() == {"read": 3, "bounced": 0, "late": 0}
    assert states(snapshot)["van_phong_ubnd"] == "accepted"


def test_before_anything_was_tried_every_recipient_is_queued(snapshot: Snapshot) -> None:
    assert set(states(snapshot).values()) == {"queued"}


@tries(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "message/rfc822", "message/delivery-status", "multipart/report"]))
def test_no_bytes_break_the_reading_of_notices(body: bytes, kind: str) -> None:
    assert isinstance(list(read_notice(f"Content-Type: {kind}\n\n".encode() + body)), list)
