"""veraPDF, the reference validator, finds every report to be PDF/A-2b, and a file that was tampered with not to be."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from include.reporting.compose import Snapshot, compose
from include.reporting.render.pdf import render_pdf
from include.settings import ROOT
from tests.include.reporting.sample_rows import month_query

pytestmark = pytest.mark.slow
HERE = ROOT / "tests" / "support" / "verapdf"
MOST_SECONDS = 120


@cache
def _classpath(folder: Path) -> str:
    """Return the Java class path of veraPDF from this computer's Maven store; empty where it is not there."""
    if not shutil.which("mvn") or not shutil.which("java"):
        return ""
    found = folder / "classpath"
    command = ["mvn", "-o", "-B", "-q", "-f", str(HERE / "pom.xml"), "dependency:build-classpath"]
    done = subprocess.run(
        [*command, f"-Dmdep.outputFile={found}"], capture_output=True, check=False, timeout=MOST_SECONDS
    )
    return found.read_text(encoding="utf-8").strip() if done.returncode == 0 and found.exists() else ""


def validated(bodies: list[bytes], folder: Path) -> list[tuple[bool, int]]:
    """Return of each PDF whether it is PDF/A-2b, and how many checks were made."""
    if not (classpath := _classpath(folder)):
        pytest.skip("veraPDF is not in this computer's Maven store")
    files = []
    for number, body in enumerate(bodies):
        (folder / f"{number}.pdf").write_bytes(body)
        files.append(str(folder / f"{number}.pdf"))
    command = ["java", "-Xmx512m", "-cp", classpath, str(HERE / "Validate.java"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=MOST_SECONDS)
    lines = [re.match(r"(true|false) (\d+)", line) for line in done.stdout.splitlines()]
    return [(found[1] == "true", int(found[2])) for found in lines if found]


def test_reports_and_drafts_are_pdf_a_2b_and_a_changed_file_is_not(snapshot: Snapshot, tmp_path: Path) -> None:
    draft = compose("monthly_compliance", "2026-12", month_query, "build-1", is_draft=True)
    drawn = [render_pdf(one.content) for one in (snapshot, draft)]
    broken = re.sub(rb"pdfaid:part>2<", b"pdfaid:part>9<", drawn[0])
    assert broken != drawn[0]
    found = validated([*drawn, broken], tmp_path)
    assert [is_sound for is_sound, _ in found] == [True, True, False]
    assert all(count > 10_000 for _, count in found)
