"""Values that a person gives for a quarantined row of a register."""

from collections.abc import Mapping

from include.errors import DeclarationError
from include.quarantine.records import record_of
from include.registers.declaration import registers
from include.registers.values import ValueProblem, reader


def check_repair(quarantine_id: str, values: Mapping[str, str]) -> None:
    """Refuse values that the register's columns could not read, before they are recorded for good.

    Args:
        quarantine_id: The record; one of no register has nothing to check.
        values: What was given, by column.

    Raises:
        DeclarationError: A value cannot be read; names column, value and what is wrong.
    """
    table = registers().get(record_of(quarantine_id)["record_table"])
    for column in table.columns if table else ():
        if column.name in values:
            try:
                reader(column)(values[column.name])
            except ValueProblem as wrong:
                raise DeclarationError(
                    f"{column.name}={values[column.name]}: {wrong.reason}.", hint=wrong.detail or "Read the template."
                ) from wrong
