"""Small files become one segment a table and day: nothing is lost, whatever is written or killed meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from include.errors import StoreBusyError
from include.landing import segments, store
from include.landing.compaction import Compacted, compact
from include.settings import settings

TABLE = "admissions"
DAYS = (date(2026, 10, 15), date(2026, 10, 16))
OUTLETS = ("bao_a", "bao_b", "bao_c")
Content = dict[tuple[date, str], list[str]]


class KilledError(BaseException):
    """Stands for the end of the process."""


def row(article_id: str, outlet_id: str, day: date) -> dict[str, Any]:
    return {"article_id": article_id, "capture_id": "c", "outlet_id": outlet_id, "status": "admitted", "day": day}


def put(day: date, outlet_id: str, *article_ids: str) -> None:
    store.write(TABLE, day, [row(name, outlet_id, day) for name in article_ids], outlet_id)


def content() -> Content:
    """Return what the landing says, through partitions and through rows, which must agree."""
    found: Content = {partition.key: [] for partition in store.partitions(TABLE)}
    for one in store.read(TABLE).to_pylist():
        found[one["day"], one["outlet_id"]].append(one["article_id"])
    for (day, outlet_id), names in found.items():
        assert store.read(TABLE, [day], [outlet_id])["article_id"].to_pylist() == names
        partition = store.find(TABLE, day, outlet_id)
        assert partition is not None and partition.count() == len(names)
    assert store.days(TABLE) == sorted({day for day, _ in found})
    return found


def files() -> list[str]:
    folder = settings().landing / TABLE
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("[!.]*") if path.is_file())


def test_a_day_of_many_outlets_is_one_file_and_its_manifest(home: Path) -> None:
    for outlet_id in OUTLETS:
        put(DAYS[0], outlet_id, "x", "y")
    before = content()
    assert compact().files == 3
    assert content() == before
    assert [name.partition("-")[0] for name in files()] == ["manifest.json", "segments/2026"]
    assert compact() == Compacted(0, 0)


def test_compacting_keeps_each_version_so_that_nothing_is_loaded_again(home: Path) -> None:
    put(DAYS[0], "bao_a", "x")
    put(DAYS[0], "bao_b", "y")
    before = {partition.key: (partition.version, partition.written_ns) for partition in store.partitions(TABLE)}
    compact()
    put(DAYS[0], "bao_b", "z")
    compact()
    after = {partition.key: (partition.version, partition.written_ns) for partition in store.partitions(TABLE)}
    assert after[DAYS[0], "bao_a"] == before[DAYS[0], "bao_a"]
    assert after[DAYS[0], "bao_b"] != before[DAYS[0], "bao_b"]


ACTIONS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(DAYS), st.sampled_from(OUTLETS), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.sampled_from(DAYS), st.sampled_from(OUTLETS), st.just(0)),
    st.tuples(st.just("compact"), st.sampled_from(DAYS), st.just(""), st.just(0)),
    st.tuples(st.just("kill before the manifest"), st.sampled_from(DAYS), st.just(""), st.just(0)),
    st.tuples(st.just("kill after the manifest"), st.sampled_from(DAYS), st.just(""), st.just(0)),
    st.tuples(st.just("replaced meanwhile"), st.sampled_from(DAYS), st.sampled_from(OUTLETS), st.integers(0, 3)),
    st.tuples(st.just("removed meanwhile"), st.sampled_from(DAYS), st.sampled_from(OUTLETS), st.just(0)),
)


def compact_with(patch: pytest.MonkeyPatch, act: Callable[[], None], day: date, *, is_after: bool) -> None:
    """Compact one day, and do something just before the manifest is put, or just after."""
    put_manifest = segments.put_manifest

    def stepped(*given: Any) -> None:
        if is_after:
            put_manifest(*given)
        act()
        if not is_after:
            put_manifest(*given)

    with patch.context() as patched:
        patched.setattr(segments, "put_manifest", stepped)
        compact([TABLE], [day])


def killed() -> None:
    raise KilledError


def change(model: Content, key: tuple[date, str], names: list[str] | None) -> None:
    """Write a partition, or remove it, in landing and in the model of it."""
    if names is None:
        store.remove(TABLE, *key)
        model.pop(key, None)
    else:
        put(*key, *names)
        model[key] = names


def play(patch: pytest.MonkeyPatch, model: Content, number: int, action: str, day: date, outlet: str, n: int) -> None:
    """Do one of the actions."""
    names = None if action.startswith("remove") else [f"{number}-{one}" for one in range(n)]
    if action in ("put", "remove"):
        change(model, (day, outlet), names)
    elif action == "compact":
        compact([TABLE], [day])
    elif action.startswith("kill"):
        with suppress(KilledError):
            compact_with(patch, killed, day, is_after=action == "kill after the manifest")
    else:
        compact_with(patch, lambda: change(model, (day, outlet), names), day, is_after=number % 2 == 1)


@given(st.lists(ACTIONS, max_size=25))
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_written_removed_or_killed_the_landing_says_what_was_written_last(
    home: Path, monkeypatch: pytest.MonkeyPatch, actions: list[tuple[str, date, str, int]]
) -> None:
    for partition in store.partitions(TABLE):
        store.remove(TABLE, *partition.key)
    model: Content = {}
    for number, action in enumerate(actions):
        play(monkeypatch, model, number, *action)
        assert content() == model
    compact()
    assert content() == model
    named = {path.name for path in segments.manifest(TABLE).values()}
    assert {name for name in files() if name.startswith("segments/")} == {f"segments/{name}" for name in named}
    assert store.loose_days(TABLE) == []


def test_a_segment_that_no_manifest_names_is_no_part_of_landing_and_is_swept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(DAYS[0], "bao_a", "x")
    with pytest.raises(KilledError):
        compact_with(monkeypatch, killed, DAYS[0], is_after=False)
    assert len([name for name in files() if name.startswith("segments/")]) == 1
    assert segments.manifest(TABLE) == {}
    put(DAYS[0], "bao_a", "y")
    compact()
    assert content() == {(DAYS[0], "bao_a"): ["y"]}
    assert len([name for name in files() if name.startswith("segments/")]) == 1


def test_a_reader_whose_segment_is_replaced_meanwhile_reads_the_next(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(DAYS[0], "bao_a", "x")
    compact()
    listed = segments.read
    replaced: list[bool] = []

    def slow(path: Path, *given: Any) -> Any:
        if not replaced:
            replaced.append(True)
            put(DAYS[0], "bao_b", "y")
            compact()
        return listed(path, *given)

    monkeypatch.setattr(segments, "read", slow)
    assert store.read(TABLE)["article_id"].to_pylist() == ["x", "y"]


def test_one_part_of_a_large_day_is_read_without_the_others(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROWS_A_GROUP", 4)
    for number in range(9):
        put(DAYS[0], f"bao_{number}", *(f"{number}-{one}" for one in range(3)))
    before = content()
    compact()
    assert content() == before
    segment = segments.manifest(TABLE)[DAYS[0]]
    assert pq.ParquetFile(segment).num_row_groups > 4
    some = store.read(TABLE, [DAYS[0]], ["bao_1", "bao_7"], ["article_id"])["article_id"].to_pylist()
    assert some == ["1-0", "1-1", "1-2", "7-0", "7-1", "7-2"]


def test_a_manifest_that_names_a_lost_segment_is_said(home: Path) -> None:
    put(DAYS[0], "bao_a", "x")
    compact()
    segments.manifest(TABLE)[DAYS[0]].unlink()
    segments.index.cache_clear()
    with pytest.raises(StoreBusyError, match="named and gone"):
        store.read(TABLE)
