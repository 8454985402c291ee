"""Which character set a body is in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.charset import decode
from tests.support.layouts.old_letters import in_tcvn3

TEXT = "Thành phố Hà Nội cấp giấy phép cho trang thông tin điện tử của người dân."


def in_1258(text: str) -> bytes:
    """Write text as windows-1258 does: tone marks apart, other marks with their letter."""
    return b"".join(_in_1258(letter) for letter in text)


def _in_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        others = [mark for mark in marks if mark not in tones]
        return (unicodedata.normalize("NFC", base + "".join(others)) + "".join(tones)).encode("cp1258")


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (TEXT.encode(), "", "utf-8"),
        (TEXT.encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=windows-1258", "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "", "utf-8"),
        (TEXT.encode("utf-16"), "", "utf-16-le"),
        (in_1258(TEXT), "text/html; charset=windows-1258", "cp1258"),
        (in_1258(TEXT), "text/html; charset=utf-8", "cp1258"),
        (in_1258(TEXT), "", "cp1258"),
        (in_tcvn3(TEXT), "", "tcvn3"),
        (in_tcvn3(TEXT), "text/html; charset=iso-8859-1", "tcvn3"),
        (in_tcvn3(TEXT), "text/html; charset=x-viet-tcvn", "tcvn3"),
    ],
)
def test_text_comes_back_in_nfc_whatever_was_declared(body: bytes, content_type: str, charset: str) -> None:
    assert decode(body, content_type) == (TEXT, charset)


def test_the_page_may_declare_its_charset() -> None:
    page = '<?xml version="1.0" encoding="shift_jis"?><p>新聞</p>'
    assert decode(page.encode("cp932"))[0] == page
    assert "привет" in decode('<meta charset="windows-1251">привет, мир и люди'.encode("cp1251"))[0]


def test_a_profile_may_declare_a_legacy_charset() -> None:
    assert decode(in_tcvn3("Hà Nội"), "", "tcvn3") == ("Hà Nội", "tcvn3")


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    text, charset = decode(TEXT.encode() * 20 + b"\xff")
    assert charset == "utf-8"
    assert text.startswith(TEXT)


@pytest.mark.parametrize("name", ["hex", "rot13", "zlib", "idna", "nope", "utf-7"])
def test_a_declared_name_that_is_no_charset_is_passed_by(name: str) -> None:
    assert decode(f"<meta charset={name}>Hà Nội".encode())[1] == "utf-8"


@given(st.binary(max_size=200), st.text(max_size=30), st.text(max_size=10))
def test_no_body_raises(body: bytes, content_type: str, hint: str) -> None:
    text, _ = decode(body, content_type, hint)
    assert unicodedata.is_normalized("NFC", text)
