"""Landing of three years as production leaves it, at a tenth of the national number of outlets.

A day's build and the full rebuild after three years beside those after a month, in one run; and one month loaded from
small files, as landing was kept before segments, beside the same month from segments. Marks: a day's build at most 60
seconds and twice the first month's, a full rebuild at most 15 minutes and 6 GB.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.warehouse import elsewhere, generate, measure

OUTLETS, ARTICLES_A_DAY = 100, 274
MONTH, YEARS = 30, 3 * 365
LOAD = """
import json, time
from pathlib import Path
from include.settings import settings
from include.warehouse import load as loading
from include.warehouse.store import open_store
if {is_loose}:
    loading.compact = lambda: None
warehouse = open_store()
wall, cpu = time.monotonic(), time.process_time()
loading.load(warehouse)
first = time.monotonic() - wall, time.process_time() - cpu
wall, cpu = time.monotonic(), time.process_time()
loading.load(warehouse)
again = time.process_time() - cpu
files = [path for path in Path(settings().landing).rglob("*.parquet")]
print(json.dumps(dict(
    cpu=first[1], again=again, files=len(files), megabytes=sum(p.stat().st_blocks * 512 for p in files) / 1e6
)))
"""


def _load(home: Path, *, is_loose: bool) -> dict[str, Any]:
    """Load a landing as it lies, and once more when nothing has changed."""
    found: dict[str, Any] = json.loads(elsewhere(home, LOAD.format(is_loose=is_loose)).splitlines()[-1])
    return found


def layouts(folder: Path) -> list[dict[str, Any]]:
    """Compare one month in small files with the same month in segments."""
    loose, compacted = folder / "loose", folder / "compacted"
    generate(compacted, OUTLETS, MONTH, ARTICLES_A_DAY * MONTH)
    size = f"{OUTLETS}, {MONTH}, {ARTICLES_A_DAY * MONTH}"
    elsewhere(
        loose,
        f"from benchmarks.warehouse import land_here as go; [go({size}, number) for number in range({MONTH})]",
    )
    ours, peer = _load(compacted, is_loose=False), _load(loose, is_loose=True)
    lines = {
        "cpu": ("load of a month", "s cpu"),
        "again": ("load when nothing has changed", "s cpu"),
        "files": ("files of a month", "files"),
        "megabytes": ("disk for a month", "MB"),
    }
    return [
        {
            "what": f"{what}, {OUTLETS} outlets", "value": round(ours[key], 2), "unit": unit,
            "peer": "small files", "peer_value": round(peer[key], 2), "ratio": round(ours[key] / peer[key], 3),
        }
        for key, (what, unit) in lines.items()
    ]  # fmt: skip


def years(folder: Path) -> list[dict[str, Any]]:
    """Compare builds after three years with those after the first month."""
    first_full, first_day, _ = measure(folder / "month", ARTICLES_A_DAY * MONTH, OUTLETS, MONTH)
    full, day, decision = measure(folder / "years", ARTICLES_A_DAY * YEARS, OUTLETS, YEARS)
    size = f"{OUTLETS} outlets, {YEARS} days, {ARTICLES_A_DAY * YEARS} articles"
    return [
        {
            "what": f"one day's build, {size}", "value": day["seconds"], "unit": "s", "peer": "the first month's",
            "peer_value": first_day["seconds"], "ratio": round(day["seconds"] / first_day["seconds"], 2),
            "mark": "<= 60, ratio <= 2",
        },
        {"what": f"full rebuild, {size}", "value": full["seconds"], "unit": "s", "peer": "the first month's",
         "peer_value": first_full["seconds"], "ratio": round(full["seconds"] / first_full["seconds"], 2),
         "mark": "<= 900"},
        {"what": f"a decision's build, {size}", "value": decision["seconds"], "unit": "s", "peer": "one day's build",
         "peer_value": day["seconds"], "ratio": round(decision["seconds"] / day["seconds"], 2), "mark": "<= 10"},
        {"what": "full rebuild, peak memory", "value": full["gigabytes"], "unit": "GB", "mark": "<= 6"},
        {"what": "one day's build, peak memory", "value": day["gigabytes"], "unit": "GB", "mark": "<= 4"},
    ]  # fmt: skip


def run() -> list[dict[str, Any]]:
    """Measure both comparisons."""
    with tempfile.TemporaryDirectory() as name:
        return [*layouts(Path(name)), *years(Path(name))]
