"""Takes each protection out of a copy of the project and runs the test that proves it: which then has to fail.

``python -m tests.security.take_out`` runs them all, one after the other; words after it narrow them to those whose line
names one of the words. It prints a line each, and ends with status 1 where a test stayed green.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from include.settings import ROOT

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", "target")
LONGEST_SECONDS = 180
SAID = {0: "STAYS GREEN", 1: "fails"}  # by what pytest ends with; anything else says that it could not run the test
FAILED = 1


@dataclass(frozen=True)
class Protection:
    """What was tried, the test that proves what stops it, and how it is taken out of a file."""

    tried: str
    test: str
    file: str
    protection: str
    without: str
    also: dict[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, str]:
        """What stands in the file by what takes its place; more than one where each is enough by itself."""
        return {self.protection: self.without, **self.also}

    def taken_out(self, text: str) -> str:
        """Return the text of the file without it."""
        for part, without in self.parts.items():
            text = text.replace(part, without)
        return text


def protections() -> list[Protection]:
    """Return what the table beside this module lists."""
    text = Path(__file__).with_name("protections.yml").read_text(encoding="utf-8")
    return [Protection(**row) for row in yaml.safe_load(text)]


def status_without(one: Protection, copy: Path) -> int:
    """Take a protection out of a copy, run its test, put it back, and return what pytest ended with.

    One that hangs without its protection has failed as well.
    """
    file = copy / one.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(one.taken_out(whole), encoding="utf-8")
    places = f"{copy}:{copy / 'plugins'}"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", one.test]
    try:
        ended = subprocess.run(
            command, cwd=copy, env={**os.environ, "PYTHONPATH": places}, capture_output=True, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return FAILED
    finally:
        file.write_text(whole, encoding="utf-8")
    return ended.returncode


def run(words: list[str]) -> Iterator[tuple[Protection, int]]:
    """Yield each protection with what pytest ended with for its test without it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(ROOT, Path(folder) / "project", ignore=LEFT_OUT))
        for one in protections():
            if not words or any(word in f"{one.tried} {one.test} {one.file}" for word in words):
                yield one, status_without(one, copy)


def main() -> None:
    """Print each protection with the result of its test without it."""
    unproven = 0
    for one, status in run(sys.argv[1:]):
        unproven += status != FAILED
        print(SAID.get(status, "CANNOT RUN"), one.test, f"({one.tried})", flush=True)
    sys.exit(1 if unproven else 0)


if __name__ == "__main__":
    main()
