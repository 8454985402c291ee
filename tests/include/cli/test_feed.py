"""``press feed``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from include.cli.feed import app


def test_entries_are_json_lines_and_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "good.xml"
    good.write_text(
        '<rss version="2.0"><channel><item><title>Hà Nội</title><link>/a</link></item></channel></rss>', "utf-8"
    )
    answer = CliRunner().invoke(app, ["parse", str(tmp_path / "none.xml"), str(good), "--url", "https://a.vn/rss"])
    bad, entry = map(json.loads, answer.stdout.splitlines())
    assert answer.exit_code == 0
    assert set(bad) == {"file", "error"}
    assert list(entry) == ["file", "url", "title", "published_at", "updated_at", "summary", "section", "guid"]
    assert (entry["url"], entry["title"]) == ("https://a.vn/a", "Hà Nội")
    assert "1 entries, 1 errors" in answer.stderr


def test_an_index_gives_its_sitemaps_and_when_they_changed(tmp_path: Path) -> None:
    index = tmp_path / "index.xml"
    index.write_text(
        "<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-10-15</lastmod></sitemap></sitemapindex>", "utf-8"
    )
    answer = CliRunner().invoke(app, ["parse", str(index), "--url", "https://a.vn/s.xml"])
    (found,) = map(json.loads, answer.stdout.splitlines())
    assert (found["url"], found["section"]) == ("https://a.vn/a.xml", "sitemap")
    assert found["updated_at"].startswith("2026-10-15")


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["parse", str(tmp_path / "none.xml")]).exit_code == 1
