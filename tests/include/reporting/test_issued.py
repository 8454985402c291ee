"""The signed file of an approved report comes back under its number and date, and may be what is mailed."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import ReportError
from include.ledger import sealed_files
from include.ledger.entries import entries
from include.ledger.verification import verify
from include.reporting import issued
from include.reporting.approve import Login, approve
from include.reporting.compose import Snapshot, compose
from include.reporting.deliver import CopyChoice, deliver
from include.reporting.deliveries import Copy
from include.reporting.issued import Issue, record_issued
from include.reporting.render import render
from include.reporting.shelf import Issued, is_ready, issued_copy, shelf, superseded_by
from include.reporting.signatures import read_states
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.sample_rows import MONTH, month_query
from tests.support.signing import changed_after, signed, with_catalogue

TODAY = date(2026, 11, 20)
ISSUE = Issue("5", date(2026, 11, 18))
BOTH = {"sent": 2, "already_sent": 0, "uncertain": 0, "refused": 0, "bounced": 0, "queued": 0}


@pytest.fixture
def approved(snapshot: Snapshot) -> bytes:
    """Approve the report and return its PDF."""
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    return (snapshot.folder / "monthly_compliance_2026-11.pdf").read_bytes()


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read signed files in this process: the one of their own has its tests in test_signatures."""
    monkeypatch.setattr(issued, "signature_states", read_states)


def issue(body: bytes, said: Issue = ISSUE, folder: Path | None = None, by: Login = DIRECTOR) -> Issued:
    return record_issued(body, said, by, TODAY, folder)


def test_a_signed_file_is_kept_with_both_hashes_under_its_number(snapshot: Snapshot, approved: bytes) -> None:
    body = signed(approved)
    found = issue(body)
    assert (found.number, found.is_over_approved, found.signature) == ("05/BC-SVHTT", True, "intact")
    assert found.says.startswith("Số 05/BC-SVHTT ngày 18/11/2026; chữ ký số còn nguyên vẹn, chưa kiểm tra độ tin cậy")
    (entry,) = entries("report_issued")
    assert entry.payload["trust"] == "not_checked"
    assert sealed_files.read(entry.payload["signed_sha256"]) == issued_copy(snapshot.content_hash) == body
    assert (entry.actor, entry.payload["authenticated_by"]) == (DIRECTOR.name, DIRECTOR.authenticated_by)
    assert verify().is_unbroken


def test_bringing_the_same_again_changes_nothing_and_another_needs_a_reason(approved: bytes) -> None:
    first = issue(signed(approved))
    other = signed(signed(approved), "Dau")
    assert issue(issued_copy(first.content_hash) or b"") == first
    with pytest.raises(ReportError, match="05/BC-SVHTT"):
        issue(other)
    second = issue(other, Issue("5", ISSUE.issued_on, "Đóng dấu sau"))
    assert [one.signed_sha256 for one in shelf()] == [second.signed_sha256] != [first.signed_sha256]


