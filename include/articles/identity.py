"""Stable ids: the same thing gets the same id on every computer and in every rebuild."""

import hashlib


def stable_id(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts and their order alone.

    Parts are joined by the unit separator, which none of them may hold. A lone surrogate is a part like any other.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode(errors="surrogatepass")).hexdigest()[:16]


def article_id(outlet_id: str, canonical_url: str) -> str:
    """Return the id of an article: one outlet, one canonical address."""
    return stable_id("article", outlet_id, canonical_url)


def capture_id(outlet_id: str, url: str, captured_at: str) -> str:
    """Return the id of a capture: one outlet, one address, one instant (ISO 8601, UTC)."""
    return stable_id("capture", outlet_id, url, captured_at)
