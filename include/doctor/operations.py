"""Checks of what fails silently over time: clock, growth of the archive, compaction of landing, alerts, Airflow."""

import ctypes
import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

from include.archive.index import archived_days, archived_outlets, warc_path
from include.doctor.finding import Finding
from include.landing.contract import tables
from include.landing.store import loose_days
from include.periods.days import local_day
from include.settings import ROOT, settings

UNSYNCHRONISED = 5  # what adjtimex(2) returns for an unsynchronised clock
TIMEX_BYTES = 512  # more than the structure of any kernel
GROWTH_DAYS = 30
LEAST_DAYS_LEFT = 90
MOST_LOOSE_DAYS = 100
ALIVE_SECONDS = 300.0  # five passes of the watch
AIRFLOW_SECONDS = 120.0


def check_clock() -> Finding:
    """Ask the kernel whether the clock is synchronised: verdicts on delays of minutes rest on it."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))
    except (OSError, AttributeError):
        return Finding(True, "this kernel does not say whether the clock is synchronised", "")
    found = "nothing synchronises this computer's clock" if state == UNSYNCHRONISED else "set from outside"
    return Finding(True, found if state >= 0 else "the kernel does not say whether the clock is synchronised", "")


def check_growth() -> Finding:
    """Estimate from the archive's growth of the last month for how many days the disk has room."""
    today = local_day(datetime.now(UTC))
    grown = sum(_bytes(outlet_id, today - timedelta(days=GROWTH_DAYS)) for outlet_id in archived_outlets())
    if not grown:
        return Finding(True, f"the archive has not grown in {GROWTH_DAYS} days", "")
    left = shutil.disk_usage(settings().archive).free * GROWTH_DAYS // grown
    found = f"{grown / 1e9:.2f} GB in {GROWTH_DAYS} days; at this rate there is room for {left} days"
    return Finding(left >= LEAST_DAYS_LEFT, found, "Add a disk, or shorten PRESS_ARCHIVE_RETENTION_DAYS.")


def _bytes(outlet_id: str, since: date) -> int:
    """Return the bytes of an outlet's archive of the days since one."""
    paths = (warc_path(outlet_id, day) for day in archived_days(outlet_id) if day >= since)
    return sum(path.stat().st_size for path in paths if path.exists())


def check_landing() -> Finding:
    """Count the days of landing that have loose files; each build compacts them."""
    loose = {day for name in tables() for day in loose_days(name)}
    found = f"{len(loose)} days are not compacted"
    return Finding(len(loose) <= MOST_LOOSE_DAYS, found, "Run press landing compact; check that build_warehouse runs.")


def check_alerts() -> Finding:
    """Check that the watch has run lately, where DAGs run by the clock."""
    alive = settings().home / "alerts" / "alive"
    if not settings().is_scheduled:
        return Finding(True, "DAGs are not scheduled here, so no watch is needed", "")
    age = time.time() - alive.stat().st_mtime if alive.exists() else None
    found = "the watch has never run" if age is None else f"the watch last ran {age:.0f} s ago"
    return Finding(age is not None and age <= ALIVE_SECONDS, found, "Start the service: press alerts watch.")


def check_airflow() -> Finding:
    """Ask Airflow, in an environment of its services, for DAGs, pools, parts and users."""
    if not settings().is_beside_airflow:
        return Finding(True, "not asked: this is not an environment of Airflow's services (.ci/start)", "")
    command = [sys.executable, "-m", "orchestration.doctor"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=AIRFLOW_SECONDS)
    except subprocess.TimeoutExpired:
        return Finding(False, f"no answer within {AIRFLOW_SECONDS:.0f} s", "Check that PostgreSQL is up.")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"check"')]
    if done.returncode or not rows:
        said = done.stderr.strip().splitlines()[-1:] or ["it printed nothing"]
        return Finding(False, f"Airflow cannot be asked: {said[0]}", "airflow info shows the settings it reads.")
    wrong = [row for row in rows if not row["is_well"]]
    found = "; ".join(f"{row['check']}: {row['found']}" for row in wrong or rows)
    return Finding(not wrong, found, " ".join(row["hint"] for row in wrong))
