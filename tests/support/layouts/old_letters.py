"""Pages written in the letters of old sites: TCVN3 (ABC), and windows-1258 with its tones behind their vowels."""

import unicodedata

from include.pages.tcvn3 import _LETTERS

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DECLARED = '<head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'


def written(source: str, coding: str) -> bytes:
    """Return a page's bytes in a charset; one in TCVN3 declares nothing, as such pages did."""
    if coding == "TCVN3":
        return in_tcvn3(source)
    if coding == "WINDOWS-1258":
        return b"".join(map(_in_windows_1258, source.replace("<head>", _DECLARED, 1)))
    return source.encode()


def in_tcvn3(text: str) -> bytes:
    """Return text in TCVN3; it has no capitals with tones, which pages set in a font of capitals."""
    places = {letter: bytes([byte]) for byte, letter in _LETTERS.items()}
    return b"".join(places.get(letter) or letter.encode("ascii") for letter in text)


def _in_windows_1258(letter: str) -> bytes:
    """Return the bytes of one letter: composed where the charset has it so, else its vowel and its tone."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        return (vowel + "".join(part for part in parts if part in _TONES)).encode("cp1258", "xmlcharrefreplace")
