"""Judges past days by a changed catalogue, model or reader beside those in use, and returns what would change.

Both sides are judged in a scratch folder, on DuckDB, from the same landing and ledger; the installation's warehouse is
neither read nor written, and nothing is switched. Also the child process of one side, which loads it and then becomes
the one that judges it (include.warehouse.fenced), behind a fence.
"""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from include.errors import DeclarationError, InvariantError
from include.landing.compaction import lock_path
from include.locks import file_lock
from include.scratch import scratch
from include.settings import SETTINGS_FILE, environment_at, settings
from include.text import clean
from include.warehouse import projects, published
from include.warehouse.build import choose_days
from include.warehouse.fenced import UNFENCED
from include.warehouse.judged_by import project_in_force, recorded_hash, unpack
from include.warehouse.judging import VERDICTS, environment
from include.warehouse.load import load
from include.warehouse.projects import PrivateCopy, private_copy
from include.warehouse.rule_versions import check_rule_versions
from include.warehouse.store import open_store

DAYS_AT_LEAST = 30
UNJUDGED = (
    "Correct the change, then compare again. A project of an earlier version that this program cannot run is compared "
    "by that version: install it again, and name the dbt_project of this one by --project."
)
LOADING, JUDGING = "include.warehouse.beside", "include.warehouse.fenced"  # the child of one side, and what it becomes
PREFIX = "beside-"  # of scratch folders in the home
# of what one side may have written: a file, which may hold many times its bytes, what it says, and what it prints
LARGEST_BYTES, MOST_VERDICTS, MOST_CHANGED, LONGEST_TEXT, LONGEST_ANSWER = 2**31, 50_000_000, 1_000_000, 300, 2**16
TYPED = """
select cast(outlet_id as text) as outlet_id, cast(rule_id as text) as rule_id,
    cast(rule_version_id as text) as rule_version_id, cast(status as text) as status,
    cast(strength as text) as strength, cast(cause as text) as cause, cast(verdict_date as date) as verdict_date
from read_parquet('{file}')"""
CHANGED = """
select coalesce(old.outlet_id, new.outlet_id) as outlet_id, coalesce(old.rule_id, new.rule_id) as rule_id,
    old.status as old_status, new.status as new_status, old.strength as old_strength, new.strength as new_strength,
    old.cause as old_cause, new.cause as new_cause, old.rule_version_id as old_version,
    new.rule_version_id as new_version, coalesce(old.verdict_date, new.verdict_date) as verdict_date
from old
full outer join new
    on old.outlet_id = new.outlet_id and old.rule_id = new.rule_id and old.verdict_date = new.verdict_date
where (old.status, old.strength, old.cause) is distinct from (new.status, new.strength, new.cause)
order by rule_id, verdict_date, outlet_id
limit {most}"""


@dataclass(frozen=True)
class Comparison:
    """The effect of a change on the verdicts of past days.

    Attributes:
        fingerprint: Hash of the changed project.
        first: First day judged by both sides.
        last: Last day.
        verdicts: Verdicts of the side in use.
        changed: Each verdict that would be another, with both; empty columns where one side has none.
        before: Hash of the project that it was compared with.
        files: Names of the files in which the two differ.
    """

    fingerprint: str
    first: date
    last: date
    verdicts: int
    changed: list[dict[str, Any]] = field(default_factory=list)
    before: str = ""
    files: tuple[str, ...] = ()

    def summary(self) -> list[dict[str, Any]]:
        """Return how many verdicts would change, by rule and what they would change from and to."""
        counts: dict[tuple[str, str, str], set[tuple[str, date]]] = {}
        for row in self.changed:
            key = (row["rule_id"], _said(row, "old"), _said(row, "new"))
            counts.setdefault(key, set()).add((row["outlet_id"], row["verdict_date"]))
        return [
            {
                "rule_id": rule,
                "from": old,
                "to": new,
                "outlets": len({outlet for outlet, _ in found}),
                "days": len(found),
            }
            for (rule, old, new), found in sorted(counts.items())
        ]


