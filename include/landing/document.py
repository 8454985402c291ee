"""Writes docs/landing.md, the contract of every landing table for people, from the declarations.

Run ``python -m include.landing.document`` after a change in tables/.
"""

from collections.abc import Iterator

from include.landing.contract import Column, Table, tables
from include.settings import ROOT

PAGE = ROOT / "docs" / "landing.md"
INTRODUCTION = """# Landing tables

Made by `python -m include.landing.document` from `include/landing/tables/`; change the declarations, never this page.

A partition is the rows of a day and a part: an outlet's id, or `whole`. Writing replaces it in one rename of
a Parquet file, `<landing>/<table>/day=<D>/<part>.parquet`. Each build, or `press landing compact`, moves these into one
segment a table and day, `<landing>/<table>/segments/<D>-<digest>.parquet`, named by `<landing>/<table>/manifest.json`
([why](decisions/0028-landing-is-compacted-into-segments.md)). Read through `include.landing.store`; others read the
segments that the manifest names, in which the columns `partition_day` and `partition_part` stand beside those below.
Articles, captures, harvests and observations are a pure function of the
archive; registers, of the files that lay in the registers folder on the day. Instants are UTC, days are local days of
Asia/Ho_Chi_Minh. Columns marked * are always filled. In registers, the last day of an interval is included, as clerks
write it.

Quarantined records of registers stand in the part named after the register.
"""


def _bounds(column: Column) -> str:
    """Return what a value must be, in one cell of the page."""
    parts = [
        f"one of {', '.join(f'`{choice}`' for choice in column.choices)}" if column.choices else "",
        f"at least {column.minimum:g}" if column.minimum is not None else "",
        f"at most {column.maximum:g}" if column.maximum is not None else "",
        f"matches `{column.pattern}`".replace("|", "\\|") if column.pattern else "",
        f"needs `{column.dated_by}`" + (f" where {', '.join(column.dated_when)}" if column.dated_when else "")
        if column.dated_by
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _lines(table: Table) -> Iterator[str]:
    """Yield the lines of one table."""
    title = f" ({table.title})" if table.title else ""
    part = "day, outlet" if table.part == "outlet" else "day"
    yield f"## {table.table}{title}\n"
    yield f"{table.grain}\n"
    own_key = (
        f" Rows are identified by: {', '.join(f'`{n}`' for n in table.register_key)}." if table.is_register else ""
    )
    keys = ", ".join(f"`{name}`" for name in table.key)
    yield f"Writer: `{table.writer}`. Key: {keys}. Partition: {part}.{own_key}\n"
    headers = "header | " if table.is_register else ""
    yield f"| column | {headers}type | unit | about | values |"
    yield f"|---|{'---|' if table.is_register else ''}---|---|---|---|"
    for column in table.columns:
        header = f"{column.header} | " if table.is_register else ""
        name = f"`{column.name}`{'*' if column.is_required else ''}"
        yield f"| {name} | {header}{column.type} | {column.unit} | {column.about} | {_bounds(column)} |"
    yield ""


def landing_page() -> str:
    """Return the whole page."""
    ordered = sorted(tables().values(), key=lambda table: (table.is_register, table.table))
    return "\n".join([INTRODUCTION, *(line for table in ordered for line in _lines(table))])


if __name__ == "__main__":
    PAGE.write_text(landing_page(), encoding="utf-8")
