"""The page of landing tables."""

from include.landing.contract import tables
from include.landing.document import PAGE, landing_page


def test_the_page_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == landing_page(), "Run python -m include.landing.document."


def test_every_table_and_column_has_its_row() -> None:
    page = landing_page()
    for table in tables().values():
        assert f"## {table.table}" in page
        assert all(f"| `{column.name}`" in page for column in table.columns)
