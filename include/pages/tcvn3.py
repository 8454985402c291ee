"""The TCVN3 (ABC) character set of Vietnamese pages before Unicode.

The places are those of TCVN 5712-1:1993. In older pages capitals with a tone are often small letters drawn by a
second font; nothing in the bytes distinguishes them, so they stay small.
"""

import codecs
import unicodedata

_PLACES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖ",
    0xF1: "ủũúụừửữứựỳỷỹýỵỐ",
}
_LETTERS = {start + index: letter for start, letters in _PLACES.items() for index, letter in enumerate(letters)}
_TABLE = "".join(chr(byte) if byte < 0x80 else _LETTERS.get(byte, "\ufffd") for byte in range(256))


def decode_tcvn3(body: bytes) -> str:
    """Return the text of TCVN3 bytes in NFC; a byte without a letter becomes the replacement character."""
    text, _ = codecs.charmap_decode(body, "strict", _TABLE)  # type: ignore[arg-type]  # decodes by a text as well
    return unicodedata.normalize("NFC", text)