def compare(
    project: Path,
    first: date,
    last: date,
    reread: Sequence[str] = (),
    before: Path | None = None,
    *,
    is_fenced: bool = True,
) -> Comparison:
    """Judge past days by a changed project beside the one in use.

    Args:
        project: Folder of the changed dbt project; the one in use where the readers alone changed.
        first: First day to compare.
        last: Last day, at least 30 days in all.
        reread: Module and arguments of what makes the landing of the changed side again from the archive.
        before: Folder of the project in use before; by default the one that the last build judged by.
        is_fenced: Whether what a project runs is kept from all but its own side; only where the system cannot, not.

    Raises:
        DeclarationError: Too few days, no such project, nothing differs, or the catalogue contradicts itself.
        InvariantError: One side could not be judged.
    """
    if last - first < timedelta(days=DAYS_AT_LEAST - 1):
        raise DeclarationError(
            f"{first} to {last} is less than {DAYS_AT_LEAST} days.",
            hint="Name an earlier --from-day or a later --to-day.",
        )
    for named in filter(None, (project, before)):
        if not (named / "dbt_project.yml").is_file():
            raise DeclarationError(f"{named} is not a dbt project.", hint="Copy dbt_project, change the copy, name it.")
    settings().home.mkdir(parents=True, exist_ok=True)
    with scratch(settings().home, PREFIX) as folder:
        in_use = before or _judged_by(folder / "project")
        with private_copy(in_use) as old, private_copy(project) as new:  # what is exchanged meanwhile is not judged
            if not reread and old.project_hash == new.project_hash:
                raise DeclarationError(
                    "Nothing differs.", hint="Name a changed project by --project, or give --re-read."
                )
            check_rule_versions(new.folder / "seeds")
            sides = _home(folder / "old"), _home(folder / "new")
            if reread:
                run_children((sides[1], reread))
            days, fence = (first.isoformat(), last.isoformat()), () if is_fenced else (UNFENCED,)
            judged = zip(sides, (old, new), strict=True)
            run_children(*((home, [LOADING, str(copy.folder.resolve()), *days, *fence]) for home, copy in judged))
            count, changed = _differences(*(home / VERDICTS for home in sides))
            return Comparison(
                new.project_hash,
                first,
                last,
                count,
                changed,
                before=recorded_hash(old.folder),
                files=_differing(old, new),
            )


def _differing(before: PrivateCopy, after: PrivateCopy) -> tuple[str, ...]:
    """Return the names of the hashed files in which two projects differ; not each of them shows in a verdict."""
    differing = before.hashed_files.items() ^ after.hashed_files.items()
    return tuple(sorted({clean(name) for name, _ in differing}))


def _judged_by(folder: Path) -> Path:
    """Return the project that the last build judged by; the installed one where no build has kept any."""
    if not published.is_there():
        return projects.PROJECT
    judged_by = project_in_force() or str(published.manifest().get("law", ""))
    return unpack(published.current(), judged_by, folder) or projects.PROJECT


def run_children(*asked: tuple[Path, Sequence[str]]) -> None:
    """Run modules of ours side by side, each in a scratch home, and end them all with the first that fails.

    Raises:
        InvariantError: One failed; its last lines are repeated.
    """
    children = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            env=environment_at(home),
            stdin=subprocess.DEVNULL,  # never the terminal, which takes what a child of it pushes back as typed
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for home, command in asked
    ]
    with ThreadPoolExecutor(len(children)) as waiting:
        answers = {waiting.submit(_last_words, child): child for child in children}
        try:
            for answer in as_completed(answers):
                if answers[answer].returncode:
                    said = "\n".join(clean(one)[:LONGEST_TEXT] for one in answer.result().strip().splitlines()[-8:])
                    raise InvariantError(f"The comparison could not judge the days: {said}", hint=UNJUDGED)
        finally:
            for child in children:
                child.kill()


