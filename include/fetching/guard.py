"""Decides which addresses the collector may connect to: public ones, checked once, and then that very address.

A name is resolved once per connection and every answer is checked, so that a name which resolves differently a moment
later (rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

from include.errors import FetchError, SettingError
from include.fetching.causes import HarvestCause

Resolver = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA gives out; site-local and the rest lie outside
# IANA's special-purpose registries; what Python's own tables call global differs between its versions
RESERVED_4 = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
RESERVED_6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20")))


def resolve(host: str, port: int) -> list[str]:
    """Return every address a name has, as the system's resolver answers.

    Raises:
        FetchError: The name has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"{host} has no address ({error}).", cause=HarvestCause.NAME_UNRESOLVED, hint="Check the profile's domain."
        ) from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def is_public(text: str) -> bool:
    """Return whether an address lies on the public internet, looking into IPv6 forms that carry an IPv4 address."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(str(inner))
        return address in GLOBAL_UNICAST and not any(address in network for network in RESERVED_6)
    return address.is_global and not any(address in network for network in RESERVED_4)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a mapped, compatible, NAT64 or 6to4 address carries."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in SIX_TO_FOUR:
        return address.sixtofour
    if address in NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


class Guard:
    """The checked addresses of one outlet's hosts.

    Args:
        served_here: Host to ``address:port`` on this computer; None for an outlet that may not be served here.
        resolver: What turns a name into addresses.
    """

    def __init__(self, served_here: Mapping[str, str] | None = None, resolver: Resolver = resolve) -> None:
        """Keep what is served here and how names are resolved."""
        self._served_here = served_here
        self._resolver = resolver

    @property
    def is_local(self) -> bool:
        """Whether the outlet's hosts are served on this computer, so that no name is resolved."""
        return self._served_here is not None

    def addresses(self, host: str, port: int) -> list[tuple[str, int]]:
        """Return the addresses to connect to, all of them checked.

        Raises:
            FetchError: One of them is not public, the name has none, or it should be served here and is not.
        """
        if self._served_here is not None:
            return [self._here(host)]
        found = self._resolver(host, port)
        refused = [address for address in found if not is_public(address)]
        if refused or not found:
            raise FetchError(
                f"{host} leads to {', '.join(refused) or 'no address'}, which is not on the public internet.",
                cause=HarvestCause.ADDRESS_REFUSED,
                hint="Nothing is fetched from there; check the outlet's domain or its redirects.",
            )
        return [(address, port) for address in found]

    def check_literal(self, host: str) -> None:
        """Refuse a host that is an IP address and not public; names are checked when connected.

        Raises:
            FetchError: It is such an address.
        """
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return
        if not is_public(host):
            raise FetchError(
                f"{host} is not on the public internet.",
                cause=HarvestCause.ADDRESS_REFUSED,
                hint="Nothing is fetched from there; check the outlet's redirects.",
            )

    def _here(self, host: str) -> tuple[str, int]:
        """Return address and port of a host of an outlet served on this computer."""
        served = (self._served_here or {}).get(host)
        if served is None:
            raise FetchError(
                f"{host} belongs to an outlet served on this computer and is not in the hosts file.",
                cause=HarvestCause.HOST_NOT_SERVED,
                hint="Start its server, or set PRESS_HOSTS_FILE.",
            )
        address, _, port = served.rpartition(":")
        return address, int(port)


def read_hosts(path: Path | None) -> Mapping[str, str]:
    """Return the hosts file: host to loopback ``address:port``; empty when there is no file; read again when changed.

    Raises:
        SettingError: The file is no such map, or names an address that is not this computer's own.
    """
    if path is None or not path.exists():
        return {}
    if not path.is_file():
        raise SettingError(f"{path} is no file.", hint="Correct PRESS_HOSTS_FILE.")
    return _read_hosts(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=8)
def _read_hosts(path: Path, _modified: int, _size: int) -> Mapping[str, str]:
    """Read the hosts file as it is now."""
    hosts = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    for host, served in hosts.items() if isinstance(hosts, dict) else [("", "")]:
        address, _, port = str(served).rpartition(":")
        try:
            is_loopback = ipaddress.ip_address(address.strip("[]")).is_loopback and port.isdigit()
        except ValueError:
            is_loopback = False
        if not is_loopback:
            raise SettingError(f"{path}: {host or 'the file'} is no loopback address:port.", hint="Correct the file.")
    return MappingProxyType(
        {str(host): str(served).replace("[", "").replace("]", "") for host, served in hosts.items()}
    )
