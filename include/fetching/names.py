"""Asks the system's resolver whether a name has an IPv6 address; what could not be asked is not said to be missing."""

import ipaddress
import socket
from collections.abc import Callable

from include.fetching.guard import GLOBAL_UNICAST, is_public

LookUp = Callable[[str, int], list[str]]
# what a resolver answers of a name that has no address of the family asked for; some systems lack some of the codes
_NO_ADDRESS = {
    getattr(socket, code) for code in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, code)
}


def look_up(host: str, family: int) -> list[str]:
    """Return the addresses of one family that a name has, none where the resolver says that there is none.

    Raises:
        OSError: The resolver could not be asked, or did not know.
    """
    try:
        found = socket.getaddrinfo(host, None, family=family, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_ADDRESS:
            return []
        raise
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def has_ipv6(host: str, ask: LookUp = look_up) -> bool | None:
    """Return whether a name has a public IPv6 address; None where that could not be looked up.

    Where the resolver has no IPv4 address of the name either, it does not know the name at all: the answer is None.

    Args:
        host: The name that was connected to.
        ask: What returns the addresses of a name and family.
    """
    try:
        if any(_is_own(address) for address in ask(host, socket.AF_INET6)):
            return True
        return False if ask(host, socket.AF_INET) else None
    except (OSError, UnicodeError):
        return None


def _is_own(text: str) -> bool:
    """Return whether an address is a public one of IPv6 itself, not an IPv4 address written as one."""
    return is_public(text) and ipaddress.ip_address(text.partition("%")[0]) in GLOBAL_UNICAST
