"""How pages become bytes: mostly UTF-8, on some days as older publishing systems write them."""

import unicodedata
from datetime import date

from include.sample_city.declaration import Misbehaviour, faults_of

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def encode_page(text: str, outlet_id: str, day: date) -> tuple[str, bytes]:
    """Return content type and bytes of an outlet's page on a day, wrong where that is declared."""
    if next(faults_of(outlet_id, day, Misbehaviour.DECOMPOSED_TEXT), None):
        text = unicodedata.normalize("NFD", text)
    fault = next(faults_of(outlet_id, day, Misbehaviour.WRONG_CHARSET), None)
    if fault is None:
        return "text/html; charset=utf-8", text.encode()
    body = windows_1258(text) if fault.charset == "windows-1258" else text.encode(fault.charset)
    return f"text/html; charset={fault.declared}", body


def windows_1258(text: str) -> bytes:
    """Encode Vietnamese as Windows did: letters with their shape, tones as marks of their own."""
    return "".join(_tone_apart(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1258", "replace")


def _tone_apart(letter: str) -> str:
    """Return a letter with its tone after it."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones
