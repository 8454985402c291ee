"""Bounds what a request to one of our pages may send, before any of it is read.

Frameworks read a form whole before they ask who sent it: without this a stranger could fill memory and disk.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
FORM_BYTES = 2_500_000  # the longest reply of an outlet, every letter of it three bytes and escaped
UPLOAD_BYTES = 30_000_000  # a signed letter, scanned
TOO_LARGE = 413


class _TooLargeError(Exception):
    """A request's body exceeds its limit."""


async def serve_limited(application: Application, most: int, scope: Message, receive: Receive, send: Send) -> None:
    """Serve one request of an ASGI application, and refuse its body beyond a number of bytes.

    Args:
        application: The ASGI application.
        most: Largest number of bytes of the body.
        scope: The connection's scope, as ASGI gives it.
        receive: ASGI's channel of the request.
        send: ASGI's channel of the answer.
    """
    declared = dict(scope.get("headers") or ()).get(b"content-length", b"0")
    if scope["type"] != "http" or (declared.isdigit() and int(declared[:20]) <= most):
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise _TooLargeError
            return message

        try:
            await application(scope, counted, send)
        except _TooLargeError:
            await _refuse(send)
    else:
        await _refuse(send)


async def _refuse(send: Send) -> None:
    """Answer that the request is too large, and close the connection instead of reading the rest."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": TOO_LARGE, "headers": headers})
    await send({"type": "http.response.body", "body": "Biểu mẫu hoặc tệp gửi lên quá lớn.".encode()})
