"""The children's environment names one home and ports that fit together, and nothing from outside."""

from pathlib import Path

import pytest

from include.local_stack.environment import Ports, child_environment, find_ports, write_settings
from include.settings import Settings, settings

PORTS = Ports(airflow=8081, mailbox=1026, sample_city=8091)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "True")
    monkeypatch.setenv("LANG", "C.UTF-8")
    return child_environment(tmp_path, PORTS)


def test_the_three_settings_of_airflows_address_agree(environment: dict[str, str]) -> None:
    assert environment["AIRFLOW__API__PORT"] == "8081"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8081"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8081/execution/"


def test_an_airflow_set_up_outside_does_not_leak_in(environment: dict[str, str]) -> None:
    assert environment["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert environment["LANG"] == "C.UTF-8"


def test_everything_is_written_below_one_home(environment: dict[str, str], tmp_path: Path) -> None:
    for name in ("PRESS_HOME", "PRESS_PROFILES", "PRESS_REGISTERS", "PRESS_HOSTS_FILE", "AIRFLOW_HOME"):
        assert Path(environment[name]).is_relative_to(tmp_path)


def test_every_setting_of_the_project_exists(environment: dict[str, str]) -> None:
    given = {name.removeprefix("PRESS_").lower() for name in environment if name.startswith("PRESS_")}
    assert given - set(Settings.model_fields) == set()


def test_nothing_is_reported_to_anybody(environment: dict[str, str]) -> None:
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"


def test_each_start_has_secrets_of_its_own(tmp_path: Path) -> None:
    first, second = child_environment(tmp_path, PORTS), child_environment(tmp_path, PORTS)
    assert first["AIRFLOW__API_AUTH__JWT_SECRET"] != second["AIRFLOW__API_AUTH__JWT_SECRET"]


def test_the_three_ports_differ_even_when_one_is_wanted_thrice(tmp_path: Path) -> None:
    wanted = Settings(home=tmp_path, airflow_port=18080, mailbox_port=18080, sample_city_port=18080)
    found = find_ports(wanted)
    assert len({found.airflow, found.mailbox, found.sample_city}) == 3


def test_press_speaks_of_the_same_outlets_afterwards(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESS_PROFILES")
    write_settings(home, PORTS)
    settings.cache_clear()
    assert settings().profiles == home / "sample_city" / "profiles"
    assert settings().smtp_port == PORTS.mailbox
