"""Ports for servers that tests start."""

import socket


def free_port() -> int:
    """Return a port that nobody uses now, chosen by the kernel: workers that ask at once are given different ones."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
