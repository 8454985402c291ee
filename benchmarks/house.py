"""What CONTRIBUTING asks of the house: no package outgrows the rest, rules say their own thing, little is repeated.

``python -m benchmarks.house`` lists the repeated places. A pair is two files, or one with itself, in which six or more
lines that follow each other are the same to the letter. Lines without a letter and imports do not count; what stands in
more than eight places is a form (a heading of settings, the end of a macro), not a repetition.
"""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from include.settings import ROOT

RULES = ROOT / "dbt_project" / "models" / "intermediate" / "rules"
CODE = {".py", ".sql", ".html"}
SHARED = 6
"""Lines that make a repetition."""

FORMS = 8
"""Places beyond which a run is a form."""

_LETTER = re.compile(r"[^\W\d_]")
_IMPORT = re.compile(r"(?:from \S+ )?import ")
Place = tuple[Path, int]


def _tracked() -> list[Path]:
    """Return the files of code in the checkout."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if Path(name).suffix in CODE and (ROOT / name).is_file()]


def _counting(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a file that count, with their numbers."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [(n, line.strip()) for n, line in lines if _LETTER.search(line) and not _IMPORT.match(line.strip())]


def repeated() -> dict[tuple[Path, Path], list[tuple[int, int]]]:
    """Return the first lines of what each pair of files repeats."""
    places: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    for path in _tracked():
        lines = _counting(path)
        for start in range(len(lines) - SHARED + 1):
            places[tuple(text for _, text in lines[start : start + SHARED])].append((path, lines[start][0]))
    found: defaultdict[tuple[Path, Path], list[tuple[int, int]]] = defaultdict(list)
    for shared in places.values():
        for (one, first), (other, second) in combinations(shared, 2) if len(shared) <= FORMS else ():
            if one != other or second - first >= SHARED:
                found[one, other].append((first, second))
    return dict(found)


def _lines_of(package: Path) -> int:
    """Return how many lines of Python a package holds."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in package.rglob("*.py"))


def run() -> Iterator[dict[str, Any]]:
    """Measure the share of the largest package, the lines that describe rules, and the repeated pairs."""
    sizes = {path.name: _lines_of(path) for path in (ROOT / "include").iterdir() if path.is_dir()}
    largest = max(sizes, key=lambda name: sizes[name])
    share = round(sizes[largest] / _lines_of(ROOT / "include"), 3)
    yield {"what": f"largest package, {largest}", "value": share, "unit": "share of include/", "mark": "<= 0.14"}
    described = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in RULES.glob("*.yml"))
    yield {"what": "yml of rules", "value": described, "unit": "lines", "mark": "<= 5200"}
    yield {"what": "pairs that repeat six lines", "value": len(repeated()), "unit": "pairs", "mark": "<= 10"}


if __name__ == "__main__":
    for (one, other), starts in sorted(repeated().items()):
        first, second = starts[0]
        print(f"{one.relative_to(ROOT)}:{first} ~ {other.relative_to(ROOT)}:{second} ({len(starts)} runs)")
