"""Says in a few lines how each suite of a run ended, and fails when a suite or a test of it did not run.

``python -m tests.support.summary FOLDER`` reads the JUnit files that pytest wrote there, one for each suite, and the
lines that ``.ci/check`` printed with the seconds it took.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import yaml

from tests.support.kill_log import summarise_kills
from tests.support.suites import integrated

ALLOWED = Path(__file__).with_name("allowed_skips.yml")


@dataclass(frozen=True)
class Result:
    """The counts of one suite; ``skipped`` holds the reason of each test that did not run, by the test's name."""

    name: str
    passed: int
    failed: int
    seconds: float
    skipped: dict[str, str]

    @property
    def line(self) -> str:
        """The suite in one line."""
        counts = f"{self.passed:>6} passed {len(self.skipped):>4} skipped {self.failed:>4} failed"
        return f"{self.name:<10} {counts} {self.seconds:>6.0f} s"


def allowed() -> list[str]:
    """Return the patterns of reasons for which a test may be skipped."""
    return [entry["reason"] for entry in yaml.safe_load(ALLOWED.read_text(encoding="utf-8"))]


def read_junit(path: Path) -> Result:
    """Return the result that a JUnit file holds."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - pytest wrote it
    cases = list(root.iter("testcase"))
    skipped, failed = {}, 0
    for case in cases:
        name = f"{case.get('classname')}::{case.get('name')}"
        reason = case.find("skipped")
        if reason is not None:
            skipped[name] = reason.get("message") or ""
        failed += case.find("failure") is not None or case.find("error") is not None
    seconds = sum(float(suite.get("time") or 0) for suite in root.iter("testsuite"))
    return Result(path.stem, len(cases) - len(skipped) - failed, failed, seconds, skipped)


def read_checks(path: Path) -> Result:
    """Return the result of ``.ci/check`` from its lines; the last one holds the seconds."""
    *lines, seconds = path.read_text(encoding="utf-8").splitlines()
    passed = sum(line.startswith("ok ") for line in lines)
    return Result(path.stem, passed, sum(line.startswith("FAILED ") for line in lines), float(seconds), {})


def summarise(folder: Path, wanted: Sequence[str]) -> tuple[list[str], bool]:
    """Return the lines that close a run, and whether every suite ran, passed and skipped nothing but what it may.

    Args:
        folder: Where the suites left their files.
        wanted: The names of the suites that have to be there, in their order.
    """
    found = {path.stem: read_checks(path) for path in folder.glob("*.txt")}
    found |= {path.stem: read_junit(path) for path in folder.glob("*.xml")}
    results = [found.get(name) or Result(name, 0, 0, 0.0, {}) for name in wanted]
    lines = [result.line for result in results]
    patterns = allowed()
    for result in results:
        for name, reason in result.skipped.items():
            may = any(re.search(pattern, reason) for pattern in patterns)
            lines.append(f"{'skipped' if may else 'SKIPPED, but should run here'}: {name}: {reason}")
    lines += [f"{result.name}: nothing ran" for result in results if not result.passed]
    kills, were_enough = summarise_kills(folder / "kills.log")
    lines += kills
    is_sound = were_enough and not any(result.failed or not result.passed for result in results)
    return lines, is_sound and not any(line.startswith("SKIPPED") for line in lines)


if __name__ == "__main__":
    said, is_sound = summarise(Path(sys.argv[1]), ["check", *integrated()])
    print("\n".join(said))
    sys.exit(0 if is_sound else 1)
