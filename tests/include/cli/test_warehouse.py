"""``press warehouse``: read-only questions to the published copy."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.warehouse import app
from include.errors import SettingError


def test_asking_before_anything_is_published_says_what_to_do(home: Path) -> None:
    answer = CliRunner().invoke(app, ["query", "select 1"])
    assert answer.exit_code != 0
    assert isinstance(answer.exception, SettingError)
    assert "Run the DAG build_warehouse" in str(answer.exception)


@pytest.mark.slow
def test_a_question_is_answered_as_json_and_nothing_can_be_written(home: Path) -> None:
    from include.warehouse.build import build_warehouse

    build_warehouse(None)
    answer = CliRunner().invoke(app, ["query", "select count(*) as rules from dim_rules", "--json"])
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.output)["rules"] > 30
    refused = CliRunner().invoke(app, ["query", "delete from dim_rules"])
    assert refused.exit_code != 0
