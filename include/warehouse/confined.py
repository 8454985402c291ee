"""Keeps an open DuckDB to some folders: it reads and writes no other file, whatever its own tables, views or SQL say.

Whoever can write a file of DuckDB can put a view or a macro into it that reads whatever this process may read, the key
of the ledger among them; what a build reads goes into marts, copies and messages. DuckDB follows links before it
compares, so that a link in one of the folders leads nowhere else.
"""

from pathlib import Path

import duckdb


def confine(connection: duckdb.DuckDBPyConnection, *folders: Path) -> None:
    """Let a connection, all its cursors and all their SQL reach the files of some folders and no others, for good.

    What is attached already stays usable, and so does the folder that it spills into.

    Args:
        connection: The open database.
        folders: Folders that it may still read and write; none at all for a database that needs its own file alone.
    """
    named = ", ".join("'" + str(folder).replace("'", "''") + "'" for folder in folders)
    connection.execute(f"set allowed_directories = [{named}]")
    connection.execute("set enable_external_access = false")
