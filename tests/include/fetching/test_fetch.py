"""Whatever a server says, a fetch ends in time, within its limits, and with its cause."""

import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.errors import FetchError
from include.fetching.causes import HarvestCause as Cause
from include.fetching.fetch import Fetcher, Limits
from include.fetching.guard import Guard

SITE = "http://a.example.vn"
Open = Callable[..., Fetcher]


def cause_of(fetcher: Fetcher, path: str = "/") -> str:
    with pytest.raises(FetchError) as failure:
        fetcher.get(SITE + path)
    return failure.value.cause


def test_an_answer_comes_as_received_and_without_its_coding(server: Any, hostile: Any, open_fetcher: Open) -> None:
    packed = gzip.compress(b"<p>Tin</p>")
    server.on("/", hostile.reply(packed, headers=["Content-Encoding: gzip", 'ETag: "7"']))
    answer = open_fetcher().get(f"{SITE}/")
    assert (answer.http_status, answer.received, answer.body) == (200, packed, b"<p>Tin</p>")
    assert answer.header("etag") == '"7"'


@pytest.mark.parametrize(("passed", "measured"), [(420, 420), (-3600_000, 0)])
def test_the_time_to_the_first_byte_is_measured_and_never_negative(
    server: Any, hostile: Any, open_fetcher: Open, passed: int, measured: int
) -> None:
    server.on("/", hostile.reply(b"x"))
    fetcher, asked_at = open_fetcher(), datetime(2026, 10, 15, 5, tzinfo=UTC)
    instants = iter([asked_at, asked_at + timedelta(milliseconds=passed)])
    fetcher.now = lambda: next(instants)
    assert fetcher.get(f"{SITE}/").answer_milliseconds == measured


def test_we_say_who_we_are_and_ask_the_real_host(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(b"x"))
    open_fetcher().get(f"{SITE}/")
    assert server.headers["user-agent"].startswith("Tester/1.0 (+mailto:")
    assert server.headers["host"] == "a.example.vn"
    assert server.headers["accept-encoding"] == "gzip, deflate"


def test_connections_are_kept(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(b"x"))
    fetcher = open_fetcher()
    bodies = [fetcher.get(f"{SITE}/").body for _ in range(3)]
    assert bodies == [b"x"] * 3
    assert fetcher.requests == 3


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"])
def test_an_endless_body_ends_at_the_size_limit(server: Any, hostile: Any, open_fetcher: Open, head: bytes) -> None:
    server.on("/", hostile.say_bytes(head, endless=b"x" * 50_000))
    assert cause_of(open_fetcher()) == Cause.TOO_LARGE


def test_endless_chunks_end_at_the_size_limit(server: Any, hostile: Any, open_fetcher: Open) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.on("/", hostile.say_bytes(head, endless=b"2710\r\n" + b"x" * 10_000 + b"\r\n"))
    assert cause_of(open_fetcher()) == Cause.TOO_LARGE


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_bomb_ends_at_the_size_limit(server: Any, hostile: Any, open_fetcher: Open, coding: str, pack: Any) -> None:
    server.on("/", hostile.reply(pack(b"\0" * 100_000_000), headers=[f"Content-Encoding: {coding}"]))
    assert cause_of(open_fetcher()) == Cause.TOO_LARGE


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"])
def test_one_byte_at_a_time_cannot_hold_us(server: Any, hostile: Any, open_fetcher: Open, head: bytes) -> None:
    def drip(connection: Any, _: dict[str, str]) -> None:
        connection.sendall(head)
        waiting = connection.dup()
        waiting.settimeout(0.05)
        while True:
            connection.sendall(b"H")
            try:
                waiting.recv(1)
            except TimeoutError:
                continue
            return

    server.on("/", drip)
    fetcher = open_fetcher(Limits(answer_seconds=0.4, pauses_seconds=()))
    assert cause_of(fetcher) == Cause.TOO_SLOW


