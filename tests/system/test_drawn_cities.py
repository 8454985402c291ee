"""Drawn cities, whose layouts nobody chose: no finding but those planted, and nearly all of these."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from include.classification.classify import classify_days
from include.ingestion.harvest import close_days
from include.outlets.landing import land_profiles
from include.registers.load import load_registers
from include.sample_city.drawing.city import draw_city
from include.sample_city.drawing.declaration import City
from include.sample_city.drawing.serving import lay_out_drawn, serve_drawn
from include.validation.gate import admit_days
from include.warehouse.build import build_warehouse
from include.warehouse.published import rows
from tests.system.judged import installed_at

pytestmark = pytest.mark.slow
SEED = int(os.environ.get("DRAWN_SEED", "29874"))  # the suite says the same twice; other seeds are asked for by name
SEEDS = (SEED, SEED + 1, SEED + 2)
FOUND_MINIMUM = 0.95


@pytest.fixture(scope="module", autouse=True)
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[City]]:
    """Collect and judge three cities in one installation, their days as they come."""
    print(f"seeds {SEEDS}")
    home, drawn = tmp_path_factory.mktemp("drawn"), [draw_city(seed) for seed in SEEDS]
    server = serve_drawn("127.0.0.1", 0, drawn)
    lay_out_drawn(home / "city", server.place, drawn)
    with installed_at(home):
        judge(drawn)
        yield drawn
    server.shutdown()
    server.server_close()


def judge(drawn: list[City]) -> None:
    """Run every stage on the days of the cities."""
    last = max(day for city in drawn for day in city.days)
    load_registers(last)
    land_profiles(last)
    for city in drawn:
        close_days([outlet.outlet_id for outlet in city.outlets], list(city.days))
    for days in sorted({city.days for city in drawn}):
        admit_days(list(days))
        classify_days(list(days))
    build_warehouse(None)


def found(city: City) -> set[tuple[str, str, date]]:
    """Return the findings made of a city's outlets."""
    names = {outlet.outlet_id for outlet in city.outlets}
    verdicts = rows("select outlet_id, rule_id, verdict_date from fct_verdicts where status = 'not_met'")
    return {(row["outlet_id"], row["rule_id"], row["verdict_date"]) for row in verdicts if row["outlet_id"] in names}


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_nothing_is_found_in_a_drawn_city_but_what_was_planted(cities: list[City], number: int) -> None:
    beyond = found(cities[number]) - cities[number].findings
    assert beyond == set(), f"press sample-city draw --seed {SEEDS[number]}: {sorted(map(str, beyond))}"


def test_nearly_everything_planted_in_the_drawn_cities_is_found(cities: list[City]) -> None:
    planted: set[tuple[str, str, date]] = set().union(*(city.findings for city in cities))
    lost = planted - set().union(*(found(city) for city in cities))
    assert len(lost) <= (1 - FOUND_MINIMUM) * len(planted), f"seeds {SEEDS}: {sorted(map(str, lost))}"
