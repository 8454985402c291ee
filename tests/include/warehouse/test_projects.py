"""dbt is given the bytes whose hash was compared, whoever exchanges the project or the connection meanwhile."""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from include.settings import ROOT, settings
from include.warehouse import dbt, parsed, projects
from include.warehouse.store import open_store

PROJECT = "name: small\nversion: '1.0.0'\nprofile: press_compliance\n"
HOOK = "on-run-start: create table main.slipped_in as select 1 as one\n"
HOLDING = """
import sys
from pathlib import Path
from include.warehouse.projects import private_copy
with private_copy(Path(sys.argv[1])) as copy:
    print(copy.folder.parent, flush=True)
    input()
"""


@pytest.fixture
def project(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a model and a list, and a folder of temporary files that is the test's own."""
    folder = tmp_path / "project"
    for name in ("models", "seeds"):
        (folder / name).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (folder / "models" / "answer.sql").write_text("select max(one) as one from {{ ref('listed') }}", encoding="utf-8")
    (folder / "seeds" / "listed.csv").write_text("one\n1\n", encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    parsed.forget()
    return folder


def copies() -> list[Path]:
    """Return the folders of copies that stand there."""
    return sorted(Path(tempfile.gettempdir()).glob(f"{projects.PREFIX}*"))


def built() -> tuple[list[Any], list[Any]]:
    """Return what the model holds, and what stands in the warehouse that nobody asked for."""
    with closing(open_store()) as store:
        tables = store.rows("select table_name from information_schema.tables where table_schema = 'main'")
        return store.rows("select one from main.answer"), [name for (name,) in tables if name == "slipped_in"]


@pytest.mark.parametrize("when", ["parse", "build"])
@pytest.mark.parametrize("name", ["models/answer.sql", "dbt_project.yml", "seeds/listed.csv"])
def test_a_file_that_is_exchanged_while_dbt_works_and_put_back_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    invoke, path = dbt._invoke, project / name
    own = path.read_text(encoding="utf-8")
    other = {"models/answer.sql": "select 2 as one", "dbt_project.yml": PROJECT + HOOK, "seeds/listed.csv": "one\n2\n"}

    def exchanged(words: list[str], manifest: Any = None) -> Any:
        if when in words:
            path.write_text(other[name], encoding="utf-8")
        try:
            return invoke(words, manifest)
        finally:
            path.write_text(own, encoding="utf-8")

    monkeypatch.setattr(dbt, "_invoke", exchanged)
    for _ in range(2):  # by what was parsed now, and by what was kept of it
        assert dbt.run_dbt(["--quiet", "build"], project).success
        assert built() == ([(1,)], [])


def test_a_profile_that_another_hand_puts_beside_the_warehouse_is_not_read(project: Path) -> None:
    settings().warehouse.mkdir(parents=True)
    (settings().warehouse / "profiles.yml").write_text("{{ boom() }}", encoding="utf-8")
    assert dbt.run_dbt(["--quiet", "build"], project).success
    assert (settings().warehouse / "profiles.yml").read_text(encoding="utf-8") == "{{ boom() }}"


def test_what_dbt_is_told_is_this_users_alone_and_goes_when_it_is_done(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    def look(words: list[str], manifest: Any = None) -> Any:
        place = Path(words[words.index("--profiles-dir") + 1])
        seen.append((place.stat().st_mode & 0o777, (place / "profiles.yml").stat().st_mode & 0o777))
        raise KeyboardInterrupt

    monkeypatch.setattr(dbt, "_invoke", look)
    with pytest.raises(KeyboardInterrupt):
        dbt.run_dbt(["build"], project)
    assert seen == [(0o700, 0o600)]
    assert copies() == []


def test_a_copy_has_the_law_of_the_project_and_none_but_its_files(project: Path) -> None:
    (project / "notes.txt").write_text("nothing that dbt obeys", encoding="utf-8")
    with projects.private_copy(project) as copy:
        assert copy.project_hash == projects.project_hash(project) == projects.project_hash(copy.folder)
        names = {str(path.relative_to(copy.folder)) for path in copy.folder.rglob("*") if path.is_file()}
        assert names == set(copy.hashes) == {"dbt_project.yml", "models/answer.sql", "seeds/listed.csv"}


def test_the_copy_of_a_killed_process_goes_and_one_in_use_stays(project: Path) -> None:
    held = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(project)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        for _ in range(2)
    ]
    killed, alive = (Path(one.stdout.readline().strip()) for one in held if one.stdout)
    held[0].kill()
    held[0].wait()
    (Path(tempfile.gettempdir()) / f"{projects.PREFIX}link").symlink_to(project)
    begun = Path(tempfile.gettempdir()) / f"{projects.PREFIX}begun"  # whose process has not taken its lock yet
    begun.mkdir()
    with projects.private_copy(project):
        assert not killed.exists()
        assert alive.exists()
        assert begun.exists()
        assert (project / "dbt_project.yml").exists()
    held[1].communicate("\n")
    assert not alive.exists()
