"""A name has an IPv6 address, has none, or could not be asked; the last is never the second."""

import socket
from collections.abc import Callable

import pytest

from include.fetching.fetch import Fetcher, FetchPolicy
from include.fetching.guard import Guard
from include.fetching.names import has_ipv6, look_up

Answers = dict[int, list[str] | OSError]


def asked(six: list[str] | OSError, four: list[str] | OSError) -> Callable[[str, int], list[str]]:
    """Return what answers with the addresses, or the failure, of each family."""
    answers: Answers = {socket.AF_INET6: six, socket.AF_INET: four}

    def ask(_: str, family: int) -> list[str]:
        answer = answers[family]
        if isinstance(answer, OSError):
            raise answer
        return answer

    return ask


@pytest.mark.parametrize(
    ("six", "four", "found"),
    [
        (["2606:4700::1111"], ["8.8.8.8"], True),
        (["2606:4700::1111"], [], True),
        ([], ["8.8.8.8"], False),
        (["::ffff:8.8.8.8", "fe80::1"], ["8.8.8.8"], False),
        (["fd00::1"], ["8.8.8.8"], False),
        ([], [], None),
        (OSError("no network"), ["8.8.8.8"], None),
        ([], OSError("no network"), None),
    ],
)
def test_what_could_not_be_asked_is_not_said_to_be_missing(
    six: list[str] | OSError, four: list[str] | OSError, found: bool | None
) -> None:
    assert has_ipv6("cong.example.vn", asked(six, four)) is found


def test_a_resolver_that_knows_no_address_of_the_family_answers_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert look_up("cong.example.vn", socket.AF_INET6) == []
    assert has_ipv6("cong.example.vn") is None


def test_a_resolver_that_cannot_answer_now_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(socket.gaierror):
        look_up("cong.example.vn", socket.AF_INET6)
    assert has_ipv6("cong.example.vn") is None


def test_each_address_of_a_name_is_returned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", ("2606:4700::1111", 0, 0, 0))] * 2
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert look_up("cong.example.vn", socket.AF_INET6) == ["2606:4700::1111"]


@pytest.mark.parametrize(("served_here", "found"), [(None, True), ({"cong.example.vn": "127.0.0.1:80"}, None)])
def test_a_name_served_on_this_computer_is_not_looked_up(
    served_here: dict[str, str] | None, found: bool | None
) -> None:
    fetcher = Fetcher(
        Guard(served_here), FetchPolicy("us", 0.0, lambda _: True), ipv6=lambda host: host == "cong.example.vn"
    )
    assert fetcher.has_ipv6("https://cong.example.vn/trang-chu") is found
