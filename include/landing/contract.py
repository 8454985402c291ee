"""The declaration of every landing table: its columns, key, writer and grain, read from tables/.

The same declaration types the Parquet files, feeds the expectations, the staging models' tests and docs/landing.md.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from include.errors import ContractError

TABLES = Path(__file__).parent / "tables"
ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}


class Column(BaseModel):
    """One column of a landing table.

    Registers also carry what a clerk sees: ``header`` (Vietnamese), ``example``, ``note`` and ``labels``, the
    Vietnamese words of the ``choices`` in their order. What says that something was done is ``dated_by`` the column of
    its date, which then may not be empty; of choices, those in ``dated_when`` alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: Literal["string", "integer", "number", "boolean", "date", "timestamp"]
    about: str
    unit: str = ""
    is_required: bool = False
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    header: str = ""
    example: str = ""
    note: str = ""
    dated_by: str = ""
    dated_when: tuple[str, ...] = ()


class Table(BaseModel):
    """One landing table, as declared in tables/<name>.yml or tables/registers/<name>.yml.

    ``register_key`` holds the columns that identify a row of a register for a clerk. Of a wrong row of a register that
    ``is_masked`` no cell is kept or shown: it holds dates and counts alone, and what else is typed there may be a name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    writer: str
    grain: str
    key: tuple[str, ...]
    register_key: tuple[str, ...] = ()
    is_masked: bool = False
    part: Literal["outlet", "whole"]
    title: str = ""
    columns: tuple[Column, ...]

    @model_validator(mode="after")
    def _key_is_declared(self) -> "Table":
        """Refuse a key, or a date of a column, that names a column the table does not have."""
        named = {*self.key, *self.register_key, *(column.dated_by for column in self.columns if column.dated_by)}
        missing = named - {column.name for column in self.columns}
        if missing:
            raise ValueError(f"the key or dated_by names unknown columns: {', '.join(sorted(missing))}")
        return self

    @property
    def is_register(self) -> bool:
        """Whether clerks fill this table in."""
        return bool(self.register_key)

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of every Parquet file of this table."""
        return pa.schema([pa.field(c.name, ARROW_TYPES[c.type], nullable=not c.is_required) for c in self.columns])

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)


def _read(path: Path) -> Table:
    """Read one declaration, naming file and key when it is wrong."""
    try:
        declared = Table.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError) as error:
        raise ContractError(f"{path}: {error}", hint="Correct the declaration.") from error
    if declared.table != path.stem:
        raise ContractError(f"{path}: declares the table {declared.table}.", hint="Name file and table alike.")
    return declared


@cache
def tables() -> dict[str, Table]:
    """Return every landing table by name, in the order of their files."""
    return {path.stem: _read(path) for path in sorted(TABLES.rglob("*.yml"))}


def table(name: str) -> Table:
    """Return one landing table.

    Raises:
        ContractError: No table of that name is declared.
    """
    try:
        return tables()[name]
    except KeyError:
        raise ContractError(f"No landing table is called {name}.", hint=f"Declare it in {TABLES.name}/.") from None
