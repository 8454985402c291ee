"""The rules of the house that a program can check."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from include.settings import ROOT

PYTHON = sorted(
    path
    for folder in ("include", "plugins", "dags")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
MODULES = [path for path in PYTHON if path.name not in ("__init__.py", "__main__.py") and path.parts[-2] != "dags"]
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tmp"}


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return listed.splitlines()


def module_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def names(tree: ast.AST) -> set[str]:
    return {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=module_id)
def test_each_package_has_its_tests(folder: Path) -> None:
    assert list((ROOT / "tests" / folder.relative_to(ROOT)).glob("test_*.py")), f"{folder.name} has no tests"


@pytest.mark.parametrize("path", PYTHON, ids=module_id)
def test_no_name_is_banned(path: Path) -> None:
    found = names(ast.parse(path.read_text(encoding="utf-8"))) | set(path.relative_to(ROOT).with_suffix("").parts)
    words = {word for name in found for word in re.findall(r"[a-z]+", re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())}
    assert words & BANNED == set()


@pytest.mark.parametrize("path", PYTHON, ids=module_id)
def test_no_module_outgrows_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [p for p in PYTHON if p.parts[-2] == "dags"], ids=module_id)
def test_a_dag_file_is_wiring_of_at_most_a_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize("path", PYTHON, ids=module_id)
def test_only_settings_reads_the_environment(path: Path) -> None:
    if path == ROOT / "include" / "settings.py":
        return
    reads = re.findall(r"os\.(?:environ\.get|getenv)|os\.environ\[[^\]]+\](?! *=)", path.read_text(encoding="utf-8"))
    assert reads == []


@pytest.mark.parametrize("path", PYTHON, ids=module_id)
def test_no_blanket_except(path: Path) -> None:
    assert not re.search(r"except( Base| )Exception\b|except:", path.read_text(encoding="utf-8"))


def test_a_reason_is_one_only_where_words_are_seen_in_it() -> None:
    """Blanks are not all that nobody sees: ``text.has_words`` knows."""
    judged_otherwise = re.compile(r"(?:not|and|or) \(?(?:\w+\.)?(?:reason|letter|why)\.strip\(\)")
    modules = [path for path in PYTHON if path.is_relative_to(ROOT / "include")]
    assert len(modules) > 100
    assert [path for path in modules if judged_otherwise.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", PYTHON, ids=module_id)
def test_no_pattern_repeats_a_group_possessively(path: Path) -> None:
    """Python before 3.11.5 matches such a group wrongly (python/cpython#106052), and Debian 12 has 3.11.2."""
    found = re.findall(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+|\(\?>", path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("path", sorted(p for p in ROOT.joinpath("tests").rglob("test_*.py")), ids=module_id)
def test_tests_read_no_clock_and_never_sleep(path: Path) -> None:
    if path == Path(__file__) or "system" in path.parts:
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bdatetime\.now\(|\bdate\.today\(|\btime\.sleep\(", text)


def test_no_path_of_a_computer_and_no_secret_is_tracked() -> None:
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".npz", ".gz", ".png", ".xlsx"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert str(ROOT) not in text, name
        assert not re.search("BEGIN [A-Z ]*PRIVATE" + " KEY", text), name


def test_every_landing_table_is_written_by_the_package_it_names() -> None:
    from include.landing.contract import tables

    for table in tables().values():
        assert (ROOT / table.writer.replace(".", "/")).is_dir(), table.table
