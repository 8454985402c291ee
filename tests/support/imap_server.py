"""A real IMAP server for tests, where Dovecot 2.3 is installed: a mailbox in a folder, a user, a certificate."""

import getpass
import grp
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.ports import free_port

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
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


def make_folder(path: Path) -> None:
    """Make a folder of mails."""
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)


def give(folder: Path) -> None:
    """Give a folder and what it holds to the user who reads mail: the server refuses to do so as root."""
    to = pwd.getpwnam("nobody" if os.getuid() == 0 else getpass.getuser())
    for path in (folder, *folder.rglob("*")):
        os.chown(path, to.pw_uid, to.pw_gid)


@contextmanager
def imap_server(folder: Path, certificate: Path, user: str, password: str) -> Iterator[int]:
    """Serve the folder ``mail`` below a folder, and yield the port.

    Args:
        folder: Where the server keeps everything; others may enter it.
        certificate: Key and certificate for localhost.
        user: Who may sign in.
        password: With what.
    """
    port, is_root, me = free_port(), os.getuid() == 0, getpass.getuser()
    reader = pwd.getpwnam("nobody" if is_root else me)
    (folder / "users").write_text(f"{user}:{{PLAIN}}{password}::::::\n", "utf-8")
    make_folder(folder / "mail")
    give(folder / "mail")
    written = CONFIGURATION.format(
        folder=folder, certificate=certificate, port=port, uid=reader.pw_uid, gid=reader.pw_gid, me=me,
        internal="dovecot" if is_root else me, login="dovenull" if is_root else me,
        group="dovecot" if is_root else grp.getgrgid(os.getgid()).gr_name,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(written, "utf-8")
    server = subprocess.Popen([str(DOVECOT), "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE)
    try:
        _wait(server, folder / "log")
        yield port
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def _wait(server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server says that it has started."""
    until = time.monotonic() + START_SECONDS
    while not (log.exists() and "starting up" in log.read_text("utf-8")):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        assert time.monotonic() < until, "the IMAP server did not start"
        time.sleep(0.1)
