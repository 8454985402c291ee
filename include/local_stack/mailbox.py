"""A mail server for one computer: each message it accepts becomes one ``.eml`` file in a maildir.

Files are named by the hash of their Message-ID, so a message sent again changes nothing. Listens on 127.0.0.1 alone.
Run as ``python -m include.local_stack.mailbox --port N --folder DIR``.
"""

import argparse
import asyncio
import hashlib
import logging
import os
import signal
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from include.mailing.outbox import PROOF_HEADER
from include.mails import header_of, read_headers

HOST = "127.0.0.1"
SIZE_LIMIT = 50_000_000
log = logging.getLogger(__name__)


class Maildir:
    """Keeps each message once, as aiosmtpd's handler.

    Attributes:
        folder: The maildir.
        taken: Message-ID of every message that was accepted, also of one that was there: a file says nothing of how
            often a message came.
    """

    def __init__(self, folder: Path) -> None:
        """Make the maildir's three folders, so that any mail program opens it."""
        self.folder = folder
        self.taken: list[str] = []
        for name in ("cur", "new", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> Path:
        """Store a message unless one with its Message-ID, of the time that it left, is there; return its file."""
        headers = read_headers(content)
        name = "".join(header_of(headers, part).strip() for part in ("Message-ID", PROOF_HEADER))
        key = hashlib.sha256(name.encode(errors="surrogateescape") if name else content).hexdigest()[:32]
        if read := next(self.folder.glob(f"cur/{key}.eml*"), None):
            return read
        unfinished, target = self.folder / "tmp" / f"{key}.{os.getpid()}", self.folder / "new" / f"{key}.eml"
        if not target.exists():
            unfinished.write_bytes(content)
            unfinished.replace(target)
        return target

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (the name aiosmtpd calls)
        """Store the message before saying that it was taken."""
        content = envelope.original_content or b""
        target = self.keep(content)
        self.taken.append(header_of(read_headers(content), "Message-ID").strip())
        log.info("mailbox: %s for %s", target.name, ", ".join(envelope.rcpt_tos))
        return "250 Message accepted"


def open_mailbox(folder: Path, port: int) -> Controller:
    """Start the server in a thread of its own and return its controller; stop it with ``controller.stop()``."""
    controller = Controller(Maildir(folder), hostname=HOST, port=port, data_size_limit=SIZE_LIMIT)
    controller.start()
    return controller


async def _until_stopped() -> None:
    """Wait for Ctrl-C or a request to end."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="A mail server for one computer.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    controller = open_mailbox(given.folder, given.port)
    log.info("mailbox: listening on %s:%s, keeping mail in %s", HOST, given.port, given.folder)
    try:
        asyncio.run(_until_stopped())
    finally:
        controller.stop()


if __name__ == "__main__":
    main()
