"""Plain text of fields."""

import pytest

from include.pages.listings.listing import absolute, plain


@pytest.mark.parametrize(
    ("text", "is_markup", "expected"),
    [
        ("<b>Hà</b> Nội &amp; phố", True, "Hà Nội & phố"),
        ("&lt;b&gt;Hà Nội&lt;/b&gt;", True, "Hà Nội"),
        ("5 < 6 và 7 > 3", True, "5 < 6 và 7 > 3"),
        ("<b>", False, "<b>"),
        ("a<script>x()</script>b", True, "a b"),
        ("don\x92t", True, "don’t"),
        ("  \u200b ", True, None),
        (None, True, None),
    ],
)
def test_fields_are_plain_text(text: str | None, is_markup: bool, expected: str | None) -> None:
    assert plain(text, is_markup=is_markup) == expected


def test_nonsense_is_no_address() -> None:
    assert absolute("https://a.vn/", " x ") == "https://a.vn/x"
    assert absolute("https://a.vn/", "http://[") == "http://["
    assert absolute("https://a.vn/", "//[") is None
    assert absolute("https://a.vn/", None) is None


def test_utf8_that_was_encoded_twice_is_read_as_it_was_meant() -> None:
    """Whether it was taken for windows-1252 or for ISO 8859-1 in between; other texts stay as they are."""
    for text in ("Chợ Lúa Vàng mở cửa trở lại – “hội”", "Đường phố Hà Nội", "Trạm nước"):
        codes = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)}
        assert plain("".join(codes[byte] for byte in text.encode())) == text
        assert plain(text.encode().decode("latin-1")) == text
        assert plain(text) == text
    assert plain("ÃO ÁO, Å, CAFÉ À LA CARTE") == "ÃO ÁO, Å, CAFÉ À LA CARTE"
