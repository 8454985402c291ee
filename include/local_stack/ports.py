"""Ports of this computer that nobody listens on."""

import socket

from include.errors import SettingError

HOST = "127.0.0.1"
ATTEMPTS = 200


def is_free(port: int) -> bool:
    """Return whether a server could listen on a port of this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port(wanted: int, *, taken: frozenset[int] = frozenset()) -> int:
    """Return the first free port from the one wanted on, leaving out those taken already.

    Raises:
        SettingError: The port wanted is no port, or none of the next ones is free.
    """
    if not 1 <= wanted <= 65535:
        raise SettingError(f"{wanted} is no port.", hint="Choose one between 1024 and 65535.")
    for port in range(wanted, min(wanted + ATTEMPTS, 65536)):
        if port not in taken and is_free(port):
            return port
    raise SettingError(
        f"No port from {wanted} on is free.", hint="Set PRESS_AIRFLOW_PORT, PRESS_MAILBOX_PORT, PRESS_SAMPLE_CITY_PORT."
    )