@pytest.mark.parametrize("change", [changed_after, lambda body: body[:-200] + b"0" * 200])
def test_a_file_that_changed_after_signing_is_recorded_so_and_not_mailed(
    snapshot: Snapshot, approved: bytes, monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    assert callable(change)
    monkeypatch.setenv("PRESS_MAILED_COPY", "signed")
    settings.cache_clear()
    try:
        assert issue(change(signed(approved))).signature == "changed"
    except ReportError as error:  # so damaged that it is no PDF any more
        assert "no PDF" in str(error)
    assert not is_ready(snapshot.folder)
    with pytest.raises(ReportError, match="signed|issued"):
        deliver(snapshot.folder, today=TODAY)


def test_a_file_made_anew_is_taken_where_the_report_is_named(snapshot: Snapshot, approved: bytes) -> None:
    scan = approved.replace(b"%PDF-1.7", b"%PDF-1.4", 1)
    with pytest.raises(ReportError, match="--of FOLDER"):
        issue(scan)
    assert (issue(scan, folder=snapshot.folder).is_over_approved, shelf()[0].signature) == (False, "none")


@pytest.mark.parametrize(
    ("number", "issued_on", "says"),
    [
        ("", ISSUE.issued_on, "no number"),
        ("0", ISSUE.issued_on, "no number"),
        ("5/=HYPERLINK(1)", ISSUE.issued_on, "no number"),
        ("5\ud800\u202e/x y\x00\n<b>", ISSUE.issued_on, "no number"),
        ("5", date(2026, 11, 14), "cannot be of"),
        ("5", date(2026, 11, 21), "cannot be of"),
    ],
)
def test_a_number_or_date_that_cannot_be_is_refused(approved: bytes, number: str, issued_on: date, says: str) -> None:
    with pytest.raises(ReportError, match=says):
        issue(signed(approved), Issue(number, issued_on))
    assert entries("report_issued") == []


def test_what_nobody_approved_is_not_issued(snapshot: Snapshot) -> None:
    body = (snapshot.folder / "monthly_compliance_2026-11.pdf").read_bytes()
    with pytest.raises(ReportError, match="Nobody approved"):
        issue(body, folder=snapshot.folder)
    with pytest.raises(ReportError, match="no PDF"):
        issue(b"PK\x03\x04")


def test_a_number_is_given_once_a_year_and_a_later_report_replaces_the_earlier(
    approved: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = issue(signed(approved))
    monkeypatch.setitem(MONTH, "rpt_training", [{"kind": "training", "sessions": 3, "participants": 200}])
    revised = compose("monthly_compliance", "2026-11", month_query, "build-2")
    render(revised.folder)
    approve(revised.folder, DIRECTOR, "Đã xem")
    body = signed((revised.folder / "monthly_compliance_2026-11.pdf").read_bytes())
    with pytest.raises(ReportError, match="is monthly_compliance/2026-11"):
        issue(body)
    second = issue(body, Issue("12", date(2026, 11, 19)))
    assert superseded_by(first, shelf()) == second
    assert superseded_by(second, shelf()) is None


def test_where_the_settings_ask_for_it_the_signed_file_is_mailed(
    snapshot: Snapshot, approved: bytes, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_MAILED_COPY", "signed")
    settings.cache_clear()
    assert not is_ready(snapshot.folder)
    with pytest.raises(ReportError, match="not issued yet"):
        deliver(snapshot.folder, today=TODAY)
    body = signed(approved)
    issue(body)
    assert is_ready(snapshot.folder)
    assert deliver(snapshot.folder, today=TODAY) == BOTH
    for message in mailbox.messages():
        attached = [part.get_content() for part in message.iter_attachments()]
        assert body in attached
        assert approved not in attached
        said = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "Số 05/BC-SVHTT ngày 18/11/2026" in said
        assert "chưa ký số" not in said


@pytest.mark.parametrize("by", [Login("postgres", ""), Login("van_thu", "tests")], ids=["an account", "no approver"])
def test_a_file_that_no_approver_brought_is_never_mailed_in_place_of_the_approved_one(
    snapshot: Snapshot, approved: bytes, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, by: Login
) -> None:
    other = signed(with_catalogue(approved, {"/PageMode": "/UseNone"}))  # other words under a certificate of one's own
    issue(other, folder=snapshot.folder, by=by)
    with pytest.raises(ReportError, match="is not mailed as signed"):
        deliver(snapshot.folder, today=TODAY, choice=CopyChoice(Copy.SIGNED, "Gửi bản này", by.name))
    monkeypatch.setenv("PRESS_MAILED_COPY", "signed")
    settings.cache_clear()
    assert not is_ready(snapshot.folder)
    with pytest.raises(ReportError, match="is not mailed as signed"):
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []
    issue(other, folder=snapshot.folder)  # an approver who brings the same file vouches for it
    assert is_ready(snapshot.folder)


def test_the_other_copy_leaves_by_a_persons_word_with_its_reason(
    snapshot: Snapshot, approved: bytes, mailbox: Mailbox
) -> None:
    assert deliver(snapshot.folder, today=TODAY) == BOTH
    assert "Bản gửi tham khảo, chưa ký số." in mailbox.messages()[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    issue(signed(approved))
    assert deliver(snapshot.folder, today=TODAY)["already_sent"] == 2
    with pytest.raises(ReportError, match="Say why"):
        deliver(snapshot.folder, today=TODAY, choice=CopyChoice(Copy.SIGNED, " ", "van_thu"))
    choice = CopyChoice(Copy.SIGNED, "Văn phòng cần bản ký", "van_thu")
    assert deliver(snapshot.folder, today=TODAY, choice=choice) == BOTH
    assert len({message["Message-ID"] for message in mailbox.messages()}) == 4
    chosen = [entry.payload.get("chosen_by") for entry in entries("delivery_claimed")]
    assert chosen == [None, None, "van_thu", "van_thu"]
