"""The collector's transport prepares a request once, keeps no cookies, and verifies certificates whatever is asked."""

import ssl
from typing import Any

import pytest
from requests import RequestException

from include.addresses import AddressError
from include.fetching.connection import Allowance
from include.fetching.guard import Guard
from include.fetching.transport import GuardedAdapter, prepare, tls_context


@pytest.fixture
def adapter(server: Any) -> Any:
    """Give the test an adapter that reaches the hostile server, and close it after."""
    allowance = Allowance()
    allowance.renew(5.0)
    allowance.expect(1_000_000, allowance.in_excess)
    made = GuardedAdapter(Guard({"a.example.vn": f"127.0.0.1:{server.port}"}), allowance)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://a.example.vn", "/"),
        ("http://a.example.vn?q=1", "/?q=1"),
        ("http://a.example.vn/tin%20tức?q=hà%20nội#dau", "/tin%20t%E1%BB%A9c?q=h%C3%A0%20n%E1%BB%99i"),
    ],
)
def test_an_address_is_quoted_and_keeps_its_query_but_no_fragment(
    server: Any, hostile: Any, adapter: GuardedAdapter, url: str, asked: str
) -> None:
    server.on(asked, hostile.reply(b"x"))
    assert adapter.send(prepare(url, {}), timeout=5).status_code == 200
    assert server.asked[asked] == 1


def test_cookies_are_not_kept(server: Any, hostile: Any, adapter: GuardedAdapter) -> None:
    server.on("/", hostile.reply(b"x", headers=["Set-Cookie: a=b; Path=/"]))
    for _ in range(2):
        adapter.send(prepare("http://a.example.vn/", {"User-Agent": "T"}), timeout=5).raw.read()
    assert "cookie" not in server.headers


@pytest.mark.parametrize("url", ["no address", "http://", "http://*.vn/", "http://a.example.vn/tin tức"])
def test_what_is_no_address_is_refused_before_anyone_is_asked(url: str) -> None:
    with pytest.raises(AddressError):
        prepare(url, {})


def test_a_header_with_a_line_break_is_refused() -> None:
    with pytest.raises(RequestException):
        prepare("http://a.example.vn/", {"If-None-Match": "a\r\nX: y"})


def test_certificates_are_verified_with_their_names() -> None:
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
