"""Canonical addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.canonical import canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.vn/x?utm_source=zalo&utm_medium=share", "https://a.vn/x"),
        ("https://a.vn/x?fbclid=abc&id=3#binh-luan", "https://a.vn/x?id=3"),
        ("https://a.vn/x?gidzl=1&zarsrc=30", "https://a.vn/x"),
        ("HTTP://A.VN:80/x//y", "http://a.vn/x/y"),
        ("/tin/bai-1.html", "https://goc.vn/tin/bai-1.html"),
        ("//b.vn/x", "https://b.vn/x"),
        ("https://a.vn", "https://a.vn/"),
        ("https://a.vn/tin tức", "https://a.vn/tin%20t%E1%BB%A9c"),
        ("javascript:void(0)", None),
        ("mailto:toa.soan@a.vn", None),
        ("https://[", None),
    ],
)
def test_an_address_loses_what_follows_readers(url: str, expected: str | None) -> None:
    assert canonical(url, "https://goc.vn/") == expected


PATHS = st.text(alphabet="abcđ/-%2é. ;=&?#_", max_size=30)


@given(PATHS, st.text(alphabet="abc=&?%/+ ", max_size=20))
def test_canonical_is_idempotent(path: str, query: str) -> None:
    once = canonical(f"https://a.example.vn/{path}?{query}")
    if once is not None:
        assert canonical(once) == once


@given(st.text(max_size=60))
def test_no_address_raises(url: str) -> None:
    canonical(url, "https://goc.vn/")
