"""A form is bounded before anybody reads it, whether it says how long it is or not."""

import asyncio
from typing import Any

import pytest

from include.request_limits import Message, Receive, Send, serve_limited

MOST = 1000


async def reads_all(_: Message, receive: Receive, send: Send) -> None:
    """Read a whole body, as frameworks do before they ask who is there."""
    body = b""
    while (message := await receive()).get("more_body"):
        body += message["body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(len(body + message["body"])).encode()})


def asked(parts: list[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, bytes, int]:
    """Return status and body of the answer, and how many parts of the request were read."""
    sent: list[Message] = []
    left = list(parts)

    async def receive() -> Message:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "headers": headers}
    asyncio.run(serve_limited(reads_all, MOST, scope, receive, send))
    return sent[0]["status"], sent[1]["body"], len(parts) - len(left)


@pytest.mark.parametrize("length", [b"1001", b"9" * 30, b"-1", b"+5", b"1e3", b""])
def test_a_length_that_is_too_large_or_none_is_refused_unread(length: bytes) -> None:
    status, _, read = asked([b"x" * 2000], (b"content-length", length))
    assert (status, read) == (413, 0)


def test_a_body_that_does_not_say_its_length_ends_at_the_limit() -> None:
    status, _, read = asked([b"x" * 400] * 50)
    assert (status, read) == (413, 3)


def test_a_body_that_is_longer_than_it_said_ends_at_the_limit() -> None:
    assert asked([b"x" * 400] * 50, (b"content-length", b"10"))[0] == 413


def test_what_is_within_the_limit_arrives_whole() -> None:
    assert asked([b"x" * 500, b"y" * 500], (b"content-length", b"1000"))[:2] == (200, b"1000")
