"""A maildir is read whole and left as it is; IMAP is tried with a server in the tests of the reply mailbox."""

from pathlib import Path

import pytest

from include.errors import TransientError
from include.mailbox import mails_in

NAME = "PRESS_BOUNCE_MAILBOX"


def test_a_maildir_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    for name in ("cur", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1").write_bytes(name.encode())
    assert list(mails_in(str(tmp_path), None, NAME)) == [b"cur", b"new"]
    assert list(mails_in("", None, NAME)) == []
    with pytest.raises(TransientError, match=NAME):
        list(mails_in(str(tmp_path / "gone"), None, NAME))
