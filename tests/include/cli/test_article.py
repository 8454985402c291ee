"""``press article``."""

import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.article import app
from include.cli.manifest import AHEAD, BATCH, FEW, in_order

PROCESSES = 2


def test_a_manifest_gives_a_line_for_each_of_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<h1>Tựa bài</h1><p>Nội dung bài viết đủ dài để là một đoạn văn. Theo VTV</p>", "utf-8"
    )
    manifest = tmp_path / "m.jsonl"
    manifest.write_text('{"file": "a.html", "url": "https://khac.vn/a"}\n{"url": "x"}\noops\n', "utf-8")
    answer = CliRunner().invoke(app, ["extract", "--manifest", str(manifest)])
    page, unnamed, broken = map(json.loads, answer.stdout.splitlines())
    assert answer.exit_code == 0
    assert {"file", "url", "canonical_url", "title", "summary", "text", "published_at", "section"} < page.keys()
    assert {"has_byline", "credit_kind", "observations"} < page.keys()
    assert page["title"] == "Tựa bài"
    assert (unnamed["line"], broken["line"]) == (2, 3)


def test_one_page_or_a_manifest_must_be_given() -> None:
    assert CliRunner().invoke(app, ["extract"]).exit_code == 2


def taken_one_by_one(taken: list[int]) -> Iterator[int]:
    """Yield numbers without end, and note each that is taken."""
    for number in count():
        taken.append(number)
        yield number


def test_an_endless_manifest_is_taken_only_as_far_as_its_results_are() -> None:
    taken: list[int] = []
    results = in_order(abs, taken_one_by_one(taken), PROCESSES)
    wanted = 5 * FEW
    assert list(islice(results, wanted)) == list(range(wanted))
    results.close()
    assert len(taken) <= wanted + (AHEAD * PROCESSES + 1) * BATCH


@pytest.mark.parametrize("number", [0, 1, FEW - 1, FEW, FEW + BATCH + 1])
def test_results_come_in_the_order_of_their_items(number: int) -> None:
    assert list(in_order(str, range(number), PROCESSES)) == [str(n) for n in range(number)]
