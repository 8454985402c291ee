"""Drawn cities: the same for one seed, whole, and true to what they declare."""

import ast
import http.client
import json
from html import escape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.__main__ import build_app
from include.sample_city import drawing
from include.sample_city.drawing.article_pages import article_page
from include.sample_city.drawing.city import _Drawing, draw_city
from include.sample_city.drawing.mastheads import home_page
from include.sample_city.drawing.serving import PATHS, resource, serve_drawn

SEEDS = range(40)
READERS = ("include.pages", "include.fetching", "include.ingestion", "include.classification", "include.validation")


def test_the_grammar_imports_nothing_that_reads_pages() -> None:
    for path in Path(drawing.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            assert not [module for module in modules if module.startswith(READERS)], path.name


def test_one_seed_gives_one_city_and_another_seed_another() -> None:
    assert _Drawing(7).city() == _Drawing(7).city()
    assert len({tuple(outlet.name for outlet in draw_city(seed).outlets) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_article_and_home_page_can_be_read_on_its_days(seed: int) -> None:
    city = draw_city(seed)
    assert len({outlet.domain for outlet in city.outlets}) == len(city.outlets)
    for article in city.articles:
        _, page = resource(city, article.outlet, article.path, article.day) or ("", "")
        assert article.draft.paragraphs[-1].split(",")[0] in page
        if article.original:
            assert ("link" in article.lacks) != (article.original.url in page)
            assert ("credit" in article.lacks) != (article.original.byline in page)
        before = min(city.days)
        assert article.day == before or resource(city, article.outlet, article.path, before) is None
    for outlet in city.outlets:
        assert resource(city, outlet, "/nothing", city.days[0]) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_home_page_shows_all_its_fields_but_those_that_it_is_declared_to_lack(seed: int) -> None:
    city = draw_city(seed)
    for outlet in city.outlets:
        lacking = city.lacks_on(outlet, city.days[-1])
        before, after = (home_page(outlet, lacks, [], city.days[-1]) for lacks in (frozenset(), lacking))
        for name, plain in outlet.fields.items():
            value = escape(plain)
            assert value in before, (name, outlet.style)
            if name in lacking and list(outlet.fields.values()).count(plain) == 1:
                assert value not in after, (name, outlet.style)
        assert city.lacks_on(outlet, city.days[0]) == frozenset()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_planted_breach_is_declared_once_and_near_misses_are_among_them(seed: int) -> None:
    city = draw_city(seed)
    findings = [finding for planted in city.planted for finding in planted.findings]
    assert len(findings) == len(set(findings)) >= 12
    assert {planted.what for planted in city.planted if not planted.findings} == {"nearly_early", "shared_announcement"}
    for reprint in (article for article in city.articles if article.original):
        assert reprint.original is not None
        assert reprint.published_at > reprint.original.published_at


def test_a_drawn_city_is_served_as_of_the_day_that_is_asked() -> None:
    city = draw_city(3)
    outlet = city.outlets[0]
    server = serve_drawn("127.0.0.1", 0, [city])
    try:
        answers = [ask(server.server_port, outlet.domain, PATHS[outlet.listing], day.day) for day in city.days]
    finally:
        server.shutdown()
        server.server_close()
    assert [status for status, _, _ in answers] == [200] * len(city.days)
    assert len({body for _, _, body in answers}) == len(city.days)
    assert all("2026" in instant for _, instant, _ in answers)


def ask(port: int, host: str, path: str, day: int) -> tuple[int, str, bytes]:
    asked = {"Host": host, "Accept-Datetime": f"Mon, {day} Sep 2026 16:59:59 GMT"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=asked)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Memento-Datetime") or "", answer.read()


def test_the_command_writes_what_a_collector_needs_and_what_must_be_found(tmp_path: Path) -> None:
    done = CliRunner().invoke(build_app(), ["sample-city", "draw", "--seed", "5", "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output
    city = draw_city(5)
    (declared,) = json.loads((tmp_path / "declaration.json").read_text(encoding="utf-8"))
    assert sum(len(one["findings"]) for one in declared["planted"]) == len(city.findings)
    assert len(list((tmp_path / "profiles").glob("*.yml"))) == len(city.outlets)
    assert len(list((tmp_path / "pages").glob("*/*.html"))) == len(city.outlets) + len(city.articles)


@pytest.mark.parametrize("seed", SEEDS)
def test_shared_texts_are_added_as_near_misses_and_a_wire_names_its_agency(seed: int) -> None:
    plain, city = draw_city(seed), draw_city(seed, with_shared=True)
    added = {planted.what for planted in city.planted} - {planted.what for planted in plain.planted}
    assert added == {"shared_wire", "own_series", "same_form"}
    assert city.findings == plain.findings
    assert {"wire", "rubric", "prices"} == {a.draft.topic for a in city.articles} - {
        a.draft.topic for a in plain.articles
    }
    wires = [article for article in city.articles if article.agency]
    assert len({article.outlet.outlet_id for article in wires}) == 3
    assert all(article.agency in article_page(article, []) for article in wires)
