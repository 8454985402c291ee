"""The declarations of landing tables."""

from pathlib import Path

import pytest

from include.errors import ContractError
from include.landing import contract

DECLARED = """
table: {name}
writer: include.ingestion
grain: One row per thing.
key: [{key}]
part: whole
columns:
  - {{name: thing_id, type: string, is_required: true, about: Stable id.}}
"""


def test_every_table_names_its_writer_grain_and_a_required_key() -> None:
    for table in contract.tables().values():
        assert table.writer.startswith("include.")
        assert table.grain.startswith("One row per ")
        assert all(table.column(name).is_required for name in table.key), table.table


def test_columns_stand_in_the_order_of_the_house() -> None:
    order = ["string", "integer", "number", "boolean", "date", "timestamp"]
    for table in contract.tables().values():
        if table.writer == "include.registers":
            continue  # registers keep the order in which clerks fill them
        ranks = [order.index(column.type) for column in table.columns]
        numeric = {order.index("integer"): 1, order.index("number"): 1}
        ranks = [numeric.get(rank, rank) for rank in ranks]
        assert ranks == sorted(ranks), table.table


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(ContractError, match="No landing table is called nothing"):
        contract.table("nothing")


@pytest.mark.parametrize(
    ("name", "key", "said"), [("things", "other_id", "unknown columns"), ("others", "thing_id", "")]
)
def test_a_wrong_declaration_names_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str, said: str
) -> None:
    (tmp_path / "things.yml").write_text(DECLARED.format(name=name, key=key), encoding="utf-8")
    monkeypatch.setattr(contract, "TABLES", tmp_path)
    contract.tables.cache_clear()
    with pytest.raises(ContractError, match="things.yml") as raised:
        contract.tables()
    assert said in str(raised.value)
    monkeypatch.undo()
    contract.tables.cache_clear()
