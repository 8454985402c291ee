"""Figures of this installation for a monitoring system: one text file in Prometheus' format, replaced in one step.

A file instead of a port: every page and endpoint of the product requires a login, which a scraper has not. The textfile
collector of Prometheus' node exporter, or any agent that reads the format, picks it up. No figure names an outlet:
what is seen on a wall must not say more than a report may.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage

import duckdb
import yaml
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from include.alerts import spool
from include.atomic import replacing
from include.custody.backup.create import newest_backup
from include.errors import PressError
from include.landing.contract import tables
from include.landing.store import loose_days
from include.periods.days import day_start, local_day
from include.reporting.day_status import day_row, outlet_rows
from include.settings import settings
from include.warehouse import published

log = logging.getLogger(__name__)
DECLARATION = Path(__file__).with_name("metrics.yml")
PREFIX = "press_"
EVERY_SECONDS = 300.0  # collecting takes seconds for a large installation; a dashboard needs it no more often
VERDICTS = "select status, count(*) as verdicts from fct_verdicts where verdict_date = date '{}' group by 1 order by 1"
MATTERS = "select state, count(*) as matters from fct_matters where is_open group by 1 order by 1"
Values = Iterator[tuple[str, float]]
"""The value of a figure's label, empty where it has none, and the figure."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One declared figure.

    Attributes:
        name: Its name, with unit last where it has one, as Prometheus' conventions want it.
        help: What it says.
        label: Name of its one label; empty for none.
    """

    name: str
    help: str
    label: str = ""


def declared() -> list[Metric]:
    """Return the figures of the declaration, in its order."""
    return [Metric(**row) for row in yaml.safe_load(DECLARATION.read_text(encoding="utf-8"))]


def textfile() -> Path:
    """Return the file that a monitoring system reads."""
    return settings().home / "metrics" / "press.prom"


def exposition(now: datetime) -> bytes:
    """Return every figure that is available at an instant, in Prometheus' text format.

    A store that cannot be read leaves its figures out and is counted: a figure that is missing raises an alarm, a zero
    would not.
    """
    registry = CollectorRegistry()
    found = _collect(now)
    for metric in declared():
        if metric.name not in found:
            continue
        gauge = Gauge(PREFIX + metric.name, metric.help, [metric.label] if metric.label else [], registry=registry)
        for label, value in found[metric.name]:
            (gauge.labels(label) if metric.label else gauge).set(value)
    return generate_latest(registry)


def write(now: datetime) -> Path:
    """Replace the file with the figures of an instant, and return it."""
    path = textfile()
    with replacing(path, is_derived=True) as stream:
        stream.write(exposition(now))
    return path


def _collect(now: datetime) -> dict[str, list[tuple[str, float]]]:
    """Return the figures by name, among them how many sources could not be read."""
    found: dict[str, list[tuple[str, float]]] = {}
    unreadable = 0
    for source in SOURCES:
        try:
            found |= {name: list(values) for name, values in source(now).items()}
        except (PressError, OSError, duckdb.Error) as error:
            log.warning("metrics: %s: %s", source.__name__.removeprefix("_of_"), error)
            unreadable += 1
    own = {"metrics_timestamp_seconds": [("", now.timestamp())], "unreadable_sources": [("", float(unreadable))]}
    return found | own


def _of_the_day(now: datetime) -> Mapping[str, Values]:
    """Return how many outlets and articles of yesterday, local time, are in each state."""
    day = local_day(now) - timedelta(days=1)
    row = day_row(day, outlet_rows(day))
    missing, short = len(row["missing"]), len(row["short"])
    states = {"complete": row["outlets"] - missing - short, "short": short, "missing": missing}
    articles = {"landed": row["landed"], "quarantined": row["quarantined"]}
    return {
        "day_outlets": iter(states.items()),
        "day_articles": iter(articles.items()),
        "day_timestamp_seconds": _alone(day_start(day).timestamp()),
    }


def _of_the_published_copy(now: datetime) -> Mapping[str, Values]:
    """Return when the published copy was made, yesterday's verdicts in it and the matters that wait for people."""
    day = local_day(now) - timedelta(days=1)
    verdicts = published.rows(VERDICTS.format(day.isoformat()))
    matters = published.rows(MATTERS)
    return {
        "published_timestamp_seconds": _alone(published.current().stat().st_mtime),
        "day_verdicts": iter([(row["status"], row["verdicts"]) for row in verdicts]),
        "open_matters": iter([(row["state"], row["matters"]) for row in matters]),
    }


def _of_the_alerts(_: datetime) -> Mapping[str, Values]:
    """Return the causes of failure that people were notified of and that are not fixed."""
    return {"open_failures": iter([(dag_id, len(causes)) for dag_id, causes in sorted(spool.read_open().items())])}


def _of_the_disk(_: datetime) -> Mapping[str, Values]:
    """Return the free space on the stores' disk, and how many days are waiting for compaction."""
    stores = {"archive": settings().archive, "landing": settings().landing, "published": settings().published}
    room = {name: disk_usage(path).free for name, path in stores.items() if path.exists()}
    return {
        "disk_free_bytes": iter(room.items()),
        "landing_loose_days": _alone(len({day for name in tables() for day in loose_days(name)})),
    }


def _of_the_backups(_: datetime) -> Mapping[str, Values]:
    """Return when the newest backup was made, where backups are made."""
    newest = newest_backup() if settings().backups else None
    made_at = newest and datetime.fromisoformat(newest.made_at).astimezone(UTC)
    return {"backup_timestamp_seconds": _alone(made_at.timestamp())} if made_at else {}


def _alone(value: float) -> Values:
    """Return a figure that has no label."""
    return iter([("", value)])


SOURCES: tuple[Callable[[datetime], Mapping[str, Values]], ...] = (
    _of_the_day,
    _of_the_published_copy,
    _of_the_alerts,
    _of_the_disk,
    _of_the_backups,
)


def write_when_due(now: datetime) -> None:
    """Replace the file when it is missing or older than it may be."""
    path = textfile()
    if not path.exists() or now.timestamp() - path.stat().st_mtime >= EVERY_SECONDS:
        write(now)
