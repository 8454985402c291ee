"""Shows whether a change leaves verdicts, findings, marts and reports of the sample city as they are at another commit.

``python -m benchmarks.equal BASE`` collects the city by the code of ``BASE``, a commit, in a work tree of its own. From
that one archive the code of ``BASE`` and that of this tree each land, admit, classify, judge and report, every one in
processes that see no code but their own. What differs is printed, and the exit status says whether anything does. The
mark of the ledger, whose entries bear their instants, is left out of the reports.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
REPORTS = (("monthly_compliance", "2026-11"), ("public_summary", "2026-11"))
SHOWN, WIDTH = 3, 300
"""Rows of a mart that are printed of those that differ, and characters of each."""

Row = dict[str, str]
Made = dict[str, list[Row]]


def collect(home: Path) -> None:
    """Serve the city and archive it."""
    from include.ingestion.harvest import close_days
    from include.outlets import registry
    from include.periods.days import days_between
    from include.sample_city.declaration import PERIODS
    from tests.system.judged import city_at

    with city_at(home):
        for first, last in PERIODS:
            close_days([profile.outlet_id for profile in registry.followed()], list(days_between(first, last)))
    shutil.rmtree(home / "landing")


def make(home: Path) -> None:
    """Make everything from the archive, and write down the rows of each mart and the hash of each report's files."""
    from include.classification.classify import classify_days
    from include.ingestion.reextract import reextract_days
    from include.outlets.landing import land_profiles
    from include.registers.load import load_registers
    from include.sample_city.declaration import DAYS
    from include.validation.gate import admit_days
    from include.warehouse import published
    from include.warehouse.build import build_warehouse
    from tests.system.judged import installed_at

    with installed_at(home):
        load_registers(DAYS[-1])
        land_profiles(DAYS[-1])
        reextract_days(DAYS)
        for year in sorted({day.year for day in DAYS}):
            days = [day for day in DAYS if day.year == year]
            admit_days(days)
            classify_days(days)
        build_warehouse(None)
        names = [row["name"] for row in published.rows("select table_name as name from information_schema.tables")]
        made: Made = {
            f"mart {name}": [_as_text(row) for row in published.rows(f"from {name}")] for name in sorted(names)
        }
        for report_id, period_id in REPORTS:
            made |= drawn(report_id, period_id)
    (home / "made.json").write_text(json.dumps(made), encoding="utf-8")


def drawn(report_id: str, period_id: str) -> Made:
    """Return the hash of each file of a report, drawn without the mark of the ledger."""
    from include.reporting.compose import compose
    from include.reporting.render.files import RENDERERS, file_name

    content = compose(report_id, period_id).content.model_copy(update={"ledger": ""})
    return {
        f"report {file_name(content, suffix)}": [{"sha256": hashlib.sha256(draw(content)).hexdigest()}]
        for suffix, draw in RENDERERS.items()
    }


def _as_text(row: dict[str, Any]) -> Row:
    """Return a row by its columns' names, whose order does not count."""
    return {name: repr(row[name]) for name in sorted(row)}


def differing(before: Made, after: Made) -> dict[str, tuple[list[Row], list[Row]]]:
    """Return what differs by its name, with the rows that stand on one side alone; what one lacks differs whole."""
    found = {}
    for name in sorted(before.keys() | after.keys()):
        one, other = (Counter(map(json.dumps, made.get(name, ()))) for made in (before, after))
        if one != other or (name in before) != (name in after):
            alone = [sorted((one - other).elements()), sorted((other - one).elements())]
            found[name] = ([json.loads(row) for row in alone[0]], [json.loads(row) for row in alone[1]])
    return found


def differing_columns(before: list[Row], after: list[Row]) -> list[str]:
    """Return the columns that do not hold the same values, however often, in two lists of rows."""
    names = sorted({name for row in (*before, *after) for name in row})
    return [name for name in names if Counter(r.get(name) for r in before) != Counter(r.get(name) for r in after)]


def compared(base: str) -> dict[str, tuple[list[Row], list[Row]]]:
    """Make everything by the code of a commit and by this tree's, and return what differs."""
    with TemporaryDirectory(prefix="equal-") as folder:
        place = Path(folder)
        tree, archived = place / "base", place / "archived"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "-q", "--detach", tree, base], check=True)
        try:
            archived.mkdir()
            _run(tree, "collect", archived)
            made = []
            for name, code in (("before", tree), ("after", ROOT)):
                home = shutil.copytree(archived, place / name, symlinks=True)
                _run(code, "make", home)
                made.append(json.loads((home / "made.json").read_text(encoding="utf-8")))
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=True)
    return differing(*made)


def _run(code: Path, what: str, home: Path) -> None:
    """Run a step of this file in a process that imports the code of a tree alone."""
    environment = os.environ | {"PYTHONPATH": f"{code}{os.pathsep}{code / 'plugins'}", "DBT_LOG_LEVEL": "none"}
    subprocess.run([sys.executable, "-P", __file__, what, str(home)], cwd=code, env=environment, check=True)


def main(words: list[str]) -> int:
    """Run a step, or compare with a commit and print what differs."""
    steps: dict[str, Callable[[Path], None]] = {"collect": collect, "make": make}
    if len(words) == 2 and words[0] in steps:
        steps[words[0]](Path(words[1]))
        return 0
    if len(words) != 1:
        print("Usage: python -m benchmarks.equal COMMIT", file=sys.stderr)
        return 2
    found = compared(words[0])
    for name, sides in found.items():
        columns = differing_columns(*sides)
        print(f"{name}: {len(sides[0])} only at {words[0]}, {len(sides[1])} only here; by {', '.join(columns)}")
        for sign, rows in zip("-+", sides, strict=True):
            for row in rows[:SHOWN]:
                print(f"  {sign} { ({column: row.get(column) for column in columns}) }"[:WIDTH])
    print(f"{len(found)} marts and files of reports differ from {words[0]}.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
