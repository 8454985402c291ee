"""A cheap HTTP server in a process of its own, so that a benchmark measures the client; no benchmark itself.

Each answer is written in one piece, a given time after its request, to a fraction of a millisecond.
"""

import heapq
import multiprocessing
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

Answers = Callable[[str, str], bytes]


@dataclass
class _Server:
    """The open connections, what they have said so far, and the answers that are due."""

    answers: Answers
    latency_seconds: float
    pipe: Connection
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0), backlog=256))
    said: dict[socket.socket, bytes] = field(default_factory=dict)
    due: list[tuple[float, int, socket.socket, str, bytes]] = field(default_factory=list)
    at_once: dict[str, int] = field(default_factory=dict)
    most_at_once: int = 0
    count: int = 0

    def run(self) -> None:
        """Serve until asked to stop; then send the most requests that one host had at once."""
        self.pipe.send(self.listener.getsockname()[1])
        while not self.pipe.poll():
            wait = max(0.0, self.due[0][0] - time.monotonic()) if self.due else 0.05
            for ready in select.select([self.listener, *self.said], [], [], wait)[0]:
                if ready is self.listener:
                    self.said[self.listener.accept()[0]] = b""
                else:
                    self._hear(ready)
            while self.due and self.due[0][0] <= time.monotonic():
                self._answer()
        self.pipe.send(self.most_at_once)

    def _hear(self, client: socket.socket) -> None:
        """Read what a client says; a whole request becomes due."""
        try:
            heard = client.recv(65_536)
        except OSError:
            heard = b""
        if not heard:
            self.said.pop(client).strip()
            client.close()
            return
        self.said[client] += heard
        if not self.said[client].endswith(b"\r\n\r\n"):
            return
        lines = self.said[client].decode("latin-1").split("\r\n")
        self.said[client] = b""
        host = next(line[5:].strip() for line in lines if line[:5].lower() == "host:")
        self.at_once[host] = self.at_once.get(host, 0) + 1
        self.most_at_once = max(self.most_at_once, self.at_once[host])
        self.count += 1
        answer = self.answers(host, lines[0].split(" ")[1])
        heapq.heappush(self.due, (time.monotonic() + self.latency_seconds, self.count, client, host, answer))

    def _answer(self) -> None:
        """Send the answer that has been due the longest."""
        _, _, client, host, answer = heapq.heappop(self.due)
        self.at_once[host] -= 1
        try:
            client.sendall(answer)
        except OSError:
            self.said.pop(client, None)


def _serve(answers: Answers, latency_seconds: float, pipe: Connection) -> None:
    """Run a server; the body of its process."""
    _Server(answers, latency_seconds, pipe).run()


@contextmanager
def serving(answers: Answers, latency_seconds: float = 0.0) -> Iterator[tuple[int, list[int]]]:
    """Serve here; yield the port and a list that holds, after the end, the most requests one host had at once.

    Args:
        answers: Host and path to the whole answer, head and body.
        latency_seconds: Time from the end of a request to its answer.
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(answers, latency_seconds, theirs), daemon=True
    )
    process.start()
    most: list[int] = []
    try:
        yield ours.recv(), most
    finally:
        ours.send("end")
        most.append(ours.recv())
        process.join()


def whole_answer(body: bytes, content_type: str = "text/html; charset=utf-8") -> bytes:
    """Return an answer of status 200."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
