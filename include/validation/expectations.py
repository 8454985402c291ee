"""Checks rows by Great Expectations, and returns which rows failed which expectation.

The library needs seconds to import, so it is imported inside functions; its progress bars and logger are silenced.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from include.validation.suite import RowExpectation

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Outcome:
    """The result of one expectation: the positions of the rows that failed it."""

    expectation: RowExpectation
    failed: tuple[int, ...]


def _translate(expectation: RowExpectation, known: Mapping[str, Sequence[str]]) -> list[Any]:
    """Return the library's expectations for one of ours; each carries our position through its meta data."""
    import great_expectations.expectations as gxe

    column, found = expectation.column, []
    if expectation.is_required:
        found.append(gxe.ExpectColumnValuesToNotBeNull(column=column))
    if expectation.minimum is not None or expectation.maximum is not None:
        found.append(
            gxe.ExpectColumnValuesToBeBetween(
                column=column, min_value=expectation.minimum, max_value=expectation.maximum
            )
        )
    values = expectation.choices or (known[expectation.known] if expectation.known else ())
    if expectation.choices or expectation.known:
        found.append(gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values)))
    if expectation.pattern:
        found.append(gxe.ExpectColumnValuesToMatchRegex(column=column, regex=expectation.pattern))
    if expectation.unique_with is not None:
        columns = [column, *expectation.unique_with]
        found.append(
            gxe.ExpectCompoundColumnsToBeUnique(column_list=columns)
            if len(columns) > 1
            else gxe.ExpectColumnValuesToBeUnique(column=column)
        )
    return found


def _silence() -> None:
    """Keep the library's logger and progress bars out of task logs."""
    for name in ("great_expectations", "great_expectations._docs_decorators"):
        logging.getLogger(name).setLevel(logging.ERROR)


def check_rows(
    frame: "pandas.DataFrame", expectations: Sequence[RowExpectation], known: Mapping[str, Sequence[str]] | None = None
) -> list[Outcome]:
    """Check every row against every expectation.

    Args:
        frame: Rows; its index is ignored, positions count.
        expectations: What to expect, in order.
        known: Values of the sets that expectations name.

    Returns:
        One outcome an expectation, in their order; all empty for an empty frame.
    """
    if frame.empty or not expectations:
        return [Outcome(expectation, ()) for expectation in expectations]
    _silence()
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = (
        context.data_sources.add_pandas("landing")
        .add_dataframe_asset("rows")
        .add_batch_definition_whole_dataframe("all")
        .get_batch({"dataframe": frame.reset_index(drop=True)})
    )
    owners: list[int] = []
    suite = gx.ExpectationSuite(name="rows")
    for position, expectation in enumerate(expectations):
        for translated in _translate(expectation, known or {}):
            translated.meta = {"position": position}
            suite.add_expectation(translated)
            owners.append(position)
    answer = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    failed: dict[int, set[int]] = {}
    for result in answer.results:
        position = result.expectation_config.meta["position"]
        _raise_if_broken(result, expectations[position])
        failed.setdefault(position, set()).update(int(row) for row in result.result.get("unexpected_index_list") or ())
    return [Outcome(e, tuple(sorted(failed.get(position, ())))) for position, e in enumerate(expectations)]


def _raise_if_broken(result: Any, expectation: RowExpectation) -> None:
    """Raise when the library could not check an expectation: it reports that as a result without failures.

    Raises:
        RuntimeError: The expectation was not checked.
    """
    info = result.exception_info or {}  # flat, or one of each metric (great-expectations/great_expectations#10849)
    raised = [info] if "raised_exception" in info else list(info.values())
    for found in raised:
        if found.get("raised_exception"):
            raise RuntimeError(f"{expectation.sentence} could not be checked: {found.get('exception_message')}")
