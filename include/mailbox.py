"""Reads the mails of a mailbox, a maildir or an IMAP folder, and changes nothing in it."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from include.errors import TransientError

LARGEST_BYTES = 50_000_000
CUT = "\r\n\r\n[Thư quá lớn, bị cắt tại đây; mở trong hộp thư để đọc toàn bộ]\r\n".encode()
TIMEOUT_SECONDS = 60
BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+")


def mails_in(named: str, password_file: Path | None, setting: str) -> Iterator[bytes]:
    """Yield every mail of a mailbox, as it was received but for what is beyond 50 MB; none where no mailbox is named.

    Args:
        named: The folder of a maildir, or ``imaps://user@host/folder``; empty for none.
        password_file: File that holds the IMAP user's password.
        setting: The setting that names the mailbox, for whoever has to correct it.

    Raises:
        TransientError: The mailbox cannot be read now.
    """
    if not named:
        return
    try:
        yield from _imap(named, password_file) if named.startswith("imaps://") else _maildir(Path(named))
    except (OSError, imaplib.IMAP4.error) as error:
        raise TransientError(
            f"The mailbox that {setting} names cannot be read: {error}", hint=f"Check {setting} and its password file."
        ) from error


def _maildir(folder: Path) -> Iterator[bytes]:
    """Yield the mails of a maildir, read or unread; links are skipped, since they may lead anywhere."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder")
    for path in sorted(path for name in ("cur", "new") for path in (folder / name).glob("*") if _is_mail(path)):
        with path.open("rb") as mail:
            yield _cut(mail.read(LARGEST_BYTES + 1))


def _cut(content: bytes) -> bytes:
    """Return a mail, of one that is too large its beginning and a line that says so: it waits for people as others do.

    One that was passed by would be a reply that nobody read, and its outlet would be said to have sent none.
    """
    return content if len(content) <= LARGEST_BYTES else content[:LARGEST_BYTES] + CUT


def _is_mail(path: Path) -> bool:
    """Return whether a path is a file of the mailbox itself."""
    return path.is_file() and not path.is_symlink()


def _imap(address: str, password_file: Path | None) -> Iterator[bytes]:
    """Yield the mails of an IMAP folder, over an encrypted connection, without marking them as read."""
    parts = urlsplit(address)
    connection = imaplib.IMAP4_SSL(
        parts.hostname or "", parts.port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS
    )
    try:
        password = password_file.read_text(encoding="utf-8").strip() if password_file else ""
        _sign_in(connection, unquote(parts.username or ""), password)
        status, _ = connection.select(_quoted(unquote(parts.path.strip("/")) or "INBOX"), readonly=True)
        if status != "OK":
            raise OSError("there is no such folder")
        _, found = connection.search(None, "ALL")
        for number in (found[0] or b"").split():
            _, answer = connection.fetch(number.decode("ascii"), f"(BODY.PEEK[]<0.{LARGEST_BYTES + 1}>)")
            if answer and isinstance(answer[0], tuple):
                yield _cut(answer[0][1])
    finally:
        connection.shutdown()


def _sign_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    """Sign in by SASL PLAIN (RFC 4616), which takes every letter, where the server offers it; else by LOGIN."""
    if "AUTH=PLAIN" in connection.capabilities:
        connection.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    else:
        connection.login(user, password)


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: quoted, beyond ASCII in modified UTF-7 (RFC 3501, section 5.1.3)."""
    plain = BEYOND_ASCII.sub(lambda found: _modified(found[0]), folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _modified(letters: str) -> str:
    """Return letters beyond ASCII in modified UTF-7."""
    return "&" + base64.b64encode(letters.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
