"""Which font a PDF is drawn in: the engine's own, unless the installation names a folder with a full family.

What else is installed on the computer is not used, so that a report has the same bytes on every computer. Only families
known to draw every Vietnamese letter are taken from the folder.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import typst

from include.errors import DeclarationError
from include.settings import settings

FAMILIES = {
    "Times New Roman": (
        ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
        ("Times_New_Roman.ttf", "Times_New_Roman_Bold.ttf", "Times_New_Roman_Italic.ttf"),
        ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf"),
    ),
    "Tinos": (("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),),
}
BUILT_IN = "Libertinus Serif"
NEEDED = {("normal", 400), ("normal", 700), ("italic", 400)}
"""Styles and weights that a report is drawn in; bold italic is drawn where the family has it."""


@dataclass(frozen=True)
class Font:
    """A family and the folder that holds it; no folder for the engine's own."""

    family: str
    folder: Path | None


def _folder_holding(files: tuple[str, ...], roots: tuple[Path, ...]) -> Path | None:
    """Return the first folder that holds every one of the files."""
    for root in roots:
        for regular in sorted(root.rglob(files[0])):
            if all((regular.parent / name).exists() for name in files):
                return regular.parent
    return None


def choose_font(roots: tuple[Path, ...] | None = None) -> Font:
    """Return the first family complete below the folders (the installation's when left out), else the engine's own."""
    if roots is None:
        named = settings().report_fonts
        roots = (named,) if named else ()
    for family, sets in FAMILIES.items():
        for files in sets:
            if folder := _folder_holding(files, roots):
                return Font(family, folder)
    return Font(BUILT_IN, None)


def require_readable(font: Font) -> None:
    """Refuse a font that the engine cannot read: it would draw pages without a letter, and say nothing.

    Raises:
        DeclarationError: The folder's files are broken, or say another family than their names.
    """
    if font.folder is None:
        return
    held = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.folder)]).fonts()
    found = {(one.style, one.weight) for one in held if one.family == font.family}
    if not found >= NEEDED:
        raise DeclarationError(
            f"The files of {font.family} in {font.folder} cannot be read as that family in all its styles.",
            hint="Put whole files there, or set PRESS_REPORT_FONTS to another folder or to nothing.",
        )


def font_record(font: Font | None = None) -> dict[str, str]:
    """Return what a snapshot notes of the font of its PDF: the family, and the hash of its files where a folder is set.

    Args:
        font: The font; the installation's when left out.
    """
    chosen = font or choose_font()
    if chosen.folder is None:
        return {"family": chosen.family, "sha256": ""}
    names = next((names for names in FAMILIES[chosen.family] if (chosen.folder / names[0]).exists()), ())
    digest = hashlib.sha256()
    for name in names:
        digest.update((chosen.folder / name).read_bytes())
    return {"family": chosen.family, "sha256": digest.hexdigest()}


def said(record: dict[str, str]) -> str:
    """Return a font as people read it: the family, and the beginning of its hash."""
    return f"{record['family']} ({record['sha256'][:12]})" if record["sha256"] else record["family"]
