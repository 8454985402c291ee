"""A changed catalogue is judged beside the one in use, and nothing of the installation changes by it."""

import os
import pty
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from include.errors import DeclarationError, InvariantError
from include.ledger.entries import append
from include.warehouse import beside, projects, published
from include.warehouse.fenced import UNFENCED
from include.warehouse.judged_by import JUDGED_BY, is_agreed, pack
from include.warehouse.judging import VERDICTS
from tests.include.warehouse.conftest import BuiltCity

FIRST, LAST = date(2026, 9, 18), date(2026, 10, 17)
NO_VERDICT = """
select '' as outlet_id, '' as rule_id, '' as rule_version_id, '' as status, '' as strength, '' as cause,
    current_date as verdict_date where false"""


def test_a_comparison_goes_behind_the_fence_unless_somebody_says_otherwise(
    settled_city: BuiltCity, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def note(*sides: tuple[Path, list[str]]) -> None:
        asked.extend(UNFENCED in command for _, command in sides)
        raise InvariantError("Enough.")

    monkeypatch.setattr(beside, "run_children", note)
    for is_fenced in (True, False):
        with pytest.raises(InvariantError, match="Enough"):
            beside.compare(changed, FIRST, LAST, is_fenced=is_fenced)
    assert asked == [False, False, True, True]


@pytest.fixture
def sides(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Judge nothing, and note the hash of the project by which each side would have been judged."""
    hashes: list[str] = []

    def note(*asked: tuple[Path, list[str]]) -> None:
        for folder, command in asked:
            hashes.append(projects.project_hash(Path(command[1])))
            (folder / VERDICTS).parent.mkdir()
            duckdb.sql(f"copy ({NO_VERDICT}) to '{folder / VERDICTS}' (format parquet)")

    monkeypatch.setattr(beside, "run_children", note)
    return hashes


def test_after_an_upgrade_the_installed_project_is_compared_with_what_the_last_build_judged_by(
    settled_city: BuiltCity, changed: Path, sides: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = projects.project_hash()
    monkeypatch.setattr(projects, "PROJECT", changed)  # the upgrade
    found = beside.compare(changed, FIRST, LAST)
    assert sides == [last, projects.project_hash(changed)]
    assert (found.before, found.fingerprint) == (last, projects.project_hash(changed))


def test_a_project_that_was_in_use_before_may_be_named(
    settled_city: BuiltCity, changed: Path, sides: list[str]
) -> None:
    beside.compare(projects.PROJECT, FIRST, LAST, before=changed)
    assert sides == [projects.project_hash(changed), projects.project_hash()]


def test_a_comparison_of_what_is_the_same_is_refused(settled_city: BuiltCity) -> None:
    with pytest.raises(DeclarationError, match="Nothing differs"):
        beside.compare(projects.PROJECT, FIRST, LAST)


def test_a_kept_project_that_was_changed_is_refused(settled_city: BuiltCity, changed: Path) -> None:
    kept = published.current() / JUDGED_BY
    kept.chmod(0o644)
    pack(kept.parent, changed)
    with pytest.raises(InvariantError, match="is not what the published copy was judged by"):
        beside.compare(changed, FIRST, LAST)


def test_a_copy_of_before_the_project_was_kept_is_compared_with_the_installed_one(
    settled_city: BuiltCity, changed: Path, sides: list[str]
) -> None:
    (published.current() / JUDGED_BY).unlink()
    beside.compare(changed, FIRST, LAST)
    assert sides == [projects.project_hash(), projects.project_hash(changed)]


def test_a_project_is_packed_to_the_same_bytes_each_time(at_city: BuiltCity, tmp_path: Path) -> None:
    pack(tmp_path, projects.PROJECT)
    assert (tmp_path / JUDGED_BY).read_bytes() == (published.current() / JUDGED_BY).read_bytes()


@pytest.mark.parametrize(("first", "last"), [(date(2026, 9, 19), LAST), (LAST, FIRST)])
def test_less_than_thirty_days_say_too_little(at_city: BuiltCity, first: date, last: date) -> None:
    with pytest.raises(DeclarationError, match="less than 30 days"):
        beside.compare(projects.PROJECT, first, last)


def test_a_folder_without_a_project_is_refused(at_city: BuiltCity, tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="not a dbt project"):
        beside.compare(tmp_path, FIRST, LAST)


def test_a_catalogue_that_contradicts_itself_is_refused_before_anything_is_judged(
    at_city: BuiltCity, changed: Path
) -> None:
    seed = changed / "seeds" / "rule_versions.csv"
    seed.write_text(seed.read_text(encoding="utf-8").replace(",180,", ",soon,"), encoding="utf-8")
    with pytest.raises(DeclarationError, match="cannot be read"):
        beside.compare(changed, FIRST, LAST)


def test_what_went_wrong_beside_is_repeated(home: Path) -> None:
    with pytest.raises(InvariantError, match="No module named"):
        beside.run_children((home, ["include.no_such_module"]))


def test_what_goes_on_beside_ends_with_the_first_that_fails(home: Path) -> None:
    endless = ["http.server", "0", "--bind", "127.0.0.1"]
    with pytest.raises(InvariantError, match=r"No module named include\.no_such_module"):
        beside.run_children((home, endless), (home, ["include.no_such_module"]))


SAYING = "import os, sys; {act}; sys.exit(1)"


@pytest.fixture
def saying(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return how to let a side say something and fail, and what of it is repeated."""
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(beside, "environment_at", lambda _: {**os.environ, "PYTHONPATH": str(tmp_path / "own")})

    def say(act: str) -> str:
        (tmp_path / "own" / "said.py").write_text(SAYING.format(act=act), encoding="utf-8")
        with pytest.raises(InvariantError) as refused:
            beside.run_children((home, ["said"]), (home, ["said"]))
        return str(refused.value)

    return say


def test_a_side_that_prints_no_text_or_without_end_is_repeated_in_a_few_words(saying: Callable[[str], str]) -> None:
    assert "days: ��x" in saying("os.write(1, bytes([255, 254]) + b'x')")
    assert len(saying("print('x' * 3_000_000)")) < 1000


def test_a_side_reaches_no_terminal(saying: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setattr(sys, "stdin", os.fdopen(theirs))
    kept = os.dup(0)
    os.dup2(theirs, 0)
    try:
        assert "no terminal" in saying("print('no terminal' if not any(map(os.isatty, range(9))) else 'a terminal')")
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(ours)


def test_a_change_is_counted_by_what_it_changes_from_and_to() -> None:
    row = {"rule_id": "r", "old_status": "met", "old_strength": "duty", "old_cause": None, "new_status": "not_met",
           "new_strength": "duty", "new_cause": "missing"}  # fmt: skip
    rows = [row | {"outlet_id": outlet, "verdict_date": day} for outlet in "ab" for day in (FIRST, LAST)]
    beyond = {"rule_id": "s", "outlet_id": "a", "verdict_date": LAST, "new_status": "met"}
    rows.append(dict.fromkeys(row, None) | beyond)
    assert beside.Comparison("f", FIRST, LAST, 9, rows).summary() == [
        {"rule_id": "r", "from": "met / duty", "to": "not_met / duty / missing", "outlets": 2, "days": 4},
        {"rule_id": "s", "from": "none", "to": "met", "outlets": 1, "days": 1},
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("dbt_project.yml", "macros/dialect.sql", "models/marts/compliance/fct_verdicts.sql", "seeds/rules.csv"),
        "seeds/report_periods.csv",
        *("models/marts/outlets/dim_outlets.sql", "models/marts/outlets/dim_outlets.yml", "seeds/rules.yml"),
        *("tests/every_day.sql", "selectors.yml", "dbt_packages/other/dbt_project.yml", "dbt_packages/other/hooks.sql"),
    ],
)
def test_whatever_dbt_obeys_is_law_since_it_may_hold_a_statement_on_any_table(changed: Path, name: str) -> None:
    fingerprint, path = projects.project_hash(changed), changed / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert projects.project_hash(changed) != fingerprint


def test_lists_of_days_and_names_are_no_law(changed: Path) -> None:
    fingerprint = projects.project_hash(changed)
    for name in projects.NOT_HASHED:
        path = changed / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert projects.project_hash(changed) == fingerprint
    (changed / "models" / "calendar.csv").write_text("", encoding="utf-8")  # but for those that are a seed
    assert projects.project_hash(changed) != fingerprint


@pytest.mark.parametrize("name", ["dbt_packages", "macros/other", "seeds/units.csv"])
def test_a_link_that_brings_what_lies_elsewhere_into_the_project_is_refused(
    changed: Path, name: str, tmp_path: Path
) -> None:
    (changed / name).unlink(missing_ok=True)
    (changed / name).symlink_to(tmp_path)
    with pytest.raises(DeclarationError, match=name):
        projects.project_hash(changed)


def test_a_pipe_in_place_of_a_model_keeps_no_build_waiting(changed: Path) -> None:
    os.mkfifo(changed / "models" / "a.sql")
    with pytest.raises(DeclarationError, match=r"a\.sql"):
        projects.project_hash(changed)


def test_a_second_person_sees_the_files_that_changed_whatever_verdicts_say(
    settled_city: BuiltCity, changed: Path, sides: list[str]
) -> None:
    (changed / "models" / "hooked.yml").write_text("version: 2", encoding="utf-8")
    assert beside.compare(changed, FIRST, LAST).files == ("models/hooked.yml", "seeds/rule_versions.csv")


def test_a_project_that_changes_while_it_is_judged_is_judged_as_it_was(
    settled_city: BuiltCity, changed: Path, sides: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, judge = projects.project_hash(changed), beside.run_children

    def exchanged(*sides_asked: tuple[Path, list[str]]) -> None:
        (changed / "models" / "hooked.yml").write_text("version: 2", encoding="utf-8")
        judge(*sides_asked)

    monkeypatch.setattr(beside, "run_children", exchanged)
    found = beside.compare(changed, FIRST, LAST)
    assert (found.fingerprint, sides[1]) == (asked, asked)
    assert projects.project_hash(changed) != asked
    assert "models/hooked.yml" not in found.files


def written(path: Path, sql: str) -> Path:
    """Write a query's rows as what one side judged."""
    duckdb.sql(f"copy ({sql}) to '{path}' (format parquet)")
    return path


def test_what_a_side_wrote_reaches_nobody_but_as_short_plain_text(home: Path, tmp_path: Path) -> None:
    """A project that nobody agreed to wrote it."""
    old = written(tmp_path / "old.parquet", NO_VERDICT)
    row = "select 'a' as outlet_id, 'r' || chr(27) || '[2J' as rule_id, 'v' as rule_version_id, repeat('x', 100000)"
    rest = "as status, 'duty' as strength, null as cause, date '2026-10-17' as verdict_date"
    count, (found,) = beside._differences(old, written(tmp_path / "new.parquet", f"{row} {rest}"))
    assert (count, found["rule_id"], len(found["new_status"])) == (0, "r�[2J", beside.LONGEST_TEXT)


@pytest.mark.parametrize("limit", ["MOST_VERDICTS", "MOST_CHANGED"])
def test_a_small_file_that_holds_millions_of_verdicts_is_refused(
    home: Path, tmp_path: Path, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, limit, 1000)
    old, many = written(tmp_path / "old.parquet", NO_VERDICT), NO_VERDICT.replace("where false", "from range(1001)")
    new = written(tmp_path / "new.parquet", many)
    with pytest.raises(InvariantError, match="verdicts"):
        beside._differences(old, new)


@pytest.mark.parametrize("wrong", ["nothing", "text", "a folder", "a link", "other columns", "too large", "no days"])
def test_what_is_no_file_of_verdicts_is_refused(
    home: Path, tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = written(tmp_path / "old.parquet", NO_VERDICT), tmp_path / "new.parquet"
    if wrong == "text":
        new.write_text("no parquet", encoding="utf-8")
    elif wrong == "a folder":
        new.mkdir()
    elif wrong == "a link":
        new.symlink_to(old)
    elif wrong == "other columns":
        written(new, "select 1 as one")
    elif wrong == "too large":
        shutil.copyfile(old, new)
        monkeypatch.setattr(beside, "LARGEST_BYTES", 10)
    elif wrong == "no days":
        written(new, NO_VERDICT.replace("current_date", "'soon'").replace("where false", ""))
    with pytest.raises(InvariantError, match="no file of verdicts"):
        beside._differences(old, new)


def test_files_written_into_one_another_are_another_law(changed: Path) -> None:
    fingerprint, (first_named, *_) = projects.project_hash(changed), projects.former_project_hashes(changed)
    first, *_ = sorted((changed / projects.RULES).glob("*.sql"))
    before = max(path for path in (changed / "macros").glob("verdicts*.sql"))
    before.write_bytes(before.read_bytes() + str(first.relative_to(changed)).encode() + first.read_bytes())
    first.unlink()
    assert projects.former_project_hashes(changed)[0] == first_named
    assert projects.project_hash(changed) != fingerprint


@pytest.mark.parametrize("version", [0, 1, 2])
def test_the_law_of_an_earlier_versions_ledger_is_followed_by_the_same_and_by_what_was_agreed(
    settled_city: BuiltCity, changed: Path, sides: list[str], version: int
) -> None:
    former = projects.former_project_hashes()[version]
    append("rules_in_force", former, {"readers": None, "before": ""}, "tests")
    assert is_agreed("", projects.project_hash())
    assert not is_agreed("", "f" * 64)
    assert beside.compare(changed, FIRST, LAST).before == former
