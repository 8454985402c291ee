"""Canonical addresses: one address for one article, whatever it was shared with."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import clean_url

from include.addresses import LONGEST_ADDRESS, read_address

# Parameters that follow readers, beyond those courlan knows: Zalo, Facebook, local advertising networks
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|zarsrc|gidzl|zalo.*|zl(?:src|ref)|vgc|cmpid|igshid|_ga|_gl|at_.*|mibextid|ref_src|share(?:_.*)?"
    r"|from_?(?:social|fb|zalo)|amp|spm|sharetype|fb_(?:comment_id|action.*|ref|source)|__tn__|__cft__.*|adzone|admicro.*)$",
    re.I,
)
_ROUNDS = 5


def canonical(url: str, base: str = "") -> str | None:
    """Return the canonical form of an address, or nothing when it is no web address.

    Relative addresses are resolved against the base; scheme and host are lower case; tracking parameters and
    fragments are gone; the rest of the query is kept in the order of courlan. Applying it twice changes nothing.
    """
    return _canonical(url, base) if len(url) <= LONGEST_ADDRESS else None


def article_address(url: str) -> str:
    """Return the address under which an article is known: the canonical one, or the URL where it has none."""
    return canonical(url) or url


@lru_cache(maxsize=4096)  # an article's address is met when it is listed, fetched, read and landed
def _canonical(url: str, base: str) -> str | None:
    """Return the canonical form of an address; see :func:`canonical`."""
    try:
        found = re.sub(r"[\t\r\n]+", "", url.strip()).replace(" ", "%20")
        found = urljoin(base, found) if base else found
        read_address(found)
        for _ in range(_ROUNDS):
            before, found = found, _clean(found)
            if found == before:
                break
        return found or None
    except ValueError:
        return None


def _clean(url: str) -> str:
    """Clean once; courlan's own result may need another turn."""
    cleaned = clean_url(url) or ""
    if not cleaned:
        return ""
    # what connects decides what is an address at all, and which host and port it names
    scheme, _, host = read_address(cleaned.replace(" ", "%20")).origin.partition("://")
    parts = urlsplit(cleaned)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    path = parts.path or "/"
    return urlunsplit((scheme, host, path, query, ""))
