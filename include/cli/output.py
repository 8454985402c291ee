"""Prints what commands return: tables for people, JSON for programs, one clear sentence on failure."""

import json
import math
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from include.periods.days import LOCAL
from include.text import clean_value, for_terminal

WIDEST = 100_000
"""Characters; wider than any row that is asked for."""


def acting(role: str) -> str:
    """Return who acts, for the record: the role that was typed, and this computer's account, which cannot be typed."""
    from include.settings import account

    return f"{role.strip()} ({account()})"


def _plain(value: object) -> object:
    """Return a value of another type as one that JSON knows."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def _finite(value: object) -> object:
    """Return a value with NaN and infinity as null, which JSON does not know."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list | tuple) else value


def to_json(value: object) -> str:
    """Return one line of JSON with Vietnamese letters as they are, times in ISO 8601, and null for NaN."""
    return json.dumps(_finite(clean_value(value)), ensure_ascii=False, default=_plain, allow_nan=False)


def say(text: object, *, err: bool = False) -> None:
    """Print a line without characters that would steer a terminal."""
    typer.echo(for_terminal(str(text)), err=err)


def show(rows: Sequence[Mapping[str, Any]], *, as_json: bool, title: str = "") -> None:
    """Print rows as one JSON object a line, or as a table; values are never cut off.

    A table too wide for the terminal is printed one row below the other; in a file it is as wide as it needs.
    """
    if as_json:
        for row in rows:
            typer.echo(to_json(row))
        return
    if not rows:
        say("Nothing found.")
        return
    console, table = Console(highlight=False), _table(rows, title)
    width = table.__rich_measure__(console, console.options.update(max_width=WIDEST)).maximum
    if width <= console.width:
        console.print(table)
    elif console.is_terminal:
        _show_vertically(console, rows)
    else:
        Console(width=width).print(table)


def _words(value: object) -> Text:
    """Return a value as text, brackets in it not read as markup; an instant in the time of Hanoi, with its offset."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(LOCAL)
    return Text("" if value is None else for_terminal(str(value)))


def _table(rows: Sequence[Mapping[str, Any]], title: str) -> Table:
    """Return rows as a table under the names of their columns."""
    table = Table(*(Column(_words(name)) for name in rows[0]), title=_words(title) if title else None)
    for row in rows:
        table.add_row(*map(_words, row.values()))
    return table


def _show_vertically(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print each row as lines of name and value."""
    for number, row in enumerate(rows, start=1):
        console.rule(Text(f"{number} of {len(rows)}"), align="left", style="dim")
        lines = Table.grid(padding=(0, 2))
        for name, value in row.items():
            lines.add_row(Text(for_terminal(str(name)), style="bold"), _words(value))
        console.print(lines)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Yield line number, object and error of a JSON-lines file; exactly one of the last two is set."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            given = line.removeprefix(BOM_UTF8) if number == 1 else line
            if given.strip():
                yield number, *_read_line(given)


def _read_line(line: bytes) -> tuple[dict[str, Any] | None, str]:
    """Return the object of one line, or what is wrong with it."""
    try:
        found = json.loads(line.decode("utf-8"))
        if rb"\ud" in line.lower():
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        return None, f"not UTF-8: byte {error.start + 1} of the line cannot be read"
    except UnicodeEncodeError:
        return None, "holds half a character (a lone surrogate)"
    except json.JSONDecodeError as error:
        return None, f"not JSON: {error.msg}"
    except RecursionError:
        return None, "not JSON that can be read: nested too deeply"
    return (found, "") if isinstance(found, dict) else (None, "not a JSON object")


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
    """Print on standard error how many lines were written, and end with status 1 when none could be handled."""
    say(f"{count - errors} {noun}, {errors} errors", err=True)
    if errors and errors == count:
        raise typer.Exit(1)