def test_a_server_that_says_nothing_is_too_slow(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", lambda connection, _: connection.recv(1))
    assert cause_of(open_fetcher(Limits(answer_seconds=0.3, pauses_seconds=()))) == Cause.TOO_SLOW


def test_a_flood_of_headers_is_refused(server: Any, hostile: Any, open_fetcher: Open) -> None:
    flood = b"".join(b"X-%d: a\r\n" % number for number in range(500))
    server.on("/", hostile.say_bytes(b"HTTP/1.1 200 OK\r\n" + flood + b"\r\nbody"))
    server.on("/long", hostile.say_bytes(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n"))
    server.on("/endless", hostile.say_bytes(b"HTTP/1.1 200 OK\r\n", endless=b"X-" + b"a" * 50_000 + b": a\r\n"))
    fetcher = open_fetcher()
    assert cause_of(fetcher) == cause_of(fetcher, "/long") == cause_of(fetcher, "/endless") == Cause.HEADER_FLOOD


def test_redirects_are_followed_on_the_outlets_domains(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(status="302 Found", headers=["Location: /next"]))
    server.on("/next", hostile.reply(b"here"))
    answer = open_fetcher().get(f"{SITE}/")
    assert (answer.url, answer.final_url, answer.body) == (f"{SITE}/", f"{SITE}/next", b"here")


def test_a_redirect_in_raw_utf8_is_followed_as_browsers_do(server: Any, hostile: Any, open_fetcher: Open) -> None:
    """Sites write Vietnamese letters into the header as they are, with blanks between."""
    path = "/tin/nước sạch"
    server.on("/", hostile.say_bytes(f"HTTP/1.1 302 Found\r\nLocation: {path}\r\nContent-Length: 0\r\n\r\n".encode()))
    server.on("/tin/n%C6%B0%E1%BB%9Bc%20s%E1%BA%A1ch", hostile.reply(b"here"))
    assert open_fetcher().get(f"{SITE}/").body == b"here"


def test_early_hints_come_before_the_answer(server: Any, hostile: Any, open_fetcher: Open) -> None:
    """One or several interim answers are read past; the answer itself counts."""
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    said = hint * 2 + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere"
    server.on("/", hostile.say_bytes(said))
    answer = open_fetcher().get(f"{SITE}/")
    assert (answer.http_status, answer.body) == (200, b"here")


def test_a_circle_of_redirects_ends(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(status="301 Moved Permanently", headers=["Location: /a"]))
    server.on("/a", hostile.reply(status="301 Moved Permanently", headers=["Location: /"]))
    for number in range(20):
        server.on(f"/{number}", hostile.reply(status="307 Temporary Redirect", headers=[f"Location: /{number + 1}"]))
    fetcher = open_fetcher()
    assert cause_of(fetcher) == cause_of(fetcher, "/0") == Cause.REDIRECT_LOOP
    assert server.asked["/10"] == 0


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("http://127.0.0.1:1/", Cause.ADDRESS_REFUSED),
        ("http://10.1.2.3/", Cause.ADDRESS_REFUSED),
        ("http://169.254.169.254/latest/meta-data", Cause.ADDRESS_REFUSED),
        ("http://[::1]/", Cause.ADDRESS_REFUSED),
        ("http://[::ffff:127.0.0.1]/", Cause.ADDRESS_REFUSED),
        ("http://[fe80::1%25eth0]/", Cause.ADDRESS_REFUSED),
        ("http://other.example.vn/", Cause.MOVED),
        ("file:///etc/passwd", Cause.SCHEME_REFUSED),
        ("ftp://a.example.vn/", Cause.SCHEME_REFUSED),
        ("javascript:alert(1)", Cause.SCHEME_REFUSED),
        ("http://[broken/", Cause.ADDRESS_REFUSED),
    ],
)
def test_a_redirect_leads_nowhere_it_may_not(
    server: Any, hostile: Any, open_fetcher: Open, target: str, cause: Cause
) -> None:
    server.on("/", hostile.reply(status="302 Found", headers=[f"Location: {target}"]))
    assert cause_of(open_fetcher()) == cause


def test_a_name_that_resolves_differently_later_gains_nothing(server: Any, hostile: Any, open_fetcher: Open) -> None:
    answers = iter([["203.0.113.9", "127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    fetcher = open_fetcher(guard=Guard(resolver=rebinding))
    assert cause_of(fetcher) == Cause.ADDRESS_REFUSED
    assert cause_of(fetcher) == Cause.ADDRESS_REFUSED
    assert asked == ["a.example.vn"] * 2
    assert not server.asked


def test_an_outlet_served_here_never_reaches_the_real_network(open_fetcher: Open) -> None:
    assert cause_of(open_fetcher(guard=Guard({}))) == Cause.HOST_NOT_SERVED


@pytest.mark.parametrize("value", ["7", "Fri, 16 Oct 2026 05:00:07 GMT"])
def test_retry_after_is_kept_in_both_forms(
    server: Any, hostile: Any, open_fetcher: Open, pauses: list[float], value: str
) -> None:
    busy = hostile.reply(status="429 Too Many Requests", headers=[f"Retry-After: {value}"])
    server.on("/", busy, hostile.reply(b"now"))
    assert open_fetcher().get(f"{SITE}/").body == b"now"
    assert pauses == [7.0]


def test_a_server_that_asks_us_to_wait_too_long_is_left_for_a_later_run(
    server: Any, hostile: Any, open_fetcher: Open, pauses: list[float]
) -> None:
    server.on("/", hostile.reply(status="429 Too Many Requests", headers=["Retry-After: 3600"]))
    with pytest.raises(FetchError) as failure:
        open_fetcher().get(f"{SITE}/")
    assert (failure.value.cause, failure.value.retry_after_seconds, pauses) == (Cause.RATE_LIMITED, 3600.0, [])


def test_a_temporary_failure_is_asked_again_with_growing_pauses(
    server: Any, hostile: Any, open_fetcher: Open, pauses: list[float]
) -> None:
    down = hostile.reply(status="503 Service Unavailable")
    server.on("/", down, down, hostile.reply(b"up"))
    assert open_fetcher().get(f"{SITE}/").body == b"up"
    assert pauses == sorted(pauses) and len(pauses) == 2


@pytest.mark.parametrize(
    ("status", "cause"),
    [("404 Not Found", Cause.NOT_FOUND), ("410 Gone", Cause.GONE), ("403 Forbidden", Cause.REFUSED)],
)
def test_what_is_gone_or_refused_is_asked_once(
    server: Any, hostile: Any, open_fetcher: Open, status: str, cause: Cause
) -> None:
    server.on("/", hostile.reply(status=status))
    assert cause_of(open_fetcher()) == cause
    assert server.asked["/"] == 1


def test_a_host_that_keeps_failing_is_asked_once_for_each_further_address(
    server: Any, hostile: Any, open_fetcher: Open
) -> None:
    server.on("/", hostile.reply(status="500 Internal Server Error"))
    fetcher = open_fetcher()
    assert [cause_of(fetcher) for _ in range(3)] == [Cause.SERVER_ERROR] * 3
    assert server.asked["/"] == 5
    fetcher.reset()
    cause_of(fetcher)
    assert server.asked["/"] == 8


def test_a_host_that_keeps_being_slow_is_given_up_for_now(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", lambda connection, _: connection.recv(1))
    fetcher = open_fetcher(Limits(answer_seconds=0.05, pauses_seconds=(), slow_in_a_row=2))
    assert [cause_of(fetcher) for _ in range(3)] == [Cause.TOO_SLOW, Cause.TOO_SLOW, Cause.HOST_GIVEN_UP]


def test_a_false_304_is_a_failure(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(status="304 Not Modified"))
    assert cause_of(open_fetcher()) == Cause.FALSE_NOT_MODIFIED


@pytest.mark.parametrize("length", [50, 5000])
def test_a_body_shorter_than_announced_is_truncated(server: Any, hostile: Any, open_fetcher: Open, length: int) -> None:
    server.on("/", hostile.say_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nshort" % length))
    assert cause_of(open_fetcher()) == Cause.TRUNCATED


def test_a_body_longer_than_announced_does_not_spoil_the_next_answer(
    server: Any, hostile: Any, open_fetcher: Open
) -> None:
    server.on("/", hostile.reply(b"0123456789", length=4))
    server.on("/next", hostile.reply(b"next"))
    fetcher = open_fetcher()
    assert fetcher.get(f"{SITE}/").body == b"0123"
    assert fetcher.get(f"{SITE}/next").body == b"next"


def test_a_compressed_body_cut_short_is_truncated(server: Any, hostile: Any, open_fetcher: Open) -> None:
    server.on("/", hostile.reply(gzip.compress(b"a" * 9000)[:-10], headers=["Content-Encoding: gzip"]))
    assert cause_of(open_fetcher()) == Cause.TRUNCATED


@pytest.mark.parametrize("chunks", [b"5\r\nshort\r\n", b"50\r\nshort", b"5\r\nshort\r\nzz\r\n"])
def test_a_stream_of_chunks_that_breaks_off_is_no_answer(
    server: Any, hostile: Any, open_fetcher: Open, chunks: bytes
) -> None:
    server.on("/", hostile.say_bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
    assert cause_of(open_fetcher()) in (Cause.TRUNCATED, Cause.MALFORMED)


@pytest.mark.parametrize("said", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x16\x03\x01\x02\x00"])
def test_what_is_no_http_is_malformed_or_a_broken_connection(
    server: Any, hostile: Any, open_fetcher: Open, said: bytes
) -> None:
    server.on("/", hostile.say_bytes(said))
    assert cause_of(open_fetcher()) in {Cause.MALFORMED, Cause.CONNECTION_FAILED}
