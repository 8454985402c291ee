"""One day of many outlets through every stage, from the first request to a rendered report, each in its own process.

``make load OUTLETS=1000`` is the national scale: 100 articles an outlet. The outlets are those of ``collecting``,
served on this computer and asked without pause; their texts are unlike each other but for a declared share of reprints.
What must hold whatever the size: every article that was listed is landed, the two equations of the day balance, every
declared reprint is found, and the published copy holds all. Times say what one stage costs, on
the machine that is named.
"""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.collecting import BATCH, DAY, PAGES, PROFILE, WORKERS, answer
from benchmarks.drawn_texts import declared_pairs
from benchmarks.local_server import serving
from benchmarks.warehouse import elsewhere
from include.cli.output import to_json
from include.landing import store
from include.landing.contract import table
from include.outlets import registry
from include.outlets.landing import land_profiles

OUTLETS = 30
MARK_SECONDS, MARK_ARTICLES = 420, 100_000
STAGE = """
import datetime, json, multiprocessing, time
from benchmarks.memory import peak_kilobytes
day = datetime.date({year}, {month}, {day})
wall, cpu = time.monotonic(), time.process_time()
{code}
print(json.dumps(dict(
    seconds=time.monotonic() - wall, cpu=time.process_time() - cpu, gigabytes=peak_kilobytes() / 1024**2, found=found
), default=str))
"""
COLLECT = """
from benchmarks.collecting import BATCH, WORKERS, close
ids = {ids}
with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
    found = pool.map(close, [ids[n : n + BATCH] for n in range(0, len(ids), BATCH)], chunksize=1)
cpu -= sum(seconds for _, _, _, seconds in found)
peaks = {{process: peak for _, process, peak, _ in found}}
found = dict(landed=sum(count for count, _, _, _ in found), gigabytes=sum(peaks.values()) / 1024**2)
"""
STAGES = {
    "collect": COLLECT,
    "register": "from benchmarks.load import register_here; found = register_here(day)",
    "admit": "from include.validation.gate import admit_days; found = admit_days([day])",
    "classify": "from include.classification.classify import classify_days; found = classify_days([day])",
    "reconcile": """
from include.landing.reconciliation import reconcile
from include.outlets import registry
found = reconcile([profile.outlet_id for profile in registry.followed()], [day]).summary()
""",
    "build": """
from include.warehouse.build import build_warehouse
from include.warehouse import published
found = build_warehouse(None).summary()
found["articles"] = published.rows("select count(*) as n from fct_articles")[0]["n"]
""",
    "report": """
from include.reporting.compose import compose
from include.reporting.render.files import render
found = render(compose("ad_hoc_compliance", f"{{day}}_{{day}}").summary()["snapshot"])
""",
}


def register_here(day: date) -> int:
    """Land the profiles of this process's installation and a licence for each outlet; return how many."""
    landed = land_profiles(day)
    declared = table("licences")
    filler: dict[str, Any] = {"string": "-", "integer": 1, "number": 0.0, "boolean": False, "date": day}
    required = {c.name: c.choices[0] if c.choices else filler[c.type] for c in declared.columns if c.is_required}
    rows = [
        required
        | {
            "outlet_id": profile.outlet_id, "outlet_name": profile.name, "kind": "newspaper", "day": day,
            "legal_form": "press_agency", "licensing_authority": "city",
            "domains": " ".join(domain.name for domain in profile.domains),
            "issued_on": date(2022, 1, 1), "valid_to": date(2032, 1, 1), "licence_number": profile.outlet_id,
            "register_row_id": profile.outlet_id,
        }
        for profile in registry.followed()
    ]  # fmt: skip
    store.write("licences", day, rows)
    return len(landed)


