"""Reads the declared expectations: of rows and batches in suites/<table>.yml, of columns in the landing contract."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from include.errors import ContractError
from include.landing.contract import Column, table
from include.quarantine.reasons import QuarantineReason

SUITES = Path(__file__).parent / "suites"
CONTRACT = QuarantineReason.OUTSIDE_CONTRACT
PARTITION = "day"
"""A key holds within a day: an article that changed is landed and classified again on a later one."""


class RowExpectation(BaseModel):
    """What each row must show in one column, and the reason under which it is quarantined otherwise.

    ``known`` names a set that the gate fills in; ``unique_with`` are the further columns of a key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: QuarantineReason
    column: str
    is_required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    known: Literal["outlets", ""] = ""
    unique_with: tuple[str, ...] | None = None
    why: str

    @property
    def sentence(self) -> str:
        """The expectation in words."""
        parts = [
            "is present" if self.is_required else "",
            f"is at least {self.minimum:g}" if self.minimum is not None else "",
            f"is at most {self.maximum:g}" if self.maximum is not None else "",
            f"is one of {', '.join(self.choices)}" if self.choices else "",
            f"matches {self.pattern}" if self.pattern else "",
            f"is one of the known {self.known}" if self.known else "",
            f"is unique with {', '.join(self.unique_with)}" if self.unique_with is not None else "",
        ]
        return f"{self.column} {' and '.join(part for part in parts if part)}"


class BatchBound(BaseModel):
    """The bounds of a measure of a day, or of an outlet's day; batches of fewer rows are not checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: Literal["rows", "quarantined_share", "volume_ratio"]
    per: Literal["day", "outlet"]
    minimum: float | None = None
    maximum: float | None = None
    at_least_rows: int = 0
    level: Literal["advise", "stop"]
    why: str


class Suite(BaseModel):
    """Everything expected of one landing table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    rows: tuple[RowExpectation, ...] = ()
    batches: tuple[BatchBound, ...] = ()
    history_days: int = Field(default=14, ge=1)
    history_days_needed: int = Field(default=5, ge=1)


def _of_column(column: Column) -> RowExpectation | None:
    """Return what the contract expects of one column, or None."""
    is_free = not (column.is_required or column.choices or column.pattern)
    if is_free and column.minimum is None and column.maximum is None:
        return None
    return RowExpectation(
        reason=CONTRACT,
        column=column.name,
        is_required=column.is_required,
        minimum=column.minimum,
        maximum=column.maximum,
        choices=column.choices,
        pattern=column.pattern,
        why="The landing contract says so.",
    )


def contract_expectations(name: str) -> list[RowExpectation]:
    """Return what the landing contract expects of each row of a table: columns, then the key."""
    declared = table(name)
    found = [expectation for column in declared.columns if (expectation := _of_column(column))]
    first, *others = dict.fromkeys((*declared.key, PARTITION))
    key = RowExpectation(
        reason=CONTRACT, column=first, unique_with=tuple(others), why="It is the table's key in a day."
    )
    return [*found, key]


@cache
def suite(name: str) -> Suite:
    """Return the suite of one table: its declaration, followed by what the contract expects.

    Raises:
        ContractError: The declaration is wrong or is for another table.
    """
    path = SUITES / f"{name}.yml"
    try:
        declared = Suite.model_validate(
            yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {"table": name}
        )
    except (ValidationError, yaml.YAMLError) as error:
        raise ContractError(f"{path}: {error}", hint="Correct the suite.") from error
    if declared.table != name:
        raise ContractError(f"{path} speaks of {declared.table}.", hint="Name file and table alike.")
    return declared.model_copy(update={"rows": (*declared.rows, *contract_expectations(name))})
