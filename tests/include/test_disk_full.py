"""On a disk that is full each store says so in one sentence, and what was there before is whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from include.settings import ROOT

MOUNT = "mount -t tmpfs -o size=4m tmpfs {folder}"
CHILD = """
import json, os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from include.failures import expected, explain

home = Path(os.environ["PRESS_HOME"])
DAY, NOW = date(2026, 10, 15), datetime(2026, 10, 15, 5, tzinfo=UTC)


def fill():
    with (home / "filler").open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4096)
        except OSError:
            pass


{store}

write(1)
before = state()
fill()
try:
    write(2)
    said = ("nothing", "")
except expected() as error:
    said = explain(error)
try:
    full = state()
except expected() as error:  # SQLite needs a few bytes of its disk even to read: it must say so
    full = before if explain(error)[1] else None
(home / "filler").unlink()
after = state()
write(3)
print(json.dumps({{"said": said, "before": before, "full": full, "after": after, "grown": state()}}))
"""
STORES = {
    "landing": """
from include.landing import store
def write(number):
    store.write("articles", DAY, [], "bao_1")
    store.write("articles", DAY, [], f"bao_{number}")
def state():
    files = sorted((home / "landing" / "articles").rglob("*.parquet"))
    return {path.stem: store.pq.read_metadata(path).num_rows for path in files}
""",
    "archive": """
from include.archive.index import read_index
from include.archive.reader import read
from include.archive.writer import open_day
def write(number):
    body = os.urandom(20_000)
    with open_day("bao_a", DAY) as writer:
        writer.keep(
            f"id-{number}", "article", f"http://a.vn/{number}", final_url="http://a.vn/", status=(200, "OK"),
            headers=[], received=body, body=body, captured_at=NOW, fetched_at=NOW, is_from_archive=False,
        )
def state():
    return {capture.capture_id: len(read(capture).body) for capture in read_index("bao_a", DAY).captures}
""",
    "ledger": """
from include.ledger.entries import append, entries
from include.ledger.verification import verify
def write(number):
    append("switch", f"rule_{number}", {"why": "x" * 30_000}, "tester")
def state():
    assert verify().is_unbroken
    return {entry.subject_id: entry.sequence for entry in entries()}
""",
    "reports": """
from shutil import copy
from include.reporting.compose import compose, read_snapshot
from include.reporting.render import render
from tests.include.reporting.sample_rows import month_query
composed = compose("monthly_compliance", "2026-11", month_query, "build-1").folder
for number in (1, 2, 3):
    (home / "reports" / str(number)).mkdir()
    copy(composed / "snapshot.json", home / "reports" / str(number))
def write(number):
    render(home / "reports" / str(number))
def state():
    for number in (1, 2, 3):
        read_snapshot(home / "reports" / str(number))  # drawing names its font there, and leaves it whole
    drawn = (path for path in (home / "reports").rglob("[!.]*.*") if path.name != "snapshot.json")
    return {f"{path.parent.name}/{path.name}": path.stat().st_size for path in drawn}
""",
    "sealed_files": """
from include.ledger.sealed_files import keep
def write(number):
    keep(bytes([number]) * 20_000)
def state():
    return {path.name: path.stat().st_size for path in (home / "ledger" / "files").glob("[!.]*")}
""",
    "seals": """
from datetime import timedelta
from include.archive import seals
from include.archive.writer import open_day
days = {number: DAY + timedelta(days=number) for number in (1, 2, 3)}
for number, day in days.items():
    with open_day("bao_a", day) as writer:
        writer.keep(
            f"id-{number}", "article", f"http://a.vn/{number}", final_url="http://a.vn/", status=(200, "OK"),
            headers=[], received=b"x", body=b"x", captured_at=NOW, fetched_at=NOW, is_from_archive=False,
        )
def write(number):
    seals.seal(days[number])
def state():
    found = {str(number): seals.digest(day) for number, day in days.items() if seals.digest(day)}
    assert all(what == "intact" for number in found for _, what in seals.check(days[int(number)]))
    return found
""",
    "outbox": """
from email.message import EmailMessage
from include.mailing import outbox
def write(number):
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@example.vn>"
    outbox.note_claimed(message, bytes(message))
    outbox.note_sent(message["Message-ID"])
