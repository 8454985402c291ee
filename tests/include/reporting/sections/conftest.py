"""A reading of invented rows, mart by mart."""

from typing import Any, Protocol

import pytest

from include.periods.report_period import ReportPeriod
from include.reporting.model import Chart, Section
from include.reporting.model import Table as TableBlock
from include.reporting.reading import Reading
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH


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
        return Reading(ReportPeriod.parse("2026-11"), query_of({} if is_empty else MONTH | marts), not_built)

    return make


def words(section: Section) -> str:
    """Return everything a section says, cell by cell."""
    said = [section.title]
    for block in section.blocks:
        if isinstance(block, TableBlock):
            said += [block.title, *(column.header for column in block.columns)]
            said += [str(value) for row in block.rows for value in row]
        elif isinstance(block, Chart):
            said += [block.title, block.alt]
        else:
            said.append(block.text)
    return "\n".join(said)
