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
