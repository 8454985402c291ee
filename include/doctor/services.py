"""Checks of the services that the installation talks to: the mail server."""

import socket

from include.doctor.finding import Finding
from include.settings import settings

WAIT_SECONDS = 5.0


def check_mail() -> Finding:
    """Connect to the mail server; nothing is sent."""
    address = (settings().smtp_host, settings().smtp_port)
    hint = "Check PRESS_SMTP_HOST and PRESS_SMTP_PORT; here, the mailbox runs while make run does."
    try:
        with socket.create_connection(address, timeout=WAIT_SECONDS) as connection:
            greeting = connection.recv(256).decode("ascii", errors="replace").strip()
    except OSError as error:
        return Finding(False, f"{address[0]}:{address[1]}: {error}", hint)
    return Finding(greeting.startswith("220"), greeting, hint)
