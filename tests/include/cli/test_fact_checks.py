"""``press fact-checks``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.fact_checks import app


def test_candidates_are_written_best_first(tmp_path: Path) -> None:
    claims, articles, output = tmp_path / "c.jsonl", tmp_path / "a.jsonl", tmp_path / "m.jsonl"
    claims.write_text(json.dumps({"claim_id": "c", "claim": "giá vàng tăng"}), encoding="utf-8")
    rows = [{"article_id": "x", "text": "mưa lớn"}, {"article_id": "y", "title": "Giá vàng", "text": "tăng mạnh"}]
    articles.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    options = ["--claims", str(claims), "--articles", str(articles), "--output", str(output), "--top", "1"]
    found = CliRunner().invoke(app, ["match", *options])
    assert found.exit_code == 0, found.output
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [(line["claim_id"], line["rank"], line["article_id"]) for line in lines] == [("c", 1, "y")]
