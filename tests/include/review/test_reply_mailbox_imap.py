"""The reply mailbox on a real IMAP server: read over a trusted certificate, left as it is, refused by sentence."""

import getpass
import grp
import os
import pwd
import re
import shutil
import subprocess
import time
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
from tests.support.ports import free_port
from tests.support.reviewed import AT, days
from tests.support.tls_server import Authority

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PASSWORD = "mật khẩu của thử nghiệm"
START_SECONDS = 300.0  # over as soon as it is up; a busy machine is slow, not wrong
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{certificate}
mail_location = maildir:{folder}/mail
first_valid_uid = 0
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service auth {{
  user = {me}
}}
service auth-worker {{
  user = {me}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


def version() -> str:
    """Return the version of the server that is installed; empty without one."""
    return subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=True).stdout if DOVECOT else ""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not version().startswith("2.3."), reason="Dovecot 2.3 is not installed here."),
]


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that the server's own user may enter: it refuses to read mail as root."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def folder(desk: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start a server of our own whose mailbox lies in a folder, and name it in the settings."""
    authority, port = Authority(place), free_port()
    is_root = os.getuid() == 0
    me = getpass.getuser()
    reader = pwd.getpwnam("nobody" if is_root else me)
    (place / "users").write_text(f"tra_loi:{{PLAIN}}{PASSWORD}::::::\n", "utf-8")
    for name in ("cur", "new", "tmp"):
        (place / "mail" / name).mkdir(parents=True)
    give(place / "mail", reader)
    written = CONFIGURATION.format(
        folder=place, certificate=authority.sign("localhost"), port=port, uid=reader.pw_uid, gid=reader.pw_gid,
        me=me, internal="dovecot" if is_root else me, login="dovenull" if is_root else me,
        group="dovecot" if is_root else grp.getgrgid(os.getgid()).gr_name,
    )  # fmt: skip
    (place / "dovecot.conf").write_text(written, "utf-8")
    (place / "password").write_text(PASSWORD, "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", f"imaps://tra_loi@localhost:{port}/INBOX")
    monkeypatch.setenv("PRESS_REPLY_MAILBOX_PASSWORD_FILE", str(place / "password"))
    settings.cache_clear()
    land({"outlet_id": "tong_hop", "work_address": "Van-Thu@trang.example.vn", "effective_from": date(2026, 1, 1)})
    server = subprocess.Popen([str(DOVECOT), "-F", "-c", str(place / "dovecot.conf")], stderr=subprocess.PIPE)
    try:
        wait(server, place / "log")
        yield place
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def give(folder: Path, to: pwd.struct_passwd) -> None:
    """Give a folder and what it holds to the server's user."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, to.pw_uid, to.pw_gid)


def wait(server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server says that it has started."""
    until = time.monotonic() + START_SECONDS
    while not (log.exists() and re.search(r"starting up", log.read_text("utf-8"))):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        assert time.monotonic() < until, "the IMAP server did not start"
        time.sleep(0.1)


def test_mails_are_read_whole_once_and_stay_unread_on_the_server(folder: Path) -> None:
    contents = [mail("Văn thư <van-thu@trang.example.vn>"), mail("ai-do@la.example", number=2)]
    for number, content in enumerate(contents):
        (folder / "mail" / "new" / f"{number}.x").write_bytes(content.replace(b"\n", b"\r\n"))
    give(folder / "mail", pwd.getpwuid((folder / "mail").stat().st_uid))
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
    for name in ("cur", "new", "tmp"):
        (own / name).mkdir(parents=True)
    (own / "new" / "1.x").write_bytes(mail("van-thu@trang.example.vn"))
    give(own, pwd.getpwuid((folder / "mail").stat().st_uid))
    named = settings().reply_mailbox.replace("INBOX", "Tr%E1%BA%A3%20l%E1%BB%9Di%20%26%20h%E1%BB%93i")
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", named)
    settings.cache_clear()
    assert read_replies(AT)["new"] == 1


def test_a_folder_that_is_not_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_REPLY_MAILBOX", settings().reply_mailbox.replace("INBOX", "KHONG-CO"))
    settings.cache_clear()
    with pytest.raises(TransientError, match="cannot be read"):
        read_replies(AT)
