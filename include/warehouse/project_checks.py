"""Refuses a project of which dbt would obey what no hash covers.

Two ways lead around the hash: a project may name folders elsewhere, and the names above the columns of a list of days
and names, which no hash covers, become SQL: dbt writes them between quotes that a name may end.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from include.errors import DeclarationError

COLUMN = re.compile(r"[a-z][a-z0-9_]*")


def require_plain_header(files: Iterable[Path]) -> None:
    """Refuse a seed whose first line holds anything but names of columns.

    Args:
        files: The files of a project.

    Raises:
        DeclarationError: Names the file and what stands in its first line.
    """
    for path in files:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", errors="replace", newline="") as lines:
                head = next(csv.reader(lines), []) or [
                    ""
                ]  # an empty line is no head, and what follows would be taken for it
            if wrong := [name for name in head if not COLUMN.fullmatch(name)]:
                raise DeclarationError(
                    f"{path}: {wrong[0]!r} is no name of a column, and would be run as a part of a statement.",
                    hint="Columns are named in small letters, digits and underscores.",
                )


def require_nothing_else(manifest: Any, files: Iterable[Path]) -> None:
    """Refuse a project of which dbt has read files elsewhere than among those whose hash is compared.

    Args:
        manifest: What dbt parsed, with the files that it read.
        files: The files of the project.

    Raises:
        DeclarationError: Names a file that lies elsewhere.
    """
    import dbt.include

    own = {path.resolve() for path in files}
    of_dbt = [Path(folder).resolve() for folder in dbt.include.__path__]
    for read in manifest.files.values():
        path = Path(read.path.absolute_path).resolve()
        if path not in own and not any(path.is_relative_to(folder) for folder in of_dbt):
            raise DeclarationError(
                f"{path}: dbt reads this file, and a change of it would be seen by nobody.",
                hint="Put it into the folder of the project, and let dbt_project.yml name folders there alone.",
            )
