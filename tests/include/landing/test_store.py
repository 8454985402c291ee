"""Partitions of landing tables: replaced, typed, complete."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from include.errors import ContractError
from include.landing import store

DAY = date(2026, 10, 15)


def admission(article_id: str, status: str = "admitted") -> dict[str, object]:
    return {"article_id": article_id, "capture_id": "c", "outlet_id": "bao_a", "status": status, "day": DAY}


def test_writing_a_partition_again_replaces_it(home: Path) -> None:
    store.write("admissions", DAY, [admission("a"), admission("b")], "bao_a")
    store.write("admissions", DAY, [admission("c")], "bao_a")
    assert store.read("admissions")["article_id"].to_pylist() == ["c"]


def test_a_part_leaves_other_parts_and_days_alone(home: Path) -> None:
    store.write("admissions", DAY, [admission("a")], "bao_a")
    store.write("admissions", DAY, [admission("b")], "bao_b")
    store.write("admissions", date(2026, 10, 16), [admission("c")], "bao_a")
    assert store.read("admissions", days=[DAY], parts=["bao_b"])["article_id"].to_pylist() == ["b"]
    assert store.days("admissions") == [DAY, date(2026, 10, 16)]


def test_an_empty_partition_keeps_its_types(home: Path) -> None:
    store.write("admissions", DAY, [], "bao_a")
    assert store.read("admissions").schema.field("day").type == pa.date32()


def test_a_table_without_partitions_reads_as_empty(home: Path) -> None:
    assert store.read("admissions").num_rows == 0


def test_rows_that_do_not_fit_are_refused_and_leave_the_partition_alone(home: Path) -> None:
    store.write("admissions", DAY, [admission("a")], "bao_a")
    for wrong in ({**admission("b"), "mood": "x"}, {**admission("b"), "day": None}, {**admission("b"), "day": "soon"}):
        with pytest.raises(ContractError, match="admissions"):
            store.write("admissions", DAY, [wrong], "bao_a")
    assert store.read("admissions")["article_id"].to_pylist() == ["a"]


def test_a_column_that_an_older_file_lacks_is_null(home: Path) -> None:
    path = store.write("admissions", DAY, [admission("a")], "bao_a")
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["quarantine_id"]), path)
    assert store.read("admissions")["quarantine_id"].to_pylist() == [None]


def test_instants_are_kept_in_utc(home: Path) -> None:
    repaired = datetime(2026, 10, 15, 1, tzinfo=UTC)
    store.write("admissions", DAY, [{**admission("a"), "repaired_published_at": repaired}], "bao_a")
    assert store.read("admissions")["repaired_published_at"].to_pylist() == [repaired]


@given(st.permutations([admission(letter) for letter in "abcdef"]))
@hypothesis_settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_order_of_rows_never_changes_the_file(home: Path, rows: list[dict[str, object]]) -> None:
    path = store.write("admissions", DAY, rows, "bao_a")
    assert pq.read_table(path, partitioning=None)["article_id"].to_pylist() == list("abcdef")
