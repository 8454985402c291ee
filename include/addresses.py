"""Parses web addresses, once for all uses: checking, ownership, canonical form and connecting.

It is urllib3's parser, which also opens the connection. Two parsers that read one address differently let a page of
somebody else into an outlet's archive, so an address that can be read in two ways is refused.
"""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

LONGEST_ADDRESS = 4000
"""Characters: servers take no longer ones, and what reads addresses remembers many of them."""

PORTS = {"http": 80, "https": 443}
USUAL_PORTS = frozenset(PORTS.values())
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_LONGEST_HOST = 253


class AddressError(ValueError):
    """A text is not a web address that may be requested."""


@dataclass(frozen=True, slots=True)
class Address:
    """One web address as it is connected to.

    Attributes:
        scheme: http or https.
        host: Name in lower case and in ASCII, or an IP address; IPv6 without brackets.
        port: Port, the usual one of the scheme where none is written.
        target: Path and query as they are sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a header or robots.txt is asked by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address; reading it again gives the same."""
        return self.origin + self.target

    def lies_on(self, domain: str) -> bool:
        """Return whether the host is a domain or lies below it."""
        return self.host == domain or self.host.endswith(f".{domain}")


@lru_cache(maxsize=4096)
def read_address(text: str) -> Address:
    """Return a text as an address.

    Raises:
        AddressError: It is not one, contains a space, a control character, a backslash or credentials, or can be read
            in two ways.
    """
    if len(text) > LONGEST_ADDRESS or _NEVER.search(text):
        raise AddressError("an address is shorter and holds no space, control character or backslash")
    try:
        found, other = parse_url(text), urlsplit(text)
        # 0 is no port; asking the second parser for its port raises where it reads none
        is_same = not text.isascii() or (other.hostname, other.port) == (_bare(found.host), found.port)
    except (LocationParseError, ValueError) as error:
        raise AddressError("it cannot be read") from error
    scheme = found.scheme or ""
    if scheme not in PORTS or not found.host or found.auth is not None or "@" in other.netloc:
        raise AddressError("it is no http or https address of a host, or it carries credentials")
    if found.port == 0 or not is_same:
        raise AddressError("its host or port can be read in two ways")
    target = (found.path or "/") + ("" if found.query is None else f"?{found.query}")
    return Address(scheme, _host(_bare(found.host)), found.port or PORTS[scheme], target)


def _bare(host: str | None) -> str:
    """Return a host in lower case, without the brackets of IPv6."""
    return (host or "").strip("[]").lower()


def _host(host: str) -> str:
    """Return a host as it is looked up.

    Raises:
        AddressError: It is neither a name nor an IP address in its usual form.
    """
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    name = host.removesuffix(".")
    labels = name.split(".")
    # resolvers read 2130706433, 0x7f.1 and 127.1 as addresses
    is_name = len(name) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, labels)) and not _NUMBER.fullmatch(labels[-1])
    if not is_name:
        raise AddressError("its host is no name")
    return name


def own_page(base_url: str, path: str, query: str = "") -> str:
    """Return the address of a page of our own interface, to come back to after signing in.

    Args:
        base_url: Where the interface is found, as it is configured; what a request calls its host is a stranger's word.
        path: Path as the request names it, from the root of the host.
        query: Query of the request.

    Returns:
        The address; without the host where none is configured.
    """
    found = urlsplit(base_url)
    origin = f"{found.scheme}://{found.netloc}" if found.scheme and found.netloc else ""
    return f"{origin}/{path.lstrip('/')}" + (f"?{query}" if query else "")
