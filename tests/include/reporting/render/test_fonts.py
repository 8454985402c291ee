"""A font is used only when its whole family is there."""

from pathlib import Path

import pytest

from include.errors import DeclarationError
from include.reporting.compose import Snapshot
from include.reporting.render.drawable import drawable
from include.reporting.render.fonts import BUILT_IN, FAMILIES, Font, choose_font, font_record, require_readable
from include.reporting.render.pdf import render_pdf
from include.settings import settings
from tests.support.drawn_fonts import draw_family


def _install(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(b"")
    return folder


def test_without_a_family_the_engines_own_font_is_used(tmp_path: Path) -> None:
    assert choose_font((tmp_path,)) == Font(BUILT_IN, None)


def test_half_a_family_is_not_used(tmp_path: Path) -> None:
    _install(tmp_path / "tinos", ("Tinos-Regular.ttf", "Tinos-Bold.ttf"))
    assert choose_font((tmp_path,)) == Font(BUILT_IN, None)


def test_times_new_roman_goes_before_tinos(tmp_path: Path) -> None:
    tinos = _install(tmp_path / "a" / "tinos", FAMILIES["Tinos"][0])
    assert choose_font((tmp_path,)) == Font("Tinos", tinos)
    times = _install(tmp_path / "b" / "times", FAMILIES["Times New Roman"][0])
    assert choose_font((tmp_path,)) == Font("Times New Roman", times)


def test_what_the_computer_has_installed_is_not_used_unless_the_installation_names_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert choose_font() == Font(BUILT_IN, None)
    tinos = _install(home / "fonts" / "tinos", FAMILIES["Tinos"][0])
    monkeypatch.setenv("PRESS_REPORT_FONTS", str(home / "fonts"))
    settings.cache_clear()
    assert choose_font() == Font("Tinos", tinos)


@pytest.mark.parametrize("broken", ["Regular", "Bold", "Italic"])
def test_files_that_the_engine_cannot_read_are_refused_not_drawn_as_empty_pages(
    snapshot: Snapshot, tmp_path: Path, broken: str
) -> None:
    folder = draw_family(tmp_path / "fonts")
    require_readable(Font("Tinos", folder))
    (folder / f"Tinos-{broken}.ttf").write_bytes(b"not a font")
    with pytest.raises(DeclarationError, match="cannot be read as that family"):
        render_pdf(snapshot.content, Font("Tinos", folder))


def test_files_of_another_family_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="cannot be read as that family"):
        require_readable(Font("Tinos", draw_family(tmp_path, family="Other")))


def test_the_hash_of_a_font_follows_its_files(tmp_path: Path) -> None:
    font = Font("Tinos", draw_family(tmp_path))
    before = font_record(font)
    assert font_record(Font("Tinos", draw_family(tmp_path / "same"))) == before
    draw_family(tmp_path, width=600)
    assert font_record(font)["sha256"] != before["sha256"]


def test_what_a_font_lacks_is_asked_of_its_files_not_of_their_path(tmp_path: Path) -> None:
    font = Font("Tinos", draw_family(tmp_path))
    assert drawable({"said": "☎"}, font) == ({"said": "□"}, 1)
    draw_family(tmp_path, more=(0x260E,))
    assert drawable({"said": "☎"}, font) == ({"said": "☎"}, 0)
