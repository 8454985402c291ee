"""``press reprints``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.reprints import app
from tests.include.classification.landed import words


def test_pairs_and_errors_are_written_and_counted(tmp_path: Path) -> None:
    given, output = tmp_path / "a.jsonl", tmp_path / "p.jsonl"
    rows = [{"article_id": name, "text": words(1)} for name in "ab"]
    given.write_text("\n".join([*(json.dumps(row) for row in rows), "{"]), encoding="utf-8")
    found = CliRunner().invoke(app, ["find", "--input", str(given), "--output", str(output)])
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert found.exit_code == 0, found.output
    assert "1 pairs, 1 lines with errors" in found.output
    assert lines[0]["line"] == 3
    assert (lines[1]["original_id"], lines[1]["reprint_id"], lines[1]["direction"]) == ("a", "b", "unknown")
