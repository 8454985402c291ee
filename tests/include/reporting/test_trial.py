"""A trial goes to an operator, says what it is, and is no delivery."""

import pytest

from include.errors import ReportError
from include.ledger.entries import entries
from include.reporting.compose import Snapshot
from include.reporting.trial import send_trial
from tests.include.reporting.conftest import Mailbox


def test_a_trial_says_that_it_is_one_and_records_nothing(snapshot: Snapshot, mailbox: Mailbox) -> None:
    send_trial(snapshot.folder, "van-hanh@example.org")
    (message,) = mailbox.messages()
    assert message["Subject"].startswith("[GỬI THỬ] ")
    assert len(message["Subject"]) <= 78
    assert "không phải báo cáo đã ban hành" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert len(list(message.iter_attachments())) == 3
    assert entries() == []


def test_a_trial_goes_to_nobody_else(snapshot: Snapshot, mailbox: Mailbox) -> None:
    with pytest.raises(ReportError, match="operators alone"):
        send_trial(snapshot.folder, "van_phong_ubnd@hanoi.example.vn")
    assert mailbox.messages() == []
