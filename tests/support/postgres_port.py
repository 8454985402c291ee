"""Gives a PostgreSQL that listens on a socket file a port of 127.0.0.1, for programs that know addresses only."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Copy bytes until one side closes."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def listening(socket_file: str) -> Iterator[int]:
    """Give the port under which a socket file is reached while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            """Join each client with a connection of its own."""
            with contextlib.suppress(OSError):
                while True:
                    client, _ = server.accept()
                    behind = socket.socket(socket.AF_UNIX)
                    behind.connect(socket_file)
                    for ends in ((client, behind), (behind, client)):
                        threading.Thread(target=_pump, args=ends, daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
