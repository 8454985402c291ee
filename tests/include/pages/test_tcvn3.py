"""TCVN3 letters."""

from include.pages.tcvn3 import decode_tcvn3
from tests.support.layouts.old_letters import in_tcvn3


def test_letters_with_and_without_tone_are_read() -> None:
    assert decode_tcvn3(b"H\xb5 N\xe9i, Vi\xd6t Nam") == "Hà Nội, Việt Nam"


def test_every_small_letter_comes_back() -> None:
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    assert decode_tcvn3(in_tcvn3(letters)) == letters


def test_a_byte_without_a_letter_becomes_the_replacement_character() -> None:
    assert decode_tcvn3(b"\x80a") == "\ufffda"
