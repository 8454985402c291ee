"""A known outage has a reason and an end; the newest word on an outlet counts."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.errors import ProfileError, SettingError
from include.outlets.outages import acknowledge, acknowledged
from tests.support.profiles import profile_text

AT = datetime(2026, 11, 16, 3, tzinfo=UTC)
LAST = date(2026, 11, 20)
PROFILE = profile_text()


@pytest.fixture(autouse=True)
def _profile(home: Path) -> None:
    """Every test has an outlet."""
    (home / "profiles" / "bao_a.yml").write_text(PROFILE, encoding="utf-8")


@pytest.mark.parametrize(("day", "is_known"), [(LAST, True), (date(2026, 11, 21), False)])
def test_an_outage_is_known_until_its_last_day(day: date, is_known: bool) -> None:
    acknowledge("bao_a", " Chuyển máy chủ ", LAST, "data_engineer", AT)
    found = acknowledged(day)
    assert bool(found) is is_known
    assert not is_known or found["bao_a"].reason == "Chuyển máy chủ"


def test_a_later_word_takes_the_place_of_an_earlier_one() -> None:
    acknowledge("bao_a", "a", LAST, "data_engineer", AT)
    acknowledge("bao_a", "b", AT.date(), "data_engineer", AT)
    assert acknowledged(AT.date())["bao_a"].reason == "b"
    assert acknowledged(LAST) == {}


def test_an_unknown_outlet_an_empty_reason_and_a_day_that_is_over_are_refused() -> None:
    with pytest.raises(ProfileError, match="bao_x"):
        acknowledge("bao_x", "a", LAST, "data_engineer", AT)
    with pytest.raises(SettingError, match="reason"):
        acknowledge("bao_a", " ", LAST, "data_engineer", AT)
    with pytest.raises(SettingError, match="is over"):
        acknowledge("bao_a", "a", date(2026, 11, 15), "data_engineer", AT)
