"""``press warehouse``: read-only questions to the published copy."""

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from include.cli.warehouse import app
from include.errors import SettingError
from tests.include.warehouse.conftest import BuiltCity, at_city, built_city  # noqa: F401


def test_asking_before_anything_is_published_says_what_to_do(home: Path) -> None:
    answer = CliRunner().invoke(app, ["query", "select 1"])
    assert answer.exit_code != 0
    assert isinstance(answer.exception, SettingError)
    assert "Run the DAG build_warehouse" in str(answer.exception)


def test_a_question_is_answered_as_json_and_nothing_can_be_written(at_city: BuiltCity) -> None:  # noqa: F811
    answer = CliRunner().invoke(app, ["query", "select count(*) as rules from dim_rules", "--json"])
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.output)["rules"] > 30
    refused = CliRunner().invoke(app, ["query", "delete from dim_rules"])
    assert refused.exit_code != 0


@pytest.fixture
def published_copy(home: Path) -> Path:
    """Publish a tiny copy."""
    folder = home / "published" / "current"
    folder.mkdir(parents=True)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute("create table fct_x as select i, 'nan'::double as share from range(30) t(i)")
        connection.execute("create table odd as select 'a' || chr(27) || '[2Jb' as said")
    return folder


def test_a_question_is_one_statement(published_copy: Path) -> None:
    answer = CliRunner().invoke(app, ["query", "select 1; select 2"])
    assert isinstance(answer.exception, SettingError)
    assert "not one statement" in str(answer.exception)


def test_a_question_ends_at_its_time(published_copy: Path) -> None:
    endless = "select count(*) from range(10000000) a, range(10000000) b where a.range % 7 = b.range % 11"
    answer = CliRunner().invoke(app, ["query", endless, "--seconds", "0.2"])
    assert isinstance(answer.exception, SettingError)
    assert "longer than 0.2 seconds" in str(answer.exception)


def test_more_rows_than_the_limit_are_left_out_and_said(published_copy: Path) -> None:
    answer = CliRunner().invoke(app, ["query", "select i from fct_x order by i", "--limit", "3", "--json"])
    assert [json.loads(line)["i"] for line in answer.stdout.splitlines()] == [0, 1, 2]
    assert "first 3 rows" in answer.stderr


def test_what_is_no_number_is_null_in_json(published_copy: Path) -> None:
    answer = CliRunner().invoke(app, ["query", "select share, [share] as every from fct_x limit 1", "--json"])
    assert json.loads(answer.stdout) == {"share": None, "every": [None]}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_escape_in_a_value_reaches_no_terminal(published_copy: Path, options: list[str]) -> None:
    answer = CliRunner().invoke(app, ["query", "select said from odd", *options])
    assert "\x1b" not in answer.stdout
    assert "[2Jb" in answer.stdout
