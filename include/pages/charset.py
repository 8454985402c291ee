"""Bytes to text: which character set a body really is in, and its text in NFC.

A declared set is believed only as far as the bytes agree with it: servers and templates of older Vietnamese sites
often name the wrong set. Two legacy sets are known beside Python's own codecs: TCVN3 (ABC), and windows-1258, whose
separate tone marks are composed to letters.
"""

import codecs
import re
import unicodedata
from functools import cache

from include.pages.tcvn3 import decode_tcvn3

TCVN3 = "tcvn3"
_HEAD_BYTES = 4096
_SAMPLE = 20_000
_SAMPLED_BYTES = 8 * _SAMPLE  # no set spends more on a letter with its marks
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_ALIASES = {
    "tcvn": TCVN3,
    "tcvn3": TCVN3,
    "tcvn-5712": TCVN3,
    "tcvn5712-1": TCVN3,
    "x-viet-tcvn": TCVN3,
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
# Codecs of Python that turn text into other text, or that no page is written in
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"}
_COMMON_WORDS = """
và của là được người không trong những với đã các một cho này từ tại năm nội việt thành phố giấy ngày về có đến nước ở
để như trên bộ số báo tin hà đồng phát quốc chủ nhà vào ra sẽ thông
"""
_VIETNAMESE_WORDS = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"\w+")
_BROKEN_SHARE = 0.25  # of the letters beyond ASCII: no other set yields so many valid sequences by chance


def decode(body: bytes, content_type: str = "", hint: str = "") -> tuple[str, str]:
    """Return the text of a body in NFC, and the name of the character set it was read in; never raises.

    Order: byte order mark, valid UTF-8, then the best of header, declaration in the page, hint (an outlet's
    ``legacy_charset``), windows-1258 and TCVN3 by how much Vietnamese they yield.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _nfc(body[len(mark) :].decode(name, "replace")), name
    wide = _wide(body)
    if wide:
        return _nfc(body.decode(wide, "replace")), wide
    declared = _declared(body, content_type, hint)
    if TCVN3 in declared[:1] or (hint and _known(hint) == TCVN3):
        return _read(body, TCVN3), TCVN3
    try:
        text = body.decode("utf-8")
        stateful = next((name for name in declared if name.startswith(("iso2022", "hz"))), "")
        return (_read(body, stateful), stateful) if stateful else (_nfc(text), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(body, declared)


def _decode_legacy(body: bytes, declared: list[str]) -> tuple[str, str]:
    """Decode what is no valid UTF-8: damaged UTF-8 stays UTF-8, else the candidate that reads best."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= max(1, _BROKEN_SHARE * (_beyond_ascii(text) - broken)):
        return _nfc(text), "utf-8"
    named = [name for name in declared if name != "utf-8"] or ["cp1252"]
    names = [*named, "cp1258", TCVN3] if all(name in _SUSPECT for name in named) else named
    names = list(dict.fromkeys(names))
    best = max(names, key=lambda name: (_vietnamese(_read(body[:_SAMPLED_BYTES], name)), name == names[0]))
    return _read(body, best), best


def _beyond_ascii(text: str) -> int:
    """Count the characters of a text beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _vietnamese(text: str) -> int:
    """Count the common Vietnamese words at the start of a text."""
    return sum(word in _VIETNAMESE_WORDS for word in _WORD.findall(text[:_SAMPLE].lower()))


_SUSPECT = {"cp1252", "cp1258", TCVN3}


def _read(body: bytes, name: str) -> str:
    """Decode with a known name; bytes without a letter become the replacement character."""
    if name == TCVN3:
        return decode_tcvn3(body)
    return _nfc(body.decode(name, "replace"))


def _nfc(text: str) -> str:
    """Compose letters and tone marks."""
    return unicodedata.normalize("NFC", text)


def _wide(body: bytes) -> str:
    """Recognise UTF-16 and UTF-32 without a mark by the zero bytes around the first letter."""
    head = body[:4]
    if head[:4] == b"<\0\0\0":
        return "utf-32-le"
    if head[:4] == b"\0\0\0<":
        return "utf-32-be"
    if head[:2] == b"<\0":
        return "utf-16-le"
    if head[:2] == b"\0<":
        return "utf-16-be"
    return ""


def _declared(body: bytes, content_type: str, hint: str) -> list[str]:
    """Return the known names that header, page and hint declare, in that order."""
    header = _HEADER.search(content_type)
    page = _DECLARED.search(body, 0, _HEAD_BYTES)
    given = [
        header.group(1) if header else "",
        next((g for g in page.groups() if g), b"").decode("ascii", "replace") if page else "",
        hint,
    ]
    return list(dict.fromkeys(name for name in map(_known, given) if name))


@cache
def _known(label: str) -> str:
    """Return the codec a label means, or nothing when no page can be written in it."""
    label = label.strip().lower()
    label = _ALIASES.get(label, label)
    if not label or label in _NO_CHARSETS or label == TCVN3:
        return label if label == TCVN3 else ""
    try:
        b"a".decode(label, "replace")
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in _NO_CHARSETS:
        return ""
    return "utf-8" if name.startswith(("utf-8", "utf-16", "utf-32")) else name
