"""Content codings are undone within a limit."""

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.archive.decompression import CutShortError, TooLargeError, UnknownCodingError, decompress


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@given(st.binary(max_size=2000))
def test_every_offered_coding_gives_the_body_back(body: bytes) -> None:
    packed = {"": body, "identity": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}
    assert all(decompress(received, coding, 2000) == body for coding, received in packed.items())


def test_deflate_without_its_header_is_read_too() -> None:
    assert decompress(raw_deflate(b"a" * 500), "deflate", 500) == b"a" * 500


def test_a_body_of_several_members_is_whole() -> None:
    assert decompress(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 10) == b"ab"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("", bytes)])
def test_a_body_above_the_limit_is_refused(coding: str, pack: Callable[[bytes], bytes]) -> None:
    received = pack(b"\0" * 1_000_001)
    with pytest.raises(TooLargeError):
        decompress(received, coding, 1_000_000)


def test_a_body_cut_short_is_distinguished() -> None:
    with pytest.raises(CutShortError):
        decompress(gzip.compress(b"a" * 5000)[:-9], "gzip", 10_000)


@pytest.mark.parametrize("coding", ["UTF-8", "windows-1258", "gzip, utf-8"])
def test_a_charset_named_as_a_coding_is_none(coding: str) -> None:
    assert decompress(gzip.compress(b"trang") if "gzip" in coding else b"trang", coding, 100) == b"trang"


@pytest.mark.parametrize(("body", "coding"), [(b"x", "br"), (b"plain text", "gzip"), (b"\xffplain", "deflate")])
def test_what_is_not_in_its_coding_is_refused(body: bytes, coding: str) -> None:
    with pytest.raises(UnknownCodingError):
        decompress(body, coding, 100)


@given(st.binary(max_size=2000))
def test_codings_are_undone_in_the_order_they_were_applied_whatever_their_case(body: bytes) -> None:
    """Servers behind two proxies pack twice; some name a coding twice and pack once, which browsers show too."""
    twice = gzip.compress(gzip.compress(body))
    assert decompress(twice, "gzip, gzip", 3000) == decompress(twice, "GZip,X-GZIP", 3000) == body
    assert decompress(gzip.compress(zlib.compress(body)), "deflate, Gzip", 3000) == body
    once = decompress(gzip.compress(b"<html>" + body), "gzip, gzip", 3000)
    assert once == b"<html>" + body


def test_more_codings_than_any_server_applies_are_refused() -> None:
    """Each would multiply the work."""
    with pytest.raises(UnknownCodingError):
        decompress(gzip.compress(b"x"), ", ".join(["gzip"] * 4), 100)
