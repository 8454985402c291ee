"""A server on this computer that says, byte by byte, whatever a test wants an outlet to say."""

import contextlib
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable

Say = Callable[[socket.socket, dict[str, str]], None]


def reply(body: bytes = b"", status: str = "200 OK", headers: Iterable[str] = (), length: int | None = None) -> Say:
    """Return what says one plain answer; ``length`` lies about the body's."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]

    def say(connection: socket.socket, _: dict[str, str]) -> None:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return say


def say_bytes(*parts: bytes, endless: bytes = b"") -> Say:
    """Return what says raw bytes, and then, where given, the same bytes until the other side hangs up."""

    def say(connection: socket.socket, _: dict[str, str]) -> None:
        for part in parts:
            connection.sendall(part)
        while endless:
            connection.sendall(endless)

    return say


class HostileServer:
    """Answers each path with the replies declared for it, one after the other; the last one is repeated.

    ``asked`` counts requests by path, ``headers`` keeps those of the last request.
    """

    def __init__(self) -> None:
        """Listen on a free port."""
        self._says: dict[str, list[Say]] = {}
        self.asked: dict[str, int] = defaultdict(int)
        self.headers: dict[str, str] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def on(self, path: str, *says: Say) -> None:
        """Declare what a path answers."""
        self._says[path] = list(says)

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        """Serve each connection in a thread of its own."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        """Answer the requests of one connection."""
        with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
            while request := lines.readline().decode("latin-1"):
                path = request.split(" ")[1]
                headers: dict[str, str] = {}
                while (line := lines.readline().decode("latin-1").strip()) != "":
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                self.headers = headers
                says = self._says.get(path) or [reply(status="404 Not Found")]
                say = says[min(self.asked[path], len(says) - 1)]
                self.asked[path] += 1
                say(connection, headers)
                if say.__qualname__.startswith("say_bytes"):
                    return
