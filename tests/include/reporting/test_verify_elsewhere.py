"""A report's bytes are the same in another locale, another time zone, and with other fonts on the computer."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from include.errors import ReportError
from include.reporting.compose import Snapshot
from include.reporting.model import Content
from include.reporting.render import render
from include.reporting.render.files import RENDERERS
from include.reporting.render.fonts import Font, font_record
from include.reporting.verify import verify_file
from include.settings import ROOT, settings
from tests.support.drawn_fonts import draw_family, draw_font

VERIFY = """
import json, locale, sys, time
from pathlib import Path
from include.reporting.verify import verify_file
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
files = sorted(path for path in Path(sys.argv[1]).iterdir() if path.name != "marts.json.gz")
found = [verify_file(path)["is_as_composed"] for path in files]
print(json.dumps({"found": found, "zone": time.tzname[0]}))
"""


@pytest.mark.parametrize(("language", "zone"), [("C", "America/Bogota"), ("tr_TR.UTF-8", "Pacific/Kiritimati")])
def test_every_file_is_what_its_snapshot_gives_on_another_computer(
    snapshot: Snapshot, tmp_path: Path, language: str, zone: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(snapshot.folder, elsewhere / "report")
    (elsewhere / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")  # a computer without fonts
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PRESS_HOME": str(elsewhere / "home"), "LC_ALL": language,
        "TZ": zone, "FONTCONFIG_FILE": str(elsewhere / "fonts.conf"), "HOME": str(elsewhere), "PYTHONHASHSEED": "7",
    }  # fmt: skip
    answer = subprocess.run(
        [sys.executable, "-c", VERIFY, str(elsewhere / "report")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(answer.stdout.splitlines()[-1])["found"] == [True] * 4


def test_the_snapshot_names_the_font_and_another_one_is_said(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = json.loads((snapshot.folder / "snapshot.json").read_text(encoding="utf-8"))
    assert record["font"] == {"family": "Libertinus Serif", "sha256": ""}
    pdf = snapshot.folder / "monthly_compliance_2026-11.pdf"
    pdf.write_bytes(pdf.read_bytes() + b" ")  # as one drawn in another font would differ
    draw_family(tmp_path)
    monkeypatch.setattr("include.reporting.render.fonts.choose_font", lambda: Font("Tinos", tmp_path))
    with pytest.raises(ReportError, match=r"drawn in Libertinus Serif, and here it is drawn in Tinos \(\w{12}\)"):
        verify_file(pdf)


def test_another_font_at_the_same_path_is_seen_and_drawing_again_notes_it(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRESS_REPORT_FONTS", str(draw_family(tmp_path / "fonts")))
    settings.cache_clear()
    noted, pdf = snapshot.folder / "snapshot.json", snapshot.folder / "monthly_compliance_2026-11.pdf"
    render(snapshot.folder)
    first = json.loads(noted.read_text(encoding="utf-8"))["font"]
    assert verify_file(pdf)["is_as_composed"]
    draw_font(tmp_path / "fonts" / "Tinos-Italic.ttf", "Tinos", "Italic", 600)
    second = font_record()
    assert first["family"] == second["family"] == "Tinos"
    drawn = rf"drawn in Tinos \({first['sha256'][:12]}\), and here it is drawn in Tinos \({second['sha256'][:12]}\)"
    with pytest.raises(ReportError, match=drawn):
        verify_file(pdf)
    render(snapshot.folder)
    assert json.loads(noted.read_text(encoding="utf-8"))["font"] == second
    assert verify_file(pdf)["is_as_composed"]


def test_a_font_exchanged_while_a_report_is_drawn_is_noted_for_no_file(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRESS_REPORT_FONTS", str(draw_family(tmp_path / "fonts")))
    settings.cache_clear()

    def exchanged(content: Content) -> bytes:
        draw_font(tmp_path / "fonts" / "Tinos-Bold.ttf", "Tinos", "Bold", 600)
        return b""

    monkeypatch.setitem(RENDERERS, ".xlsx", exchanged)
    before = (snapshot.folder / "snapshot.json").read_bytes()
    with pytest.raises(ReportError, match="exchanged while a report was drawn"):
        render(snapshot.folder)
    assert (snapshot.folder / "snapshot.json").read_bytes() == before


def test_drawing_again_leaves_the_snapshot_as_it_is(snapshot: Snapshot) -> None:
    before = (snapshot.folder / "snapshot.json").read_bytes()
    render(snapshot.folder)
    assert (snapshot.folder / "snapshot.json").read_bytes() == before
