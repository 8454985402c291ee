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


def _join(client: socket.socket, socket_file: str) -> None:
    """Join a client with a connection to the server; while the server is away, only this client is refused."""
    behind = socket.socket(socket.AF_UNIX)
    try:
        behind.connect(socket_file)
    except OSError:
        client.close()
        behind.close()
        return
    for ends in ((client, behind), (behind, client)):
        threading.Thread(target=_pump, args=ends, daemon=True).start()


@contextmanager
def listening(socket_file: str) -> Iterator[int]:
    """Give the port under which a socket file is reached while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            """Join each client with a connection of its own until the port is closed."""
            with contextlib.suppress(OSError):
                while True:
                    client, _ = server.accept()
                    _join(client, socket_file)

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
