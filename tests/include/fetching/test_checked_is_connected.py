"""What is checked is what is connected to, however an address is written."""

import random
from pathlib import Path

import pytest

from include.addresses import AddressError, read_address
from include.errors import FetchError
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher, FetchPolicy, Limits
from include.fetching.guard import Guard
from include.fetching.politeness import RateLimiter
from include.outlets.profile import Profile

DRAWN = 10_000
OWN = Profile.model_validate(
    {
        "outlet_id": "bao_a", "name": "Báo A", "kind": "newspaper", "licensing_authority": "city",
        "domains": [{"name": "a.example.vn"}],
        "home_page": "http://a.example.vn/", "feeds": ["http://rss.a.example.vn:8081/tin.rss"],
    }
)  # fmt: skip
PIECES = [
    "a.example.vn",
    "b.example.com",
    "xa.example.vn",
    "a.example.vn.b.example.com",
    "10.0.0.1",
    "2130706433",
    "0x7f.1",
    "[::1]",
    "@",
    "\\",
    "/",
    "//",
    "?",
    "#",
    ":",
    ":80",
    ":443",
    ":8081",
    ":22",
    ":0",
    "%40",
    "%2f",
    "%5c",
    "%00",
    "\t",
    "\n",
    " ",
    ".",
    "..",
    "。",
    "／",
    "＠",
    "：",
    "ａ",
    "\u00ad",
    "\u200b",
    "é",
    ";",
    ",",
    "&",
    "user",
    "user:word@",
    "-",
    "_",
    "|",
    "^",
    "<",
    "\x00",
    "\xa0",
]


def draw(chance: random.Random) -> str:
    """Draw an address, most often one that begins as the outlet's own."""
    begin = chance.choice(["http://", "https://", "HTTP://", "http:", "//", "http:\\\\", "http:///", ""])
    host = chance.choice(["a.example.vn", "A.EXAMPLE.VN", "www.a.example.vn", "", "user@"])
    return begin + host + "".join(chance.choices(PIECES, k=chance.randint(0, 5)))


def test_of_drawn_addresses_only_the_outlets_own_are_connected_to(tmp_path: Path, home: Path) -> None:
    asked: list[tuple[str, int]] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append((host, port))
        raise FetchError("not connected in this test", cause=HarvestCause.NAME_UNRESOLVED)

    fetcher = Fetcher(
        Guard(resolver=resolver), FetchPolicy("Tester/1.0 (+mailto:test@example.org)", 0.0, OWN.owns),
        Limits(pauses_seconds=(), failures_in_a_row=10**9), rate_limiter=RateLimiter(tmp_path / "politeness"),
    )  # fmt: skip
    chance = random.Random(20261127)  # noqa: S311 - the same draws in every run
    connected = 0
    for _ in range(DRAWN):
        address = draw(chance)
        asked.clear()
        with pytest.raises(FetchError):
            fetcher.get(address)
        for host, port in asked:
            connected += 1
            read = read_address(address)
            assert (host, port) == (read.host, read.port), address
            assert host == "a.example.vn" or host.endswith(".a.example.vn"), address
            assert port in (80, 443, 8081), address
            assert OWN.owns(address), address
        fetcher.reset()
    fetcher.close()
    assert connected > DRAWN // 50


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("http://rss.a.example.vn:8081/x", True),
        ("http://a.example.vn:8080/", False),
        ("http://b.example.com\\@a.example.vn/", False),
        ("http://a.example.vn@b.example.com/", False),
        ("http://a.example.vn:80@b.example.com/", False),
        ("https://a.example.vn./", True),
    ],
)
def test_ownership_asks_the_same_reader(address: str, is_own: bool) -> None:
    assert OWN.owns(address) is is_own


def test_what_is_owned_can_be_read() -> None:
    chance = random.Random(7)  # noqa: S311 - the same draws in every run
    for address in (draw(chance) for _ in range(2000)):
        if OWN.owns(address):
            read_address(address)
            continue
        try:
            found = read_address(address)
        except AddressError:
            continue
        assert not found.lies_on("a.example.vn") or found.port not in (80, 443, 8081)
