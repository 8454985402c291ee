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
