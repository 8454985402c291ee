"""One parser reads addresses: an address that could be read in two ways is none."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.addresses import LONGEST_ADDRESS, AddressError, read_address


@pytest.mark.parametrize(
    ("text", "origin", "target"),
    [
        ("http://a.example.vn", "http://a.example.vn", "/"),
        ("HTTPS://A.Example.VN:443/x?y=1#z", "https://a.example.vn", "/x?y=1"),
        ("http://a.example.vn.:80/", "http://a.example.vn", "/"),
        ("http://a.example.vn:8080/x", "http://a.example.vn:8080", "/x"),
        ("https://a.example.vn/tin-tức?q=hà", "https://a.example.vn", "/tin-t%E1%BB%A9c?q=h%C3%A0"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]", "/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example", "/"),
        ("http://a.example.vn/@b.example.com/", "http://a.example.vn", "/@b.example.com/"),
    ],
)
def test_an_address_is_read_as_it_is_connected_to(text: str, origin: str, target: str) -> None:
    found = read_address(text)
    assert (found.origin, found.target) == (origin, target)
    assert read_address(found.url) == found


@pytest.mark.parametrize(
    "text",
    [
        "", "a.example.vn", "//a.example.vn/", "ftp://a.example.vn/", "javascript:alert(1)", "http:///x", "http:a.vn/x",
        "http://b.example.com\\@a.example.vn/x", "http://a.example.vn\\.b.example.com/", "http://a.example.vn/x\\y",
        "http://user@a.example.vn/", "http://user:word@a.example.vn/", "http://@a.example.vn/", "http://a.vn@/",
        "http://a.example.vn\t/", "http://a.exa\nmple.vn/", "http://a.example.vn/\x00", "http://a.example.vn/ x",
        "http://a.example.vn:0/", "http://a.example.vn:99999/", "http://a.example.vn:8o/", "http://a.example.vn:-80/",
        "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://a.0x7f/",
        "http://[::1/", "http://[fe80::1%25eth0]/", "http://a%2eexample.vn/", "http://a..example.vn/", "http://-a.vn/",
        "http://a.example.vn,b.example.com/", "http://" + "a" * 64 + ".vn/", "http://" + "a." * 127 + "vn/",
        "http://a.vn/" + "x" * LONGEST_ADDRESS,
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        read_address(text)


PARTS = st.sampled_from(
    [
        "http",
        "https",
        "://",
        ":/",
        "//",
        "a.example.vn",
        "b.example.com",
        "@",
        "\\",
        "/",
        "?",
        "#",
        ":",
        ":80",
        ":443",
        "8080",
        "[",
        "]",
        "::1",
        "127.0.0.1",
        "%",
        "%2f",
        "%40",
        "%00",
        "\t",
        "\r\n",
        " ",
        "\x00",
        "。",
        "／",
        "＠",
        "é",
        "ß",
        ".",
        "-",
        "user",
        "0x7f",
        "\u200b",
        "\u00ad",
        ";",
        ",",
        "&",
        "=",
        "|",
        "^",
        "`",
        "'",
        '"',
        "<",
        "{",
    ]
)
DRAWN = st.one_of(
    st.lists(PARTS, max_size=12).map("".join),
    st.lists(PARTS, max_size=8).map(lambda parts: "http://" + "".join(parts)),
    st.lists(PARTS, max_size=6).map(lambda parts: "http://a.example.vn" + "".join(parts)),
    st.text(max_size=40).map(lambda text: f"http://{text}a.example.vn/"),
)


@settings(max_examples=600, deadline=None)
@given(DRAWN)
def test_reading_twice_gives_the_same_and_nothing_else_is_raised(text: str) -> None:
    try:
        found = read_address(text)
    except AddressError:
        return
    assert read_address(found.url) == found
    assert found.host.isascii()
    assert found.host == found.host.lower()
    assert not set(found.host) & set("@\\/?#[]% ")


@given(st.ip_addresses())
def test_an_ip_address_has_one_form(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    host = f"[{address.exploded}]" if address.version == 6 else str(address)
    assert read_address(f"http://{host}/").host == str(address)
