"""Tests of encodings: Vietnamese survives where it should, and is wrong where that is declared."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from include.sample_city.charsets import encode_page, windows_1258

TEXT = "Đường phố, tiếng rao và những tà áo cưới ở Hà Nội"
VIETNAMESE = "aăâeêioôơuưyđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ "


def test_ordinary_pages_are_utf_8() -> None:
    content_type, body = encode_page(TEXT, "bao_thang_long", date(2026, 10, 16))
    assert (content_type, body.decode()) == ("text/html; charset=utf-8", TEXT)


def test_a_legacy_page_claims_to_be_utf_8() -> None:
    content_type, body = encode_page(TEXT, "tap_chi_pho_nghe", date(2026, 10, 18))
    assert content_type == "text/html; charset=utf-8"
    assert unicodedata.normalize("NFC", body.decode("cp1258")) == TEXT


def test_a_header_may_claim_a_legacy_encoding_for_utf_8() -> None:
    content_type, body = encode_page(TEXT, "bao_kinh_thanh", date(2026, 10, 22))
    assert content_type == "text/html; charset=iso-8859-1"
    assert body.decode() == TEXT


def test_decomposed_text_is_the_same_text() -> None:
    _, body = encode_page(TEXT, "tap_chi_song_nhue", date(2026, 10, 16))
    assert body.decode() == unicodedata.normalize("NFD", TEXT) != TEXT


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper()))
def test_every_vietnamese_letter_survives_windows_1258(text: str) -> None:
    assert unicodedata.normalize("NFC", windows_1258(text).decode("cp1258")) == text
