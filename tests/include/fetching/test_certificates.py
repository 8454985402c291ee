"""A certificate is believed for its own host, in its own time, when an authority vouches for it; else never."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from include.errors import FetchError
from include.fetching import transport
from include.fetching.causes import HarvestCause as Cause
from include.fetching.fetch import Fetcher
from include.fetching.guard import Guard

Open = Callable[..., Fetcher]
HOST = "a.example.vn"


@pytest.fixture
def authority(tls: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let this process trust one authority, that of the test."""
    made = tls.Authority(tmp_path)
    monkeypatch.setattr(transport, "DEFAULT_CA_BUNDLE_PATH", str(made.path))
    transport.tls_context.cache_clear()
    yield made
    transport.tls_context.cache_clear()


def test_a_certificate_in_order_is_believed(tls: Any, authority: Any, open_fetcher: Open) -> None:
    with tls.serving(authority.sign(HOST)) as port:
        fetcher = open_fetcher(guard=Guard({HOST: f"127.0.0.1:{port}"}))
        assert fetcher.get(f"https://{HOST}/").body == b"ok"


@pytest.mark.parametrize(
    ("host", "until", "by_itself"),
    [("other.example.vn", 2120, False), (HOST, 2020, False), (HOST, 2120, True)],
    ids=["of another host", "expired", "signed by itself"],
)
def test_a_certificate_out_of_order_is_refused(
    tls: Any, authority: Any, open_fetcher: Open, host: str, until: int, by_itself: bool
) -> None:
    with tls.serving(authority.sign(host, until, by_itself=by_itself)) as port:
        fetcher = open_fetcher(guard=Guard({HOST: f"127.0.0.1:{port}"}))
        with pytest.raises(FetchError) as failure:
            fetcher.get(f"https://{HOST}/")
    assert failure.value.cause == Cause.TLS_INVALID


def test_a_redirect_to_plain_http_is_followed_and_its_end_is_named(
    tls: Any, authority: Any, server: Any, hostile: Any, open_fetcher: Open
) -> None:
    server.on("/plain", hostile.reply(b"plain"))
    down = b"HTTP/1.1 302 Found\r\nLocation: http://a.example.vn.test/plain\r\nContent-Length: 0\r\n\r\n"
    with tls.serving(authority.sign(HOST), down) as port:
        places = {HOST: f"127.0.0.1:{port}", "a.example.vn.test": f"127.0.0.1:{server.port}"}
        answer = open_fetcher(guard=Guard(places)).get(f"https://{HOST}/")
    assert (answer.final_url, answer.body) == ("http://a.example.vn.test/plain", b"plain")
