"""The collector connects to public addresses only, however a private one is written."""

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import FetchError, SettingError
from include.fetching.causes import HarvestCause
from include.fetching.guard import Guard, is_public, read_hosts

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:0:0:0:0:80ff:fffe",
    "fec0::1", "192.0.0.8", "192.0.0.170", "192.88.99.1", "3fff::1", "5f00::1", "100::1", "2001::1", "2001:2::1",
    "64:ff9b:1::1", "::ffff:0:127.0.0.1", "::ffff:192.88.99.1", "4000::1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused_in_every_form(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4).filter(lambda address: not address.is_global))
def test_no_private_address_passes_inside_an_ipv6_form(address: ipaddress.IPv4Address) -> None:
    carried = [
        ipaddress.IPv6Address(0xFFFF << 32 | int(address)),
        ipaddress.IPv6Address(int(address)),
        ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address)),
        ipaddress.IPv6Address(0x2002 << 112 | int(address) << 80),
    ]
    assert not any(is_public(str(form)) for form in carried)


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    guard = Guard(resolver=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchError) as failure:
        guard.addresses("a.example.vn", 80)
    assert failure.value.cause == HarvestCause.ADDRESS_REFUSED


def test_the_addresses_that_were_checked_are_those_that_are_connected_to() -> None:
    assert Guard(resolver=lambda host, port: ["8.8.8.8"]).addresses("a.vn", 443) == [("8.8.8.8", 443)]


def test_a_name_without_address_is_distinguished() -> None:
    with pytest.raises(FetchError) as failure:
        Guard().addresses("no-such-host.invalid", 80)
    assert failure.value.cause == HarvestCause.NAME_UNRESOLVED


def test_an_outlet_served_here_is_found_by_the_hosts_file_alone(tmp_path: Path) -> None:
    (tmp_path / "hosts.yml").write_text('a.example.vn: "127.0.0.1:8123"\n', encoding="utf-8")
    guard = Guard(read_hosts(tmp_path / "hosts.yml"), resolver=lambda host, port: pytest.fail("asked the resolver"))
    assert guard.addresses("a.example.vn", 80) == [("127.0.0.1", 8123)]
    with pytest.raises(FetchError) as failure:
        guard.addresses("b.example.vn", 80)
    assert failure.value.cause == HarvestCause.HOST_NOT_SERVED


@pytest.mark.parametrize("text", ['a.vn: "10.0.0.1:80"', 'a.vn: "8.8.8.8:80"', "a.vn: 127.0.0.1", "just words", "- a"])
def test_a_hosts_file_that_leads_off_this_computer_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "hosts.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=r"hosts\.yml"):
        read_hosts(tmp_path / "hosts.yml")


def test_without_a_hosts_file_nothing_is_served_here(tmp_path: Path) -> None:
    assert read_hosts(None) == read_hosts(tmp_path / "none.yml") == {}
