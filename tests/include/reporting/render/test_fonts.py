"""A font is used only when its whole family is there."""

from pathlib import Path

import pytest

from include.reporting.render.fonts import BUILT_IN, FAMILIES, Font, choose_font
from include.settings import settings


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
