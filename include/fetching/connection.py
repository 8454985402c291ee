"""Connections to the checked address only, which no server can keep open longer, or fill with more, than allowed.

The allowance is enforced at the socket, below header parsing and body reading, so 1 byte a second, endless headers and
endless bodies all end at the same two limits.
"""

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from include.fetching.causes import HarvestCause
from include.fetching.guard import Guard

_PROCESSING, _SUCCESS = 102, 200
_INTERIM_ANSWERS = 10  # before one answer; browsers stop too
_HEADER_LINE = 65_537  # as http.client reads: one byte more than the longest line that it takes


class AllowanceSpentError(OSError):
    """An answer took more time or bytes than it may."""


@dataclass
class Allowance:
    """Time and bytes the answer in progress may still take; one per fetcher, renewed for each answer."""

    clock: Callable[[], float] = time.monotonic
    deadline: float = 0.0
    bytes_left: int = 0
    spent: HarvestCause | None = None
    in_excess: HarvestCause = HarvestCause.TOO_LARGE

    def renew(self, seconds: float) -> None:
        """Allow one more answer its time."""
        self.deadline = self.clock() + seconds
        self.spent = None

    def expect(self, received_bytes: int, in_excess: HarvestCause) -> None:
        """Set how many bytes the next part of an answer may take, and the cause when it takes more."""
        self.bytes_left = received_bytes
        self.in_excess = in_excess

    def seconds_left(self) -> float:
        """Return the time left.

        Raises:
            AllowanceSpentError: There is none.
        """
        left = self.deadline - self.clock()
        if left <= 0:
            self.spent = HarvestCause.TOO_SLOW
            raise AllowanceSpentError("the answer took too long")
        return left

    def take(self, received: int) -> None:
        """Count what came in.

        Raises:
            AllowanceSpentError: More came than is allowed.
        """
        self.bytes_left -= received
        if self.bytes_left < 0:
            self.spent = self.in_excess
            raise AllowanceSpentError("the answer is too large")


class AllowedSocket(socket.socket):
    """A plain socket that receives within an allowance."""

    allowance: Allowance

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Receive, never waiting past the deadline."""
        self.settimeout(self.allowance.seconds_left())
        received = super().recv_into(*args, **kwargs)
        self.allowance.take(received)
        return received


class AllowedTlsSocket(AllowedSocket, ssl.SSLSocket):
    """A TLS socket that receives within an allowance."""


class FinalResponse(HTTPResponse):
    """An answer read after skipping interim ones, such as 103 Early Hints; a few of them at most."""

    def _read_status(self) -> tuple[str, int, str]:
        """Return version, status and reason of the final answer; the library skips 100, and 101 ends the exchange."""
        # mypy's stubs of the standard library leave this method out
        version, status, reason = super()._read_status()  # type: ignore[misc]
        for _ in range(_INTERIM_ANSWERS):
            if not _PROCESSING <= status < _SUCCESS:
                break
            while self.fp.readline(_HEADER_LINE) not in (b"\r\n", b"\n", b""):
                pass
            version, status, reason = super()._read_status()  # type: ignore[misc]
        return version, status, reason


class _Guarded:
    """What both kinds of connection share: connecting to a checked address within the allowance."""

    guard: Guard
    allowance: Allowance
    host: str
    port: int

    def connect_checked(self) -> socket.socket:
        """Connect to the first checked address that answers."""
        failure: Exception = OSError("no address")
        for address in self.guard.addresses(self.host, self.port):
            family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
            sock = AllowedSocket(family, socket.SOCK_STREAM)
            sock.allowance = self.allowance
            try:
                sock.settimeout(self.allowance.seconds_left())
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        # urllib3 declares its own connection class here and asks only for something to name
        raise NewConnectionError(self, str(failure)) from failure  # type: ignore[arg-type]


class GuardedConnection(_Guarded, HTTPConnection):
    """Plain HTTP to a checked address."""

    response_class = FinalResponse

    def _new_conn(self) -> socket.socket:
        """Connect where the guard allows."""
        return self.connect_checked()


class GuardedTlsConnection(_Guarded, HTTPSConnection):
    """HTTPS to a checked address; the certificate is verified for the name that was asked."""

    response_class = FinalResponse

    def _new_conn(self) -> socket.socket:
        """Connect where the guard allows."""
        return self.connect_checked()

    def connect(self) -> None:
        """Connect and pass the allowance to the socket that TLS wraps around the plain one."""
        super().connect()
        if isinstance(self.sock, AllowedTlsSocket):
            self.sock.allowance = self.allowance


class _GuardedPool(HTTPConnectionPool):
    """Connections to one host, each with the guard and the allowance."""

    guard: Guard
    allowance: Allowance

    def _new_conn(self) -> Any:
        """Give each connection the guard and the allowance."""
        connection: Any = super()._new_conn()
        connection.guard, connection.allowance = self.guard, self.allowance
        return connection


class GuardedPool(_GuardedPool):
    """Connections to one host over plain HTTP."""

    ConnectionCls = GuardedConnection


class GuardedTlsPool(_GuardedPool, HTTPSConnectionPool):
    """Connections to one host over HTTPS."""

    ConnectionCls = GuardedTlsConnection
