"""Floods below the body, lies about lengths and odd redirects: each ends with its cause, none with another error."""

from collections.abc import Callable
from typing import Any

import pytest

from include.errors import FetchError
from include.fetching.causes import HarvestCause as Cause
from include.fetching.fetch import Fetcher, Limits
from include.fetching.guard import Guard

Open = Callable[..., Fetcher]
HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
FLOODS = {
    "endless 1xx answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2000, Cause.HEADER_FLOOD),
    "early hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" * 2000, Cause.UNEXPECTED_STATUS),
    "another protocol": (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", b"x" * 5000, Cause.UNEXPECTED_STATUS),
    "endless trailers": (CHUNKED + b"1\r\nx\r\n0\r\n", b"X-A: b\r\n" * 10_000, Cause.TOO_LARGE),
    "an endless chunk extension": (CHUNKED + b"1;", b"a" * 50_000, Cause.MALFORMED),
    "a chunk of 2^64 bytes": (CHUNKED + b"FFFFFFFFFFFFFFFF\r\n", b"a" * 50_000, Cause.TOO_LARGE),
    "a chunk of less than nothing": (CHUNKED + b"-5\r\nabc", b"", Cause.TRUNCATED),
    "two lengths": (HEAD + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", b"", Cause.MALFORMED),
    "two codings": (HEAD + b"Content-Encoding: gzip, br\r\nContent-Length: 1\r\n\r\nx", b"", Cause.MALFORMED),
    "a wait of ages": (b"HTTP/1.1 429 No\r\nRetry-After: %d\r\n\r\n" % 10**30, b"", Cause.RATE_LIMITED),
}


def cause_of(fetcher: Fetcher) -> str:
    with pytest.raises(FetchError) as failure:
        fetcher.get("http://a.example.vn/")
    return failure.value.cause


@pytest.mark.parametrize(("said", "endless", "cause"), FLOODS.values(), ids=FLOODS)
def test_a_flood_ends_with_its_cause(
    server: Any, hostile: Any, open_fetcher: Open, said: bytes, endless: bytes, cause: Cause
) -> None:
    server.on("/", hostile.say_bytes(said, endless=endless))
    assert cause_of(open_fetcher(Limits(answer_bytes=1_000_000, answer_seconds=5.0, pauses_seconds=()))) == cause


@pytest.mark.parametrize("end", [b"Set-Cookie: a=b\r\n" * 90, b"Location: /\r\n", b"X-A: b\rWARC-Type: c\r\n"])
def test_odd_headers_harm_nobody(server: Any, hostile: Any, open_fetcher: Open, end: bytes) -> None:
    server.on("/", hostile.say_bytes(HEAD + b"Content-Length: 2\r\n" + end + b"\r\nok"))
    assert open_fetcher().get("http://a.example.vn/").body == b"ok"


def test_the_endless_body_of_a_redirect_is_not_read(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.say_bytes(b"HTTP/1.1 302 Found\r\nLocation: /next\r\n\r\n", endless=b"x" * 50_000))
    server.on("/next", hostile.reply(b"next"))
    assert open_fetcher().get("http://a.example.vn/").body == b"next"


@pytest.mark.parametrize("path", ["\r\nWARC-Type: x", "\x00", "\x7f"])
def test_an_address_with_a_line_break_is_never_asked(server: Any, open_fetcher: Open, path: str) -> None:
    with pytest.raises(FetchError) as failure:
        open_fetcher().get(f"http://a.example.vn/{path}")
    assert failure.value.cause == Cause.ADDRESS_REFUSED
    assert not server.asked


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f000001", "127.1"])
def test_an_address_in_an_old_form_is_refused_even_as_an_outlets_own_domain(host: str) -> None:
    with pytest.raises(FetchError) as failure:
        Guard().addresses(host, 80)
    assert failure.value.cause in {Cause.ADDRESS_REFUSED, Cause.NAME_UNRESOLVED}


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("data:text/html,x", Cause.SCHEME_REFUSED),
        ("http://0.0.0.0/", Cause.ADDRESS_REFUSED),
        ("//127.0.0.1/", Cause.ADDRESS_REFUSED),
        ("http://a.example.vn@127.0.0.1/", Cause.ADDRESS_REFUSED),
        ("http://[64:ff9b:1::7f00:1]/", Cause.ADDRESS_REFUSED),
        ("http://[2002:7f00:1::]/", Cause.ADDRESS_REFUSED),
        ("http://127.0.0.1./", Cause.ADDRESS_REFUSED),
    ],
)
def test_a_redirect_to_a_private_place_is_refused_however_it_is_written(
    server: Any, hostile: Any, open_fetcher: Open, target: str, cause: Cause
) -> None:
    server.on("/", hostile.reply(status="302 Found", headers=[f"Location: {target}"]))
    assert cause_of(open_fetcher()) == cause