def state():
    found = {number: outbox.state_of(f"<{number}@example.vn>") for number in ("1", "2", "3")}
    return {number: state for number, state in found.items() if state != "unknown"}
""",
    "alerts": """
from include.alerts import metrics, spool
def write(number):
    spool.note_cause(f"dag_{number}", "r", "task", 0, "x" * 300)
    spool.note_run(spool.EndedRun(f"dag_{number}", "r", "owner", NOW.isoformat(), (("task", 0),)))
    spool.write_open({f"dag_{number}": {"task/x": NOW.isoformat()}} | spool.read_open())
    metrics.write(NOW)
def state():
    whole = metrics.textfile().read_text("utf-8").endswith("\\n")
    runs = {run.dag_id: spool.cause(run, "task", 0).sentence for run in spool.ended_runs()}
    return {"metrics": whole, **runs, **{f"open {dag_id}": 1 for dag_id in spool.read_open()}}
""",
    "backups": """
from datetime import timedelta
from include.custody.backup.create import backups, create_backup
from include.custody.backup.restore import verify_backup
from include.ledger.entries import append
from include.settings import settings
os.environ["PRESS_BACKUPS"] = str(home / "backups")
settings.cache_clear()
append("switch", "rule", {"why": "x" * 30_000}, "tester")
def write(number):
    create_backup(NOW + timedelta(days=number))
def state():
    return {path.name: verify_backup(path)["ledger_entries"] for path in backups(home / "backups")}
""",
    "snapshots": """
from include.atomic import replace_text
def write(number):
    replace_text(home / "reports" / f"{number}.json", "x" * 20_000)
def state():
    return {path.name: path.stat().st_size for path in (home / "reports").glob("[!.]*")}
""",
}


def has_namespaces(folder: Path) -> bool:
    """Return whether this computer lets a test mount a small disk of its own."""
    try:
        mounted = subprocess.run(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNT.format(folder=folder)],
            capture_output=True,
            timeout=120,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return mounted.returncode == 0


@pytest.mark.parametrize("name", STORES)
def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path, name: str) -> None:
    if not has_namespaces(tmp_path):
        pytest.skip("a small disk cannot be mounted here: it needs a mount namespace")
    script = tmp_path.parent / f"{name}.py"
    script.write_text(CHILD.format(store=STORES[name]), encoding="utf-8")
    environment = {**os.environ, "PRESS_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = f"{MOUNT.format(folder=tmp_path)} && exec {sys.executable} {script}"
    ended = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    found = json.loads(ended.stdout.splitlines()[-1])
    message, hint = found["said"]
    assert any(words in message.lower() for words in ("no space left", "disk is full", "disk i/o")), found["said"]
    assert hint
    assert found["before"] == found["full"] == found["after"]
    assert found["grown"].items() > found["before"].items()


KEPT_IN_THE_LOG = """
import os, sqlite3
from include.ledger.entries import append
from include.settings import settings
append("switch", "rule", {}, "tester")
reader = sqlite3.connect(settings().home / "ledger" / "ledger.sqlite")
reader.execute("select 1 from ledger_entries").fetchone()  # as long as somebody reads, the log stays
append("switch", "rule", {}, "tester")
os._exit(0)
"""


def test_a_ledger_on_a_file_system_that_can_only_be_read_is_verified_with_its_newest_entries(tmp_path: Path) -> None:
    if not has_namespaces(tmp_path):
        pytest.skip("a small disk cannot be mounted here: it needs a mount namespace")
    steps = (
        MOUNT.format(folder=tmp_path),
        f"{sys.executable} -c '{KEPT_IN_THE_LOG}'",
        f"test -s {tmp_path}/ledger/ledger.sqlite-wal",
        f"mount -o remount,ro {tmp_path}",
        f"{sys.executable} -m include.cli decisions verify --json --against {tmp_path}/ledger/ledger.sqlite",
    )
    ended = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", " && ".join(steps)],
        cwd=ROOT,
        env={**os.environ, "PRESS_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    found = json.loads(ended.stdout)
    assert (found["entries"], found["is_unbroken"]) == (2, True)
