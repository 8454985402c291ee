"""A day's chain under Airflow beside the same stages called directly, in one run: what scheduling costs.

Both have loaded every stage, and a first build of the registers is behind them. Under Airflow a day is closed on a
stack as ``make run`` starts it: its processor time is that of every process of it from the trigger to the end of the
last run, the sample city and the mailbox left out. Called directly, the same batches are closed in as many processes as
Airflow runs tasks at once, and each later stage once. Measured are days of the sample city; with a number
(``python -m benchmarks.airflow_cost 100``) a day of so many outlets of ``load``, 100 articles each.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.collecting import BATCH, DAY, PAGES
from benchmarks.load import city
from benchmarks.warehouse import elsewhere
from include.cli.output import to_json
from include.local_stack.chain import settle, start_watch
from include.local_stack.children import members
from include.local_stack.environment import PARALLEL_TASKS
from include.local_stack.stack import Stack, running_stack
from include.settings import settings

SAMPLE_DAYS = tuple(date(2026, 11, day) for day in range(10, 15))
# The longest chain of tasks of a day, and what is allowed for each.
CHAIN = ("land_profiles", "harvest", "reconcile", "admit", "classify", "check", "build", "compare_issued")
SECONDS_A_TASK, CPU_RATIO = 1.2, 1.3
NOT_AIRFLOW = {"sample-city", "mailbox"}
PREPARE = """
import datetime
from include.warehouse.build import build_warehouse
from include.warehouse.catalogue import land_catalogue
day = datetime.date.fromisoformat({day!r})
{registers}
land_catalogue(day)
build_warehouse(None)
"""
DIRECT = """
import datetime, json, multiprocessing, resource, time
from importlib import import_module
from include.local_stack.scheduler import STAGES, TOOLS
for name in (*STAGES, *TOOLS):
    import_module(name)
from include.classification.classify import classify_days
from include.ingestion.harvest import close_days
from include.landing.reconciliation import reconcile
from include.outlets import registry
from include.outlets.landing import land_profiles
from include.reporting.corrections import check_issued
from include.settings import settings
from include.validation.gate import admit_days
from include.validation.landed import check_landed, written_by
from include.warehouse.build import build_warehouse

def used():
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)

settings.cache_clear()
days = [datetime.date.fromisoformat(day) for day in {days}]
wall, cpu = time.monotonic(), used()
land_profiles(days[-1])
batches = registry.batches(settings().outlets_a_batch)
with multiprocessing.get_context("fork").Pool({parallel}, maxtasksperchild=1) as pool:
    pool.starmap(close_days, [(batch, days) for batch in batches], chunksize=1)
    pool.close()
    pool.join()
reconcile([outlet_id for batch in batches for outlet_id in batch], days)
admit_days(days)
classify_days(days)
check_landed(written_by("include.classification"), days)
build_warehouse(days)
check_issued(datetime.datetime.now(datetime.UTC))
print(json.dumps(dict(seconds=time.monotonic() - wall, cpu=used() - cpu)))
"""


@dataclass(frozen=True)
class Place:
    """What is collected.

    Attributes:
        what: In words.
        days: The days to close.
        settings: Settings beyond those of the stack.
        registers: Code that loads the registers of ``day``.
    """

    what: str
    days: tuple[date, ...]
    settings: Mapping[str, str]
    registers: str


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of processor time, and the number of tasks."""

    seconds: float
    cpu: float
    tasks: int = 0


@contextmanager
def place(outlets: int) -> Iterator[Place]:
    """Serve outlets of ``load``; where their number is 0, leave it to the stack's sample city."""
    if not outlets:
        registers = "from include.registers.load import load_registers; load_registers(day)"
        yield Place(f"sample city, {len(SAMPLE_DAYS)} days", SAMPLE_DAYS, {}, registers)
        return
    with city(outlets) as served:
        more = {name: value for name, value in served.items() if name != "home"} | {"PRESS_OUTLETS_A_BATCH": str(BATCH)}
        registers = "from benchmarks.load import register_here; register_here(day)"
        yield Place(f"{outlets} outlets, {outlets * PAGES} articles", (DAY,), more, registers)


