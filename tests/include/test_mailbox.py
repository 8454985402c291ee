"""A maildir is read whole and left as it is; IMAP is tried with a server in the tests of the reply mailbox."""

from pathlib import Path

import pytest

from include import mailbox
from include.errors import TransientError
from include.mailbox import mails_in
from tests.support.imap_server import make_folder

NAME = "PRESS_BOUNCE_MAILBOX"


def test_a_maildir_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    for name in ("cur", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1").write_bytes(name.encode())
    assert list(mails_in(str(tmp_path), None, NAME)) == [b"cur", b"new"]
    assert list(mails_in("", None, NAME)) == []
    with pytest.raises(TransientError, match=NAME):
        list(mails_in(str(tmp_path / "gone"), None, NAME))


def test_a_mail_too_large_to_keep_waits_by_its_beginning_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST_BYTES", 20)
    make_folder(tmp_path)
    (tmp_path / "new" / "1").write_bytes(b"Subject: a\r\n\r\n" + b"x" * 6)
    (tmp_path / "new" / "2").write_bytes(b"Subject: b\r\n\r\n" + b"x" * 7)
    assert list(mails_in(str(tmp_path), None, NAME)) == [
        b"Subject: a\r\n\r\nxxxxxx",
        b"Subject: b\r\n\r\nxxxxxx" + mailbox.CUT,
    ]
