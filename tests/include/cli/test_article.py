"""``press article``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.article import app


def test_a_manifest_gives_a_line_for_each_of_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<h1>Tựa bài</h1><p>Nội dung bài viết đủ dài để là một đoạn văn. Theo VTV</p>", "utf-8"
    )
    manifest = tmp_path / "m.jsonl"
    manifest.write_text('{"file": "a.html", "url": "https://khac.vn/a"}\n{"url": "x"}\noops\n', "utf-8")
    answer = CliRunner().invoke(app, ["extract", "--manifest", str(manifest)])
    page, unnamed, broken = map(json.loads, answer.stdout.splitlines())
    assert answer.exit_code == 0
    assert list(page) == ["file", "url", "canonical_url", "title", "text", "published_at", "section", "observations"]
    assert page["title"] == "Tựa bài"
    assert (unnamed["line"], broken["line"]) == (2, 3)


def test_one_page_or_a_manifest_must_be_given() -> None:
    assert CliRunner().invoke(app, ["extract"]).exit_code == 2
