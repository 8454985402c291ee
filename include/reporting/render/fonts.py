"""Which font a PDF is drawn in: Times New Roman or Tinos where the computer has a full family, else the engine's own.

Only families known to draw every Vietnamese letter are used; nothing else installed on the computer is looked at.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts/Supplemental"),
)
FAMILIES = {
    "Times New Roman": (
        ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
        ("Times_New_Roman.ttf", "Times_New_Roman_Bold.ttf", "Times_New_Roman_Italic.ttf"),
        ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf"),
    ),
    "Tinos": (("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),),
}
BUILT_IN = "Libertinus Serif"


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


def choose_font(roots: tuple[Path, ...] = FOLDERS) -> Font:
    """Return the first family that is complete below the folders, else the engine's own."""
    for family, sets in FAMILIES.items():
        for files in sets:
            if folder := _folder_holding(files, roots):
                return Font(family, folder)
    return Font(BUILT_IN, None)
