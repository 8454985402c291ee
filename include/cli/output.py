"""How every command answers: tables for people, JSON for programs, one clear sentence on failure."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.table import Table


def _plain(value: object) -> object:
    """Give JSON what it cannot write itself."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def to_json(value: object) -> str:
    """Return one line of JSON with Vietnamese letters as they are and times in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def show(rows: Sequence[Mapping[str, Any]], *, as_json: bool, title: str = "") -> None:
    """Print rows as one JSON object a line, or as a table that fits the terminal."""
    if as_json:
        for row in rows:
            typer.echo(to_json(row))
        return
    if not rows:
        typer.echo("Nothing found.")
        return
    table = Table(title=title or None)
    for name in rows[0]:
        table.add_column(name, overflow="fold")  # an id or an address cut short helps nobody
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Yield line number, object and error of a JSON-lines file; exactly one of the last two is set."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, None, f"not JSON: {error.msg}"
                continue
            if isinstance(found, dict):
                yield number, found, ""
            else:
                yield number, None, "not a JSON object"


def write_lines(rows: Iterable[Mapping[str, Any]], stream: TextIO | None = None) -> tuple[int, int]:
    """Write rows as JSON lines and return how many there were and how many of them are errors."""
    target = stream or sys.stdout
    count = errors = 0
    for row in rows:
        target.write(to_json(row) + "\n")
        count += 1
        errors += "error" in row
    return count, errors


def finish_lines(count: int, errors: int, *, noun: str) -> None:
    """Tell on standard error how many lines were written, and end with status 1 when none could be handled."""
    typer.echo(f"{count - errors} {noun}, {errors} errors", err=True)
    if errors and errors == count:
        raise typer.Exit(1)
