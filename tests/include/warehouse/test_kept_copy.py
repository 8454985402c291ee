"""A copy that is kept open is the current one: another build, and a file that an erasure put in its place, are seen."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from include.settings import settings
from include.warehouse import published
from include.warehouse.copying import DATABASE

READS, READERS = 300, 8


def write(build: str, value: int) -> Path:
    """Write a copy that holds one value, in one rename; return its file."""
    folder = settings().published / "builds" / build
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "fresh"
    with duckdb.connect(fresh) as connection:
        connection.execute(f"create table held as select {value} as value")
    return fresh.replace(folder / DATABASE)


def point_at(build: str) -> None:
    """Make a copy the current one."""
    link = settings().published / f"next-{build}"
    link.symlink_to(Path("builds") / build)
    link.replace(settings().published / "current")


@pytest.fixture(autouse=True)
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the copy open in this process, for one test."""
    monkeypatch.setattr(published, "_KEPT", [])
    write("one", 1)
    point_at("one")
    published.keep_open()
    yield


def value() -> int:
    """Ask the current copy."""
    return int(published.rows("select value from held")[0]["value"])


def test_another_build_is_seen_by_the_next_question() -> None:
    assert value() == 1
    write("two", 2)
    point_at("two")
    assert value() == 2


def test_a_file_that_an_erasure_put_in_its_place_is_seen_though_the_old_one_is_being_asked() -> None:
    assert value() == 1
    is_asking, may_end = threading.Event(), threading.Event()

    def ask() -> int:
        with published._reading() as connection:
            is_asking.set()
            may_end.wait()
            return int(connection.execute("select value from held").fetchall()[0][0])

    with ThreadPoolExecutor(2) as pool:
        old = pool.submit(ask)
        is_asking.wait()
        write("one", 3)
        new = pool.submit(value)
        may_end.set()
        assert (old.result(), new.result()) == (1, 3)


def test_many_readers_meet_no_error_while_copies_are_swapped() -> None:
    def ask(number: int) -> int:
        if number % 50 == 49:
            write(f"build{number}", number)
            point_at(f"build{number}")
        return value()

    with ThreadPoolExecutor(READERS) as pool:
        found = list(pool.map(ask, range(READS)))
    assert len(found) == READS
    assert value() in range(49, READS, 50)


def test_a_question_that_fails_leaves_the_copy_open_to_others() -> None:
    with pytest.raises(duckdb.Error):
        published.rows("select nothing from nowhere")
    assert value() == 1
