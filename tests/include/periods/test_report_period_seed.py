"""The warehouse counts the same days that a report names."""

from include.periods.report_period_seed import SEED, periods, seed_text


def test_the_seed_is_what_the_declaration_gives() -> None:
    assert SEED.read_text(encoding="utf-8") == seed_text()


def test_no_period_stands_twice() -> None:
    ids = [period.period_id for period in periods()]
    assert len(ids) == len(set(ids)) == 8 * (12 + 4 + 2 + 1 + 1)
