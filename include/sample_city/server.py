"""Serves the city on 127.0.0.1: every outlet by its host name, over real HTTP/1.1, each answer in one write."""

import socket
import threading
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

from include.sample_city.answers import Reply, Request, day_asked, hosts
from include.sample_city.articles import articles
from include.sample_city.declaration import LIVE_DAY
from include.sample_city.misbehaviour import answer

Server = TypeVar("Server", bound="CityServer")
UNKNOWN_HOST = Reply(421, (("Content-Type", "text/plain"),), b"No outlet of that name.")
ENDLESS_CHUNKS = 10_000  # of some 64 KiB: beyond any limit of a collector


class CityServer(ThreadingHTTPServer):
    """The city's one server; it remembers how often each address was asked as of each day."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int]) -> None:
        """Bind the address; port 0 takes a free one."""
        super().__init__(address, _Handler)
        self._asked: Counter[tuple[str, ...]] = Counter()
        self._lock = threading.Lock()

    @property
    def place(self) -> str:
        """The address and port that are served."""
        return f"127.0.0.1:{self.server_port}"

    def count(self, *key: str) -> int:
        """Return how often something was asked, this time included."""
        with self._lock:
            self._asked[key] += 1
            return self._asked[key]

    def reply(self, host: str, path: str, headers: Mapping[str, str]) -> Reply:
        """Return what the host that was asked answers."""
        outlet = hosts().get(host)
        if outlet is None:
            return UNKNOWN_HOST
        asked_day = day_asked(headers.get("Accept-Datetime", ""))
        asked = Request(
            outlet,
            host,
            path.partition("?")[0],
            asked_day or LIVE_DAY,
            is_past=asked_day is not None,
            attempt=self.count(host, path, str(asked_day)),
            if_none_match=headers.get("If-None-Match", ""),
            if_modified_since=headers.get("If-Modified-Since", ""),
        )
        return answer(asked)

    def handle_error(self, *_: Any) -> None:
        """Stay silent when a client leaves in the middle of an answer, as clients of endless ones do."""


class _Handler(BaseHTTPRequestHandler):
    """Reads one request and writes its answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    server: CityServer

    def do_GET(self) -> None:
        """Answer one request."""
        host = (self.headers.get("Host") or "").partition(":")[0].casefold()
        self._send(self.server.reply(host, self.path, dict(self.headers)))

    def do_HEAD(self) -> None:
        """Answer as a GET would; the body is left out."""
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        """Write status, headers and body at once."""
        if reply.sent == "cut":
            self._cut()
            return
        length = () if reply.sent == "endless" else (("Content-Length", str(len(reply.body))),)
        closing = (("Connection", "close"),) if reply.sent == "endless" else ()
        try:
            phrase = HTTPStatus(reply.status).phrase
            lines = [f"{name}: {value}\r\n" for name, value in (*reply.headers, *length, *closing)]
            head = f"HTTP/1.1 {reply.status} {phrase}\r\n{''.join(lines)}\r\n".encode("latin-1")
            self.wfile.write(head + (b"" if self.command == "HEAD" else reply.body))
            if reply.sent == "endless":
                self._never_end(reply.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _never_end(self, chunk: bytes) -> None:
        """Send until the other side closes the connection."""
        self.close_connection = True
        for _ in range(ENDLESS_CHUNKS):
            self.wfile.write(chunk)

    def _cut(self) -> None:
        """Reset the connection without an answer."""
        self.close_connection = True
        # SO_LINGER on, with no time: closing sends RST instead of FIN
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    def log_message(self, *_: Any) -> None:
        """Keep quiet: a run asks thousands of times."""


def serve(host: str, port: int) -> CityServer:
    """Start serving in the background and return the server; call ``shutdown`` and ``server_close`` to end it.

    Args:
        host: Address to bind, 127.0.0.1.
        port: Port to bind; 0 takes a free one, which ``server_port`` holds.
    """
    articles()
    return start(CityServer((host, port)))


def start(server: Server) -> Server:
    """Let a server serve in the background and return it."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    return server