def processor_seconds(stack: Stack) -> float:
    """Return the processor time of all processes of a stack so far, but for those that stand for the world outside."""
    outside = members({child.process.pid for child in stack.children.running if child.name in NOT_AIRFLOW})
    found = 0
    for process in set(stack.children.left_behind()) - set(outside):
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended: its parent has its time
        found += sum(map(int, stat[11:15]))
    return found / os.sysconf("SC_CLK_TCK")


def under_airflow(stack: Stack, days: tuple[date, ...]) -> Cost:
    """Close days on a stack and return what that cost, from the trigger to the end of the last task."""
    before, began, ended = processor_seconds(stack), datetime.now(UTC), []
    watch = start_watch(stack)
    watch.trigger("ingest_outlets", {"from_day": days[0].isoformat(), "to_day": days[-1].isoformat()})
    settle(watch, lambda task, _: ended.append(task), lambda _: None)
    last = max(datetime.fromisoformat(task["end_date"]) for task in ended)
    return Cost((last - began).total_seconds(), processor_seconds(stack) - before, len(ended))


def called_directly(home: Path, days: tuple[date, ...], variables: Mapping[str, str]) -> Cost:
    """Close days by the stages alone and return what that cost."""
    code = DIRECT.format(days=[day.isoformat() for day in days], parallel=PARALLEL_TASKS)
    return Cost(**json.loads(elsewhere(home, code, **variables).splitlines()[-1]))


def measure(outlets: int) -> tuple[str, Cost, Cost, Cost]:
    """Return what was collected, what the start of the stack cost, and the chain under Airflow and called directly."""
    with place(outlets) as here, tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder, name) for name in ("airflow", "direct")]
        os.environ["PRESS_HOME"] = str(homes[0])
        settings.cache_clear()
        began = datetime.now(UTC)
        with running_stack(lambda line: print(line, file=sys.stderr), here.settings) as stack:
            start = Cost((datetime.now(UTC) - began).total_seconds(), processor_seconds(stack))
            own = {
                name: value
                for name, value in stack.environment.items()
                if name.startswith("PRESS_") and name != "PRESS_HOME"
            }
            for home in homes:
                elsewhere(home, PREPARE.format(day=here.days[-1].isoformat(), registers=here.registers), **own)
            scheduled = under_airflow(stack, here.days)
            return here.what, start, scheduled, called_directly(homes[1], here.days, own)


def run(outlets: int = 0) -> list[dict[str, Any]]:
    """Measure and return the rows."""
    what, start, scheduled, direct = measure(outlets)
    added = scheduled.seconds - direct.seconds
    return [
        {"what": f"{what}, {scheduled.tasks} tasks: processor time", "value": round(scheduled.cpu, 1), "unit": "s",
         "peer": "stages called directly", "peer_value": round(direct.cpu, 1),
         "ratio": round(scheduled.cpu / direct.cpu, 2), "mark": f"<= {CPU_RATIO}" if outlets else None},
        {"what": "by the clock", "value": round(scheduled.seconds, 1), "unit": "s", "peer": "stages called directly",
         "peer_value": round(direct.seconds, 1), "ratio": round(scheduled.seconds / direct.seconds, 2)},
        {"what": f"added by the clock, for each of {len(CHAIN)} tasks in a row", "value": round(added / len(CHAIN), 2),
         "unit": "s", "mark": None if outlets else f"<= {SECONDS_A_TASK}"},
        {"what": "start of Airflow, by the clock", "value": round(start.seconds, 1), "unit": "s",
         "peer": "processor time", "peer_value": round(start.cpu, 1)},
    ]  # fmt: skip


if __name__ == "__main__":
    for row in run(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
        print(to_json(row))
