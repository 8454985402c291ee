"""A mail server for measuring what leaves: takes each mail in whole blocks, as servers in use do, and keeps it.

The mailbox of ``make run`` reads a mail line by line in Python, which takes longer than making and sending it.
Run as ``python -m benchmarks.mail_sink --port N --folder DIR``; each mail becomes one file of the folder.
"""

import argparse
import socketserver
from pathlib import Path
from uuid import uuid4

BLOCK = 1 << 16
END = b"\r\n.\r\n"


class _Session(socketserver.StreamRequestHandler):
    """One connection: answers each command, and keeps each mail before it says so."""

    def handle(self) -> None:
        """Answer until the other side goes."""
        self.wfile.write(b"220 ready\r\n")
        while command := self.rfile.readline().strip().upper():
            if command == b"DATA":
                self.wfile.write(b"354 go ahead\r\n")
                self._keep()
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 OK\r\n")

    def _keep(self) -> None:
        """Read a mail to its end and write it into a file."""
        received = bytearray()
        while not received.endswith(END):
            received += self.rfile.read1(BLOCK)  # type: ignore[attr-defined]  # a buffered reader has it
        folder: Path = self.server.folder  # type: ignore[attr-defined]
        words = bytes(received[: -len(END) + 2]).replace(b"\r\n..", b"\r\n.")
        (folder / f"{uuid4().hex}.eml").write_bytes(words)


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(description="A mail server that keeps what it gets.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with socketserver.ThreadingTCPServer(("127.0.0.1", given.port), _Session) as server:
        server.folder = given.folder  # type: ignore[attr-defined]
        server.daemon_threads = True
        server.serve_forever()


if __name__ == "__main__":
    main()
