"""Font files of four styles, drawn here: every letter is a box, so that the width tells one font from another."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), 0x300, 0x301, 0x303, 0x309, 0x323, *range(0x1E00, 0x1F00), 0x200B, 0x2013,
    0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x25A1,
)  # fmt: skip
STYLES = {"Regular": "Regular", "Bold": "Bold", "Italic": "Italic", "BoldItalic": "Bold Italic"}


def draw_family(
    folder: Path, file_family: str = "Tinos", family: str = "Tinos", width: int = 500, more: tuple[int, ...] = ()
) -> Path:
    """Write the four files of a family into a folder and return it.

    Args:
        folder: Made where it is not there.
        file_family: The family that the files are named by.
        family: The family that the files say they are.
        width: Of every letter, in thousandths.
        more: Letters beyond those that Vietnamese needs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, style in STYLES.items():
        draw_font(folder / f"{file_family}-{name}.ttf", family, style, width, more)
    return folder


def draw_font(path: Path, family: str, style: str, width: int, more: tuple[int, ...] = ()) -> None:
    """Write one font file."""
    is_bold, is_italic = "Bold" in style, "Italic" in style
    names = {letter: f"u{letter:04x}" for letter in (*LETTERS, *more)}
    order = [".notdef", *names.values()]
    pen = TTGlyphPen(None)
    corners = ((50, 0), (width - 50, 0), (width - 50, 500), (50, 500))
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names)
    font.setupGlyf(dict.fromkeys(order, box))
    font.setupHorizontalMetrics(dict.fromkeys(order, (width, 50)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    said = f"{family} {style}"
    font.setupNameTable(
        {"familyName": family, "styleName": style, "uniqueFontIdentifier": said, "fullName": said,
         "psName": said.replace(" ", "-"), "version": "Version 1.0"}
    )  # fmt: skip
    font.setupOS2(
        usWeightClass=700 if is_bold else 400, fsSelection=is_italic | 32 * is_bold or 64, sTypoAscender=800,
        sTypoDescender=-200, usWinAscent=800, usWinDescent=200,
    )  # fmt: skip
    font.setupPost(italicAngle=-10 if is_italic else 0)
    font.font["head"].macStyle = is_bold | 2 * is_italic
    font.font["head"].created = font.font["head"].modified = 0
    font.save(path)
