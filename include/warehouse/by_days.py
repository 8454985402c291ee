"""Counts the marts of report periods for days that no calendar of periods names, by the marts' own models.

A mart of report periods holds a row for each period of the declared calendar. For other days the model that makes the
mart is asked again, over the published copy, with those days in the calendar's place; nothing is defined twice. A mart
that is made from what the copy does not hold, such as the department's registers, cannot be counted so.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2.sandbox import SandboxedEnvironment

from include.errors import InvariantError
from include.warehouse.dbt import project_variable
from include.warehouse.projects import PROJECT

CALENDAR = "report_periods"
MART = re.compile(r"\b(?:from|join) (rpt_\w+)")
REF = re.compile(r"ref\('(\w+)'\)")
MACROS = ("dialect", "precision", "samples")
Days = tuple[str, date, date]  # how a period is written, its first day, the day after its last


class _NotInTheCopyError(LookupError):
    """A model rests on something that is not published."""


def can_count(mart: str) -> bool:
    """Return whether a mart can be counted for any days from what is published."""
    if not _is_of_periods(mart):
        return True
    try:
        _parts(mart)
    except _NotInTheCopyError:
        return False
    return True


def over_days(sql: str, periods: Iterable[Days]) -> str:
    """Return a query with the marts of report periods that it reads counted for the given days.

    Args:
        sql: One select on published marts.
        periods: The days in the calendar's place.

    Raises:
        InvariantError: The query reads a mart that cannot be counted so.
    """
    marts = [mart for mart in dict.fromkeys(MART.findall(sql)) if _is_of_periods(mart)]
    if not marts:
        return sql
    parts: dict[str, str] = {}
    for mart in marts:
        try:
            parts |= dict(_parts(mart))
        except _NotInTheCopyError as error:
            raise InvariantError(
                f"{mart} cannot be counted for any days: {error} is not published.", hint="Ask for a report period."
            ) from error
    rows = " union all ".join(
        f"select '{name}' as period_id, date '{first}' as starts_on, date '{end}' as ends_before"
        for name, first, end in periods
    )
    named = ", ".join(f"{name} as ({text})" for name, text in ({CALENDAR: rows} | parts).items())
    return f"with {named} {sql}"


@cache
def _is_of_periods(mart: str) -> bool:
    """Return whether a mart has rows of report periods."""
    path = _models().get(mart)
    if path is None or not mart.startswith("rpt_"):
        return False
    declared = yaml.load(path.with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["models"]
    (model,) = (one for one in declared if one["name"] == mart)
    return any(column["name"] == "period_id" for column in model["columns"])


@cache
def _models() -> dict[str, Path]:
    """Return the file of every model by its name."""
    return {path.stem: path for path in (PROJECT / "models").rglob("*.sql")}


@cache
def _parts(name: str) -> tuple[tuple[str, str], ...]:
    """Return the queries that a model rests on and its own at the end, each after those it reads."""
    if (seed := PROJECT / "seeds" / f"{name}.csv").exists():
        return ((name, _seed(seed)),)
    if name not in _models() or name.startswith("stg_"):
        raise _NotInTheCopyError(name)
    text = _models()[name].read_text(encoding="utf-8")
    parts: dict[str, str] = {}
    for one in dict.fromkeys(REF.findall(text)):
        if one != CALENDAR and not _is_published(one):
            parts |= dict(_parts(one))
    return (*parts.items(), (name, _rendered(text)))


def _is_published(model: str) -> bool:
    """Return whether a model is a mart that is the same whichever days are asked for."""
    path = _models().get(model)
    return path is not None and "marts" in path.parts and not _is_of_periods(model)


def _seed(path: Path) -> str:
    """Return a seed as a query; every value is a text."""
    with path.open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
    values = ", ".join(f"({', '.join(_quoted(value) for value in row)})" for row in rows)
    return f"select * from (values {values}) as seed({', '.join(names)})"


def _quoted(value: str) -> str:
    """Return a value of a seed as SQL; what is empty there is null."""
    return "'" + value.replace("'", "''") + "'" if value else "cast(null as text)"


def _rendered(text: str) -> str:
    """Return a model's SQL on plain names, as a full build writes it."""
    given: dict[str, Any] = {
        "ref": lambda name: name, "var": project_variable, "is_incremental": lambda: False, "config": lambda **_: "",
        "target": {"type": "duckdb"}, "is_touched": lambda _: "true", "indexed_by": lambda *_: [],
    }  # fmt: skip
    environment = SandboxedEnvironment(autoescape=False, extensions=["jinja2.ext.do"])  # as dbt's own
    for name in MACROS:
        macros = environment.from_string((PROJECT / "macros" / f"{name}.sql").read_text(encoding="utf-8"), given)
        given = {**{name: macro for name, macro in vars(macros.module).items() if name[0] != "_"}, **given}
    return environment.from_string(text, given).render().strip()
