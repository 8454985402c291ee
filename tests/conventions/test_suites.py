"""Every test file belongs to one suite that continuous integration runs; it ends with what ran, and fails on a skip."""

from pathlib import Path

import pytest

from include.settings import ROOT
from tests.support.kill_log import LEAST
from tests.support.suites import REST, arguments, asked, integrated, is_below, line_of, suites
from tests.support.summary import allowed, read_checks, summarise

FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
NAMED = [path for suite in suites().values() for path in suite.paths]
SUITES = ["check", "tests"]
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
    lines, is_sound = summarise(tmp_path, SUITES)
    assert is_sound
    assert lines[0].split() == ["check", "2", "passed", "0", "skipped", "0", "failed", "41", "s"]
    assert lines[1].split() == ["tests", "2", "passed", "1", "skipped", "0", "failed", "12", "s"]
    assert lines[2].startswith("skipped: tests.a::test_x: the reference files")


@pytest.mark.parametrize(
    "inner", [skipped("Chromium is not installed here"), "<failure/>", "<error/>", skipped("no reason of ours")]
)
def test_a_failure_or_a_skip_that_is_not_allowed_fails_the_run(tmp_path: Path, inner: str) -> None:
    junit(tmp_path, "", inner)
    lines, is_sound = summarise(tmp_path, ["tests"])
    assert not is_sound
    assert any("SKIPPED" in line for line in lines) is ("skip" in inner)


def test_a_suite_in_which_nothing_ran_fails_the_run(tmp_path: Path) -> None:
    junit(tmp_path, "")
    assert summarise(tmp_path, ["tests"])[1]
    lines, is_sound = summarise(tmp_path, ["tests", "chain"])
    assert (lines[-1], is_sound) == ("chain: nothing ran", False)
    junit(tmp_path)
    assert not summarise(tmp_path, ["tests"])[1]


def test_a_check_that_failed_is_counted(tmp_path: Path) -> None:
    (tmp_path / "check.txt").write_text("ok      format\nFAILED  lint\nwhere\n7\n", "utf-8")
    assert (read_checks(tmp_path / "check.txt").failed, summarise(tmp_path, ["check"])[1]) == (1, False)


def test_a_run_in_which_too_few_processes_were_killed_is_not_sound(tmp_path: Path) -> None:
    junit(tmp_path, "")
    lines = [f"{stage}\ta file" for stage, least in LEAST.items() for _ in range(least + 5)]
    (tmp_path / "kills.log").write_text("\n".join(lines), "utf-8")
    said, is_sound = summarise(tmp_path, ["tests"])
    assert (said[-1].split()[:2], is_sound) == (["kills", str(len(lines))], True)
    (tmp_path / "kills.log").write_text("\n".join(line for line in lines if "publish" not in line), "utf-8")
    said, is_sound = summarise(tmp_path, ["tests"])
    assert (said[-1], is_sound) == ("TOO FEW KILLS of publish: 0 of 6", False)


def test_every_skip_that_is_allowed_is_one_that_a_test_can_give() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    assert [reason for reason in allowed() if not any(reason in text for text in texts)] == []


def ran_by(suite: str) -> list[str]:
    """Return the test files that pytest collects for a suite."""
    own = [argument for argument in arguments(suite) if not argument.startswith("--")]
    left_out = [argument.removeprefix("--ignore=") for argument in arguments(suite) if argument not in own]
    found = [file for file in FILES if any(is_below(file, path) for path in own)]
    return [file for file in found if not any(is_below(file, path) for path in left_out)]


def test_every_test_file_is_run_by_one_suite() -> None:
    assert sorted(file for suite in suites() for file in ran_by(suite)) == FILES


def test_every_path_that_a_suite_names_is_there_and_named_once() -> None:
    assert [path for path in NAMED if not (ROOT / path).exists()] == []
    assert len(NAMED) == len(set(NAMED))


def test_files_of_one_line_share_a_worker_and_come_in_its_order() -> None:
    assert line_of("tests/system/test_chain.py::test_x") == line_of("tests/system/test_remake.py::test_y")
    assert line_of("tests/plugins/review_desk/test_desk.py::test_x")[1] == "tests/plugins/review_desk"
    assert (
        line_of("tests/plugins/review_desk/test_browser.py::test_x")[1] == "tests/plugins/review_desk/test_browser.py"
    )
    unnamed = line_of("tests/include/test_text.py::test_x")
    assert unnamed[1] == "tests/include/test_text.py"
    assert unnamed > max(line_of(path) for path in NAMED)


def test_continuous_integration_runs_the_checks_and_every_suite_that_is_not_left_to_hand() -> None:
    assert set(suites()) - set(integrated()) == {name for name, suite in suites().items() if suite.by_hand}
    assert REST in integrated()
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make check" in run
    assert sorted(asked("--in-line") + asked("--beside")) == sorted(integrated())
    assert run.count("declared --in-line") == run.count("declared --beside") == 1
    assert '.venv/bin/python -m tests.support.suites "$1"' in run
