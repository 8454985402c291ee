"""A busy port is passed over, and said clearly when there is no other."""

import socket
from collections.abc import Iterator

import pytest

from include.errors import SettingError
from include.local_stack.ports import HOST, free_port, is_free


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_busy_port_is_passed_over(busy: int) -> None:
    assert not is_free(busy)
    found = free_port(busy)
    assert found > busy
    assert is_free(found)


def test_a_port_already_given_to_another_part_is_passed_over(busy: int) -> None:
    first = free_port(busy)
    assert free_port(busy, taken=frozenset({first})) > first


@pytest.mark.parametrize("wanted", [0, -1, 65536])
def test_what_is_no_port_is_refused(wanted: int) -> None:
    with pytest.raises(SettingError, match="no port"):
        free_port(wanted)


def test_no_free_port_names_the_settings_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.local_stack.ports.is_free", lambda port: False)
    with pytest.raises(SettingError, match="PRESS_AIRFLOW_PORT"):
        free_port(8080)
