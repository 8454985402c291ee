"""``press topics``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.classification.topics.prediction import default_model
from include.classification.topics.promotion import promote
from include.cli.topics import app
from tests.include.classification.topics.examples import examples, small_model


def written(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    rows = [{"article_id": e.article_id, "label": e.label, "text": e.text} for e in examples()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n{\n", encoding="utf-8")
    return path


def test_a_model_is_trained_evaluated_and_used(home: Path) -> None:
    given, model, output = written(home), str(home / "model"), home / "topics.jsonl"
    trained = CliRunner().invoke(app, ["train", "--input", str(given), "--model", model])
    assert trained.exit_code == 0, trained.output
    figures = json.loads(CliRunner().invoke(app, ["evaluate", "--input", str(given), "--model", model]).stdout)
    assert figures["articles"] == 240 and figures["accuracy"] > 0.95 and figures["errors"] == 1
    used = CliRunner().invoke(app, ["predict", "--input", str(given), "--model", model, "--output", str(output)])
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert used.exit_code == 0
    assert (len(rows), rows[-1]["line"]) == (241, 241)


def test_without_an_output_the_answers_go_to_standard_output(home: Path) -> None:
    found = CliRunner().invoke(app, ["predict", "--input", str(written(home))])
    assert json.loads(found.stdout.splitlines()[0])["article_id"] == "a0"


def test_too_few_examples_are_refused_with_the_option_named(home: Path) -> None:
    (home / "none.jsonl").write_text("", encoding="utf-8")
    for command in (["train", "--model", str(home / "m")], ["evaluate"]):
        found = CliRunner().invoke(app, [*command, "--input", str(home / "none.jsonl")])
        assert found.exit_code != 0
        assert "--input" in found.output


def test_the_models_are_listed_and_the_one_before_comes_back(home: Path) -> None:
    promoted = promote(small_model())
    held = [json.loads(line) for line in CliRunner().invoke(app, ["models", "--json"]).stdout.splitlines()]
    assert [(model["version"], model["is_in_use"]) for model in held][1] == (promoted.version, True)
    returned = CliRunner().invoke(app, ["roll-back"])
    assert returned.stdout.startswith(default_model().version)
    assert "train_topics" in returned.stderr


def test_a_file_of_which_no_line_can_be_handled_ends_with_status_1(home: Path) -> None:
    (home / "bad.jsonl").write_bytes(b"{\n\xff\n")
    found = CliRunner().invoke(app, ["predict", "--input", str(home / "bad.jsonl")])
    assert found.exit_code == 1
    assert [json.loads(line)["line"] for line in found.stdout.splitlines()] == [1, 2]
    assert "0 articles, 2 errors" in found.stderr
