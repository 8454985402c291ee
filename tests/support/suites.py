"""Says in a few lines what each suite of a run came to, and fails when a test was skipped that should have run.

``python -m tests.support.suites FOLDER`` reads the JUnit files that pytest wrote there, one for each suite, and the
lines that ``.ci/check`` printed with the seconds it took.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import yaml

ALLOWED = Path(__file__).with_name("allowed_skips.yml")


@dataclass(frozen=True)
class Suite:
    """What one suite came to; ``skipped`` holds the reason of each test that did not run, by the test's name."""

    name: str
    passed: int
    failed: int
    seconds: float
    skipped: dict[str, str]

    @property
    def line(self) -> str:
        """The suite in one line."""
        counts = f"{self.passed:>6} passed {len(self.skipped):>4} skipped {self.failed:>4} failed"
        return f"{self.name:<8} {counts} {self.seconds:>6.0f} s"


def allowed() -> list[str]:
    """Return the patterns of reasons for which a test may be skipped."""
    return [entry["reason"] for entry in yaml.safe_load(ALLOWED.read_text(encoding="utf-8"))]


def read_junit(path: Path) -> Suite:
    """Return what a JUnit file tells of a suite."""
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
    return Suite(path.stem, len(cases) - len(skipped) - failed, failed, seconds, skipped)


def read_checks(path: Path) -> Suite:
    """Return what the lines of ``.ci/check`` tell; the last line holds the seconds."""
    *lines, seconds = path.read_text(encoding="utf-8").splitlines()
    passed = sum(line.startswith("ok ") for line in lines)
    return Suite(path.stem, passed, sum(line.startswith("FAILED ") for line in lines), float(seconds), {})


def summarise(folder: Path) -> tuple[list[str], bool]:
    """Return the lines that close a run, and whether every suite ran, passed and skipped nothing but what it may."""
    suites = [read_checks(path) for path in sorted(folder.glob("*.txt"))]
    suites += [read_junit(path) for path in sorted(folder.glob("*.xml"))]
    lines = [suite.line for suite in suites]
    patterns = allowed()
    for suite in suites:
        for name, reason in suite.skipped.items():
            may = any(re.search(pattern, reason) for pattern in patterns)
            lines.append(f"{'skipped' if may else 'SKIPPED, but should run here'}: {name}: {reason}")
    lines += [f"{suite.name}: nothing ran" for suite in suites if not suite.passed]
    is_sound = bool(suites) and not any(suite.failed or not suite.passed for suite in suites)
    return lines, is_sound and not any(line.startswith("SKIPPED") for line in lines)


if __name__ == "__main__":
    said, is_sound = summarise(Path(sys.argv[1]))
    print("\n".join(said))
    sys.exit(0 if is_sound else 1)
