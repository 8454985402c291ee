"""``press site``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.site import app


def test_home_page_facts_are_json_lines(tmp_path: Path) -> None:
    page = tmp_path / "home.html"
    page.write_text("<footer>Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2021</footer>", "utf-8")
    answer = CliRunner().invoke(app, ["observe", str(page), "--url", "https://khac.vn/", "--json"])
    facts = {row["observation"]: row for row in map(json.loads, answer.stdout.splitlines())}
    assert facts["licence_number"]["value"] == "12/GP-TTĐT"
    assert facts["licence_date"]["value"] == "2021-02-01"


def test_a_manifest_answers_one_line_a_page_and_says_what_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "home.html").write_text("<footer>Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2021</footer>", "utf-8")
    lines = [
        '{"file": "home.html", "url": "https://khac.vn/"}',
        '{"file": "fehlt.html"}',
        "{",
        '{"url": "https://a.vn/"}',
    ]
    (tmp_path / "m.jsonl").write_text("\n".join(lines), "utf-8")
    answer = CliRunner().invoke(app, ["observe", "--manifest", str(tmp_path / "m.jsonl")])
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    facts = {fact["observation"]: fact for fact in rows[0]["observations"]}
    assert facts["licence_number"]["value"] == "12/GP-TTĐT"
    assert [row.get("error") for row in rows[1:]] == ["No such file or directory", rows[2]["error"], "file is missing"]
    assert rows[2]["line"] == 3
    assert answer.exit_code == 0
