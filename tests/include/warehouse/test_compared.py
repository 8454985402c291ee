"""A changed catalogue is judged for real beside the one in use: what it would change is found; it is told nothing."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import InvariantError
from include.warehouse import beside, projects, published
from tests.include.warehouse.conftest import BuiltCity

FIRST, LAST = date(2026, 9, 18), date(2026, 10, 17)


@pytest.mark.slow
def test_a_planted_change_of_a_limit_is_found_on_the_days_it_concerns_and_nothing_else(
    settled_city: BuiltCity, changed: Path
) -> None:
    before = published.manifest()
    found = beside.compare(changed, FIRST, LAST)
    assert {(row["rule_id"], row["outlet_id"]) for row in found.changed} == {("reprint_delay", "tong_hop")}
    assert [row["verdict_date"] for row in found.changed] == [date(2026, 10, day) for day in (15, 16, 17)]
    assert {(row["old_status"], row["new_status"]) for row in found.changed} == {("met", "not_met")}
    assert (
        found.verdicts
        == published.rows(
            f"select count(*) as verdicts from fct_verdicts where verdict_date between date '{FIRST}' and date '{LAST}'"
        )[0]["verdicts"]
    )
    assert found.fingerprint == projects.project_hash(changed) != projects.project_hash()
    assert published.manifest() == before
    assert not list(settled_city.home.glob("beside-*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("macro", "said"),
    [
        ("{{ exceptions.raise_compiler_error(env_var('PRESS_MAIL_SENDER')) }}", "Env var required but not provided"),
        ("{{ exceptions.raise_compiler_error(env_var('PRESS_LEDGER_KEY_FILE')) }}", "none/ledger.pem"),
    ],
)
def test_a_project_that_nobody_agreed_to_is_told_nothing_of_the_installation(
    settled_city: BuiltCity, changed: Path, monkeypatch: pytest.MonkeyPatch, macro: str, said: str
) -> None:
    monkeypatch.setenv("PRESS_MAIL_SENDER", "bao-cao@hanoi.example.vn")
    model = changed / "models" / "marts" / "compliance" / "fct_verdicts.sql"
    model.write_text(f"{model.read_text(encoding='utf-8')}\n{macro}", encoding="utf-8")
    with pytest.raises(InvariantError, match=said) as refused:
        beside.compare(changed, FIRST, LAST)
    assert "bao-cao@hanoi.example.vn" not in str(refused.value)
