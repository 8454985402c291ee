"""Which suite a test file belongs to, and what shares a worker: read from ``tests/suites.yml``.

``python -m tests.support.suites --in-line`` prints the names of the suites that continuous integration runs one after
the other, ``--beside`` those that it runs meanwhile; with a name it prints the arguments with which pytest runs that
suite.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from include.settings import ROOT

DECLARED = Path("tests", "suites.yml")
REST = "tests"  # the suite of every file that no list names


@dataclass(frozen=True)
class Suite:
    """A part of the tests that runs by itself.

    Attributes:
        name: What it is asked for by.
        purpose: What it shows.
        lines: Files and folders, those that share what they set up together, the longest first.
        by_hand: Why continuous integration does not run it; empty where it does.
        beside: Why continuous integration runs it while others run; empty where it is run in its turn.
    """

    name: str
    purpose: str
    lines: tuple[tuple[str, ...], ...]
    by_hand: str
    beside: str

    @property
    def paths(self) -> list[str]:
        """The files and folders that the suite names."""
        return [path for line in self.lines for path in line]


@cache
def suites() -> dict[str, Suite]:
    """Return every suite by its name, in the order in which they are declared."""
    declared = yaml.safe_load((ROOT / DECLARED).read_text(encoding="utf-8"))
    return {
        name: Suite(
            name,
            said["purpose"],
            tuple(tuple(line.split()) for line in said["lines"]),
            said.get("by_hand", ""),
            said.get("beside", ""),
        )
        for name, said in declared.items()
    }


def integrated() -> list[str]:
    """Return the names of the suites that continuous integration runs, in their order."""
    return [suite.name for suite in suites().values() if not suite.by_hand]


@cache
def places() -> dict[str, tuple[int, str]]:
    """Return for each declared path the number of its line and what all tests of that line are called together."""
    lines = [line for suite in suites().values() for line in suite.lines]
    return {path: (number, " ".join(line)) for number, line in enumerate(lines) for path in line}


def line_of(test: str) -> tuple[int, str]:
    """Return the number and the name of the line that a test's file belongs to: the one that names it most closely.

    Args:
        test: The node id of a test, or a file's path from the root.
    """
    file = test.partition("::")[0]
    named = max((path for path in places() if is_below(file, path)), key=len, default="")
    return places()[named] if named else (len(places()), file)


def is_below(file: str, path: str) -> bool:
    """Return whether a path is a file itself or a folder above it."""
    return file == path or file.startswith(f"{path}/")


def arguments(name: str) -> list[str]:
    """Return the arguments with which pytest runs a suite: its paths, without those below them that others name."""
    own = ["tests"] if name == REST else suites()[name].paths
    others = [path for suite in suites().values() if suite.name != name for path in suite.paths]
    return [*own, *(f"--ignore={path}" for path in others if any(is_below(path, folder) for folder in own))]


def asked(word: str) -> list[str]:
    """Return what is printed for a word of the command line."""
    if word in ("--in-line", "--beside"):
        return [name for name in integrated() if bool(suites()[name].beside) is (word == "--beside")]
    return arguments(word)


if __name__ == "__main__":
    print(" ".join(asked(sys.argv[1])))
