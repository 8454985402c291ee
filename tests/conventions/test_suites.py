"""Continuous integration ends with what ran, and fails when a test that should run there was skipped."""

from pathlib import Path

import pytest

from include.settings import ROOT
from tests.conftest import LONGEST, TOGETHER
from tests.support.suites import allowed, read_checks, summarise

CASE = "<testcase classname='tests.a' name='test_x' time='1'>{}</testcase>"


def junit(folder: Path, *inner: str) -> None:
    """Write the file that pytest leaves of a suite, one case for each text."""
    cases = "".join(CASE.format(text) for text in inner)
    (folder / "tests.xml").write_text(f"<testsuites><testsuite time='12.4'>{cases}</testsuite></testsuites>", "utf-8")


def skipped(reason: str) -> str:
    return f"<skipped type='pytest.skip' message='{reason}'/>"


def test_a_run_in_which_all_passed_is_sound_and_names_its_suites(tmp_path: Path) -> None:
    junit(tmp_path, "", "", skipped("the reference files are not beside the repository"))
    (tmp_path / "check.txt").write_text("ok      format\nok      lint\n41\n", "utf-8")
    lines, is_sound = summarise(tmp_path)
    assert is_sound
    assert lines[0].split() == ["check", "2", "passed", "0", "skipped", "0", "failed", "41", "s"]
    assert lines[1].split() == ["tests", "2", "passed", "1", "skipped", "0", "failed", "12", "s"]
    assert lines[2].startswith("skipped: tests.a::test_x: the reference files")


@pytest.mark.parametrize(
    "inner", [skipped("Chromium is not installed here"), "<failure/>", "<error/>", skipped("no reason of ours")]
)
def test_a_failure_or_a_skip_that_is_not_allowed_fails_the_run(tmp_path: Path, inner: str) -> None:
    junit(tmp_path, "", inner)
    lines, is_sound = summarise(tmp_path)
    assert not is_sound
    assert any("SKIPPED" in line for line in lines) is ("skip" in inner)


def test_a_run_in_which_nothing_ran_is_not_sound(tmp_path: Path) -> None:
    assert summarise(tmp_path) == ([], False)
    junit(tmp_path)
    assert not summarise(tmp_path)[1]


def test_a_check_that_failed_is_counted(tmp_path: Path) -> None:
    (tmp_path / "check.txt").write_text("ok      format\nFAILED  lint\nwhere\n7\n", "utf-8")
    assert (read_checks(tmp_path / "check.txt").failed, summarise(tmp_path)[1]) == (1, False)


def test_every_skip_that_is_allowed_is_one_that_a_test_can_give() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    assert [reason for reason in allowed() if not any(reason in text for text in texts)] == []


def test_the_files_that_come_first_are_there() -> None:
    assert [name for name in (*LONGEST, *TOGETHER) if not (ROOT / name).exists()] == []
