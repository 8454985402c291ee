"""The reply mailbox on a real IMAP server: read over a trusted certificate, left as it is, refused by sentence."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from include.errors import TransientError
from include.ledger import sealed_files
from include.review.dossier import dossier_of
from include.review.reply_mailbox import read_replies
from include.settings import settings
from tests.include.review.test_contacts import land
from tests.include.review.test_reply_mailbox import mail
from tests.support.imap_server import give, imap_server, make_folder, version
from tests.support.reviewed import AT, days
from tests.support.tls_server import Authority

PASSWORD = "mật khẩu của thử nghiệm"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not version().startswith("2.3."), reason="Dovecot 2.3 is not installed here."),
]


@pytest.fixture
def folder(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start a server of our own whose mailbox lies in a folder that its user may enter, and name it in the settings."""
    with TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        authority = Authority(place)
        (place / "password").write_text(PASSWORD, "utf-8")
        with imap_server(place, authority.sign("localhost"), "tra_loi", PASSWORD) as port:
            monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
            monkeypatch.setenv("PRESS_REPLY_MAILBOX", f"imaps://tra_loi@localhost:{port}/INBOX")
            monkeypatch.setenv("PRESS_REPLY_MAILBOX_PASSWORD_FILE", str(place / "password"))
            settings.cache_clear()
            land(
                {
                    "outlet_id": "tong_hop",
                    "work_address": "Van-Thu@trang.example.vn",
                    "effective_from": date(2026, 1, 1),
                }
            )
            yield place


def test_mails_are_read_whole_once_and_stay_unread_on_the_server(folder: Path) -> None:
    contents = [mail("Văn thư <van-thu@trang.example.vn>"), mail("ai-do@la.example", number=2)]
    for number, content in enumerate(contents):
        (folder / "mail" / "new" / f"{number}.x").write_bytes(content.replace(b"\n", b"\r\n"))
    give(folder / "mail")
    assert read_replies(AT) == {"read": 2, "new": 2, "unknown": 1}
    assert read_replies(days(1)) == {"read": 2, "new": 0, "unknown": 0}
    (entry,) = dossier_of("tong_hop").open_messages()
    kept = sealed_files.read(entry.payload["file_sha256"])
    assert kept is not None
    assert kept.replace(b"\r\n", b"\n") == contents[0]
    names = [path.name for path in (folder / "mail").glob("[cn]*/*")]
    assert len(names) == len(contents)
    assert not any("S" in name.partition(":2,")[2] for name in names), "nothing was marked as read"


def test_a_wrong_password_and_a_certificate_of_nobody_known_are_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "password").write_text("sai", "utf-8")
    with pytest.raises(TransientError, match="cannot be read"):
        read_replies(AT)
    (folder / "password").write_text(PASSWORD, "utf-8")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(TransientError, match="certificate"):
        read_replies(AT)


def test_a_folder_is_named_in_vietnamese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = folder / "mail" / ".Tr&HqM- l&Ht0-i &- h&HtM-i"  # as RFC 3501 writes it
    make_folder(own)
    (own / "new" / "1.x").write_bytes(mail("van-thu@trang.example.vn"))
    give(own)
    named = settings().reply_mailbox.replace("INBOX", "Tr%E1%BA%A3%20l%E1%BB%9Di%20%26%20h%E1%BB%93i")
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", named)
    settings.cache_clear()
    assert read_replies(AT)["new"] == 1


def test_a_folder_that_is_not_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", settings().reply_mailbox.replace("INBOX", "KHONG-CO"))
    settings.cache_clear()
    with pytest.raises(TransientError, match="cannot be read"):
        read_replies(AT)