def _last_words(child: subprocess.Popen[bytes]) -> str:
    """Return the end of what a child printed, once it has ended; it may print without end, and what is no text."""
    kept = b""
    with child.stdout or nullcontext() as printed:
        while printed and (read := printed.read1(LONGEST_ANSWER)):  # type: ignore[attr-defined]
            kept = (kept + read)[-LONGEST_ANSWER:]
    child.wait()
    return kept.decode("utf-8", "replace")


def load_side() -> None:
    """Load the landing and the ledger into this home's warehouse, and choose every day."""
    store = open_store()
    try:
        load(store)
        choose_days(store, is_full=True)
    finally:
        store.close()
    (settings().home / SETTINGS_FILE).unlink(missing_ok=True)  # a link; what is judged is told what it needs


def _home(folder: Path) -> Path:
    """Make a scratch home of a copy of this installation's landing, which a build compacts, and of its archive.

    The copy gives the same bytes other names: a partition is replaced by a rename, which leaves the other name alone.
    """
    folder.mkdir()
    landing = settings().landing
    landing.mkdir(parents=True, exist_ok=True)
    with file_lock(lock_path(), shared=True):  # no file is compacted away meanwhile
        shutil.copytree(landing, folder / "landing", copy_function=os.link, ignore=shutil.ignore_patterns(".*"))
    (folder / "archive").symlink_to(settings().archive)
    if (settings().home / SETTINGS_FILE).exists():
        (folder / SETTINGS_FILE).symlink_to(settings().home / SETTINGS_FILE)
    return folder


def _differences(old: Path, new: Path) -> tuple[int, list[dict[str, Any]]]:
    """Return the number of verdicts of one side, and each verdict that differs, from the files that the sides wrote.

    Nobody has agreed yet to what wrote them: they may be anything.

    Raises:
        InvariantError: One of them is no file of verdicts, or larger than any could be.
    """
    try:
        for path in (old, new):
            if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > LARGEST_BYTES:
                raise InvariantError(f"What was judged is no file of verdicts: {path.name}.", hint=UNJUDGED)
        with duckdb.connect() as connection:
            connection.execute(f"set memory_limit = '{settings().warehouse_memory}'; set temp_directory = ''")
            for side, path in (("old", old), ("new", new)):
                typed = TYPED.format(file=str(path).replace("'", "''"))
                [(written,)] = connection.execute(f"select count(*) from ({typed})").fetchall()
                if written > MOST_VERDICTS:
                    raise InvariantError(f"What was judged is no file of verdicts: it has {written:,}.", hint=UNJUDGED)
                connection.execute(f"create table {side} as {typed}")
            [(count,)] = connection.execute("select count(*) from old").fetchall()
            answer = connection.execute(CHANGED.format(most=MOST_CHANGED + 1))
            names = [column[0] for column in answer.description or ()]
            rows = answer.fetchall()
            if len(rows) > MOST_CHANGED:
                raise InvariantError(f"More than {MOST_CHANGED:,} verdicts would change.", hint="Compare fewer days.")
            changed = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
    except (duckdb.Error, OSError) as error:
        said = clean(str(error))[:LONGEST_TEXT]
        raise InvariantError(f"What was judged is no file of verdicts. {said}", hint=UNJUDGED) from None
    return count, changed


def _plain(value: Any) -> Any:
    """Return a value of a verdict with nothing in it that would move a cursor or reach a page as more than text."""
    return clean(value)[:LONGEST_TEXT] if isinstance(value, str) else value


def _said(row: dict[str, Any], side: str) -> str:
    """Return a verdict of one side as one text: status, strength and cause."""
    parts = (row[f"{side}_status"], row[f"{side}_strength"], row[f"{side}_cause"])
    return " / ".join(part for part in parts if part) or "none"


if __name__ == "__main__":
    os.umask(0o077)
    load_side()
    os.execve(sys.executable, [sys.executable, "-m", JUDGING, *sys.argv[1:]], environment())  # noqa: S606 - no shell
