"""Of a project dbt obeys what its hash covers: nothing that lies elsewhere, and no statement above a list."""

import csv
import os
from pathlib import Path

import duckdb
import pytest

from include.errors import DeclarationError
from include.ledger.signing import prepare_key
from include.settings import settings
from include.warehouse import dbt, parsed, projects
from include.warehouse.project_checks import require_plain_header
from include.warehouse.store import database_file

PROJECT = "name: small\nversion: '1.0.0'\nprofile: press_compliance\n"
STATEMENT = 'a" text); create table main.slipped_in as select 1 as one; create table main.other (b text, "c'


@pytest.fixture
def project(home: Path, tmp_path: Path) -> Path:
    """Return a project with one list of names, which decides no verdict."""
    folder = tmp_path / "project"
    for name in ("models", "seeds"):
        (folder / name).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (folder / "seeds" / "reminders.csv").write_text("deadline_kind\nlicence_end\n", encoding="utf-8")
    parsed.forget()
    return folder


def test_no_statement_above_a_list_that_is_no_law_is_run(project: Path) -> None:
    fingerprint = projects.project_hash(project)
    with (project / "seeds" / "reminders.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[STATEMENT], ["licence_end"]])
    assert projects.project_hash(project) == fingerprint
    with pytest.raises(DeclarationError, match="no name of a column"):
        dbt.run_dbt(["--quiet", "build"], project)
    if database_file().exists():
        with duckdb.connect(database_file()) as connection:
            assert connection.execute("select table_name from information_schema.tables").fetchall() == []


@pytest.mark.parametrize("head", ["", "deadline_kind;drop", "deadline kind", "Deadline_kind", "\ufeffdeadline_kind"])
def test_a_list_is_headed_by_names_of_columns(project: Path, head: str) -> None:
    (project / "seeds" / "units.csv").write_text(f"{head},title\na,b\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"units\.csv"):
        dbt.run_dbt(["--quiet", "build"], project)


@pytest.mark.parametrize("beginning", ["", "\n", "\r\n\r\n", "\n" + STATEMENT.replace('"', '""')])
def test_a_list_that_begins_with_an_empty_line_is_refused(project: Path, beginning: str) -> None:
    (project / "seeds" / "units.csv").write_text(f"{beginning}", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"units\.csv"):
        dbt.run_dbt(["--quiet", "build"], project)


def test_the_installed_lists_are_headed_by_names_of_columns() -> None:
    require_plain_header(projects.project_files())


@pytest.mark.parametrize("key", ["model-paths", "macro-paths", "seed-paths", "packages-install-path"])
def test_a_folder_elsewhere_that_a_project_names_is_not_obeyed(project: Path, tmp_path: Path, key: str) -> None:
    elsewhere, file = tmp_path / "elsewhere", "slipped_in.csv" if key.startswith("seed") else "slipped_in.sql"
    (elsewhere / "models").mkdir(parents=True)
    content = {".csv": "one\n1\n", ".sql": "select 1 as one"}[Path(file).suffix]
    if key == "macro-paths":
        content = "{% macro slipped_in() %}select 1 as one{% endmacro %}"
    (elsewhere / file).write_text(content, encoding="utf-8")
    if key.startswith("packages"):  # which holds a package
        (elsewhere / "dbt_project.yml").write_text("name: other\nversion: '1.0.0'\n", encoding="utf-8")
        (elsewhere / file).rename(elsewhere / "models" / file)
    named = str(tmp_path) if key.startswith("packages") else f"[{elsewhere}]"
    (project / "dbt_project.yml").write_text(f"{PROJECT}{key}: {named}\n", encoding="utf-8")
    try:
        answer = dbt.run_dbt(["--quiet", "build"], project)
    except DeclarationError as error:
        assert "slipped_in" in str(error)
    else:
        assert not [row for row in dbt.outcomes_of(answer) if row["node"] == "slipped_in"]
        assert not answer.success


def test_the_key_is_no_list_of_the_project_by_a_second_name(project: Path) -> None:
    prepare_key()
    (key,) = settings().ledger_key.parent.iterdir()
    os.link(key, project / "seeds" / "units.csv")
    with pytest.raises(DeclarationError, match=r"units\.csv"):
        projects.project_hash(project)