@contextmanager
def city(outlets: int) -> Iterator[dict[str, str]]:
    """Serve a number of outlets; return the settings of an installation that collects them."""
    with tempfile.TemporaryDirectory() as folder, serving(answer) as (port, _):
        home = Path(folder)
        (home / "profiles").mkdir()
        for number in range(outlets):
            text = PROFILE.format(number=number) + "is_followed: true\n"
            (home / "profiles" / f"trang_{number}.yml").write_text(text, encoding="utf-8")
        hosts = "".join(f'trang{number}.example.vn: "127.0.0.1:{port}"\n' for number in range(outlets))
        (home / "hosts.yml").write_text(hosts, encoding="utf-8")
        yield {"PRESS_PROFILES": f"{folder}/profiles", "PRESS_HOSTS_FILE": f"{folder}/hosts.yml", "home": folder}


def close_day(outlets: int, stages: Mapping[str, str] = STAGES) -> dict[str, dict[str, Any]]:
    """Run stages one after the other, all unless some are named, and return what each took and found."""
    ids, done = [f"trang_{number}" for number in range(outlets)], {}
    with city(outlets) as settings:
        home = Path(settings.pop("home"))
        for name, code in stages.items():
            stage = STAGE.format(year=DAY.year, month=DAY.month, day=DAY.day, code=code.format(ids=ids))
            print(f"load: {name} …", file=sys.stderr, flush=True)
            done[name] = json.loads(elsewhere(home, stage, **settings).splitlines()[-1])
        done["disk"] = {folder.name: _bytes_below(folder) for folder in home.iterdir() if folder.is_dir()}
    done["collect"]["gigabytes"] = max(done["collect"]["gigabytes"], done["collect"]["found"]["gigabytes"])
    return done


def _bytes_below(folder: Path) -> int:
    """Return the bytes of all files below a folder, each counted once however often it is linked."""
    files = {(found.st_dev, found.st_ino): found.st_size for path in folder.rglob("*") if (found := path.lstat())}
    return sum(files.values())


def run(outlets: int = OUTLETS) -> list[dict[str, Any]]:
    """Measure and return the rows; a day that lost an article is a row that misses its mark."""
    done, listed = close_day(outlets), outlets * PAGES
    disk = done.pop("disk")
    size = f"{outlets} outlets, {listed} articles"
    seconds = sum(stage["seconds"] for stage in done.values())
    rows = [
        {"what": f"{name}, {size}", "value": round(stage["seconds"], 1), "unit": "s", "peer": "processor time",
         "peer_value": round(stage["cpu"], 1)}
        for name, stage in done.items()
    ]  # fmt: skip
    counts = done["reconcile"]["found"]
    return [
        *rows,
        {"what": f"all stages called directly, {size}", "value": round(seconds, 1), "unit": "s",
         "mark": f"<= {MARK_SECONDS}" if listed >= MARK_ARTICLES else None},
        {"what": "largest stage", "value": round(max(stage["gigabytes"] for stage in done.values()), 2), "unit": "GB",
         "mark": "<= 4"},
        *({"what": f"disk of {name} an article", "value": round(disk[name] / 1024 / listed, 2), "unit": "kB"}
          for name in ("archive", "landing", "warehouse", "published")),
        {"what": "articles landed", "value": counts["landed"], "unit": "articles", "mark": str(listed)},
        {"what": "articles of which something failed", "value": counts["failed"], "unit": "articles", "mark": "0"},
        {"what": "pairs of articles that print one text", "value": done["classify"]["found"]["reprints"],
         "unit": "pairs", "mark": str(declared_pairs(outlets, PAGES))},
        {"what": "articles in the published copy", "value": done["build"]["found"]["articles"], "unit": "articles",
         "mark": str(listed)},
    ]  # fmt: skip


if __name__ == "__main__":
    print(f"{platform.machine()}, {os.cpu_count()} cores, {WORKERS} workers, batches of {BATCH}", file=sys.stderr)
    for row in run(int(sys.argv[1]) if len(sys.argv) > 1 else OUTLETS):
        print(to_json(row))
