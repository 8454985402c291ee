"""The registers as clerks know them: titles, headers and choices, from the landing contract."""

import unicodedata

from include.errors import RegisterError
from include.landing.contract import Column, Table, tables

GUIDE_SHEETS = frozenset({"hướng dẫn", "danh mục"})
"""Sheets of a template that hold no rows of the register, folded."""


def fold(text: str) -> str:
    """Return text as it is compared: NFC, without case, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def registers() -> dict[str, Table]:
    """Return the landing tables that clerks fill in, by name."""
    return {name: table for name, table in tables().items() if table.is_register}


def register(name: str) -> Table:
    """Return the register of a name or Vietnamese title.

    Raises:
        RegisterError: There is none.
    """
    for table in registers().values():
        if fold(name) in (table.table, fold(table.title)):
            return table
    raise RegisterError(f"No register is called {name}.", hint=f"Choose one of: {', '.join(registers())}.")


def clerk_columns(table: Table) -> list[Column]:
    """Return the columns a clerk fills in, in the order of the template."""
    return [column for column in table.columns if column.header]


def register_of_name(text: str) -> Table | None:
    """Return the register that a file stem or sheet name names, or None.

    The name may be followed by anything that parts words (``licences_2026``, ``licences-ha-noi``), the title by
    anything but words, since titles begin other titles: ``Giấy phép hoạt động (2)``. The longest that fits wins.
    """
    folded = fold(text)
    for table in sorted(registers().values(), key=lambda table: -len(table.table)):
        rest = folded.removeprefix(table.table)
        if rest != folded and not rest[:1].isalnum():
            return table
    for table in registers().values():
        for title in (fold(table.title), fold(table.title)[:31]):
            rest = folded.removeprefix(title)
            if rest != folded and not rest[:1].isalpha() and not rest[1:2].isalpha():
                return table
    return None


def columns_by_header(table: Table) -> dict[str, Column]:
    """Return the clerk's columns by folded header and by name."""
    found = {column.name: column for column in clerk_columns(table)}
    return found | {fold(column.header): column for column in clerk_columns(table)}


def choice_words(column: Column) -> dict[str, str]:
    """Return the code of each choice by its folded Vietnamese word and by itself."""
    return {code: code for code in column.choices} | {
        fold(label): code for label, code in zip(column.labels, column.choices, strict=False)
    }
