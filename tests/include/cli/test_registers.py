"""``press registers``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.registers import app

RUN = CliRunner()


def test_every_register_is_listed() -> None:
    rows = [json.loads(line) for line in RUN.invoke(app, ["list", "--json"]).stdout.splitlines()]
    assert {"licences", "manual_figures"} <= {row["register"] for row in rows}


def test_a_template_is_written_and_found_good(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    assert RUN.invoke(app, ["template", "plans", "--output", str(path)]).exit_code == 0
    answer = RUN.invoke(app, ["check", str(path)])
    assert answer.exit_code == 0
    assert "Nothing is wrong." in answer.stdout


def test_a_wrong_file_is_answered_in_both_languages_with_status_one(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("Mã kế hoạch\n1\n", encoding="utf-8")
    english, vietnamese = RUN.invoke(app, ["check", str(path)]), RUN.invoke(app, ["check", str(path), "--vi"])
    assert english.exit_code == vietnamese.exit_code == 1
    assert "column “Tên kế hoạch”: the column is missing." in english.stdout
    assert "cột “Tên kế hoạch”: thiếu cột này." in vietnamese.stdout


def test_problems_are_given_as_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("Mã kế hoạch\n1\n", encoding="utf-8")
    rows = [json.loads(line) for line in RUN.invoke(app, ["check", str(path), "--json"]).stdout.splitlines()]
    assert {"file_name", "row_number", "column", "code", "hint", "is_advice"} <= set(rows[0])
