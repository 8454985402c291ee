"""A reading of invented rows, mart by mart."""

from typing import Any, Protocol

import pytest

from include.periods.report_period import ReportPeriod
from include.reporting.model import Section
from include.reporting.model import Table as TableBlock
from include.reporting.reading import Reading
from tests.include.reporting.sample_rows import MONTH

Rows = dict[str, list[dict[str, Any]]]


class MakeReading(Protocol):
    """Makes a reading of the sample's rows, of those given in place of them, or of none at all."""

    def __call__(
        self, *, is_empty: bool = False, not_built: tuple[str, ...] = (), **marts: list[dict[str, Any]]
    ) -> Reading:
        """Return the reading."""


@pytest.fixture
def reading() -> MakeReading:
    """Return a maker of readings: the sample's rows, those given in place of them, or none at all."""

    def make(*, is_empty: bool = False, not_built: tuple[str, ...] = (), **marts: list[dict[str, Any]]) -> Reading:
        known: Rows = {} if is_empty else MONTH | marts

        def query(sql: str) -> list[dict[str, Any]]:
            return [dict(row) for row in known.get(sql.split(" from ")[1].split()[0], [])]

        return Reading(ReportPeriod.parse("2026-11"), query, not_built)

    return make


def words(section: Section) -> str:
    """Return everything a section says, cell by cell."""
    said = [section.title]
    for block in section.blocks:
        if isinstance(block, TableBlock):
            said += [block.title, *(column.header for column in block.columns)]
            said += [str(value) for row in block.rows for value in row]
        else:
            said.append(block.text)
    return "\n".join(said)
