"""Reports over marts of 1,000 outlets, a year of days and 1 million generated articles, by the clock and in memory.

The marts are written as their contracts say, with rows drawn from numbers alone; a report reads reprints, coverage and
matters of all outlets from them, and figures by period as the warehouse sums them up. Each report is composed and drawn
in all its forms in a process of its own. Then 500 recipients get the month's report over a mail server on loopback that
runs in a process of its own and keeps every mail, and 200 letters are drawn. Marks: all forms within 20 s and 1 GB, the
yearly report within 60 s, 200 notices within 30 s, 500 recipients within 60 s.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

from include.settings import ROOT, settings

OUTLETS, DAYS, ARTICLES, MATTERS = 1000, 366, 1_000_000, 20_000
RECIPIENTS, LETTERS = 500, 200
FIRST, LAST = date(2025, 12, 15), date(2026, 12, 15)
MONTH, YEAR = "2026-11", "2026"
DUE = date(2026, 12, 21)
MARTS = ROOT / "dbt_project" / "models" / "marts"
ROWS = ROOT / "benchmarks" / "report_marts.sql"
SEEDS = ROOT / "dbt_project" / "seeds"
DRAW = """
import json, sys, time
from benchmarks.memory import peak_kilobytes
from include.reporting.compose import compose
from include.reporting.render import render
began = time.perf_counter()
snapshot = compose(sys.argv[1], sys.argv[2], build_id="benchmark")
composed = time.perf_counter()
render(snapshot.folder)
done = time.perf_counter()
said = {"folder": str(snapshot.folder), "composed": composed - began, "all": done - began, "cpu": time.process_time()}
print(json.dumps(said | {"gigabytes": peak_kilobytes() / 1024**2}))
"""


def _seeded(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the rules and their versions from the catalogue."""
    with (SEEDS / "rules.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            connection.execute(
                "insert into dim_rules by name select ? as rule_id, ? as title_vi, ? as code",
                [row["rule_id"], row["title_vi"], row["code"]],
            )
    with (SEEDS / "rule_versions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not row["effective_to"]:
                version = f"{row['rule_id']}@{row['effective_from']}"
                connection.execute(
                    "insert into dim_rule_versions by name select ? as rule_id, ? as rule_version_id, ? as instrument, "
                    "? as provision, cast(? as date) as effective_from",
                    [row["rule_id"], version, row["instrument"], row["provision"], row["effective_from"]],
                )


def _publish() -> None:
    """Write the marts as a published copy: every mart as its contract says, rows where a report reads many."""
    build = settings().published / "builds" / "one"
    build.mkdir(parents=True)
    sizes = {"outlets": OUTLETS, "days": DAYS, "articles": ARTICLES, "matters": MATTERS, "first": FIRST}
    with duckdb.connect(build / "warehouse.duckdb") as connection:
        for path in sorted(MARTS.rglob("*.yml")):
            for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
                columns = ", ".join(f'"{one["name"]}" {one["data_type"]}' for one in model["columns"])
                connection.execute(f"create table {model['name']} ({columns})")
        _seeded(connection)
        connection.execute(ROWS.read_text(encoding="utf-8").format(**sizes))
    (settings().published / "current").symlink_to(Path("builds") / "one")


@contextmanager
def _installation() -> Iterator[Path]:
    """Make an installation with the marts, an approver and the register of recipients, and yield its folder."""
    from include.landing import store

    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(PRESS_HOME=folder, PRESS_APPROVERS="giam_doc")
        settings.cache_clear()
        _publish()
        rows = [
            {"recipient_id": f"r{n}", "role": f"Đơn vị {n}", "work_address": f"r{n}@hanoi.example.vn", "report": "all",
             "effective_from": FIRST, "effective_to": None, "register_row_id": f"recipients-{n}", "sheet": "csv",
             "file_name": "recipients.csv", "file_sha256": "0" * 64, "row_number": n + 2, "day": FIRST}
            for n in range(RECIPIENTS)
        ]  # fmt: skip
        store.write("recipients", FIRST, rows)
        yield Path(folder)
    os.environ.clear()
    os.environ.update(before)
    settings.cache_clear()


def _drawn(report: str, period: str) -> dict[str, Any]:
    """Compose and draw one report in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", DRAW, report, period], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _unnamed() -> None:
    """Take the named matters out of the copy: this run's ledger holds no notice, so no report may leave with a name."""
    with duckdb.connect(settings().published / "current" / "warehouse.duckdb") as connection:
        connection.execute("delete from rpt_named_matters")


def _delivered(folder: str, home: Path) -> tuple[float, float]:
    """Approve a report, mail it to every recipient, and return the seconds by the clock and of the processor."""
    from include.local_stack.ports import free_port, is_free
    from include.reporting.approve import Login, approve
    from include.reporting.deliver import deliver

    os.environ["PRESS_SMTP_PORT"] = str(port := free_port(1025))
    settings.cache_clear()
    approve(folder, Login("giam_doc", "benchmark"), "Đã xem")
    command = [
        sys.executable,
        "-m",
        "benchmarks.mail_sink",
        "--port",
        str(port),
        "--folder",
        str(home / "mailbox"),
    ]
    mailbox = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # its work is not the delivery's
    try:
        while is_free(port):
            time.sleep(0.1)
        began, worked = time.perf_counter(), time.process_time()
        sent = deliver(folder, today=DUE)["sent"]
        spent = time.perf_counter() - began, time.process_time() - worked
    finally:
        mailbox.terminate()
        mailbox.wait(30)
    arrived = len(list((home / "mailbox").glob("*.eml")))
    if (sent, arrived) != (RECIPIENTS, RECIPIENTS):
        sys.exit(f"{sent} of {RECIPIENTS} mails left, {arrived} arrived.")
    return spent


def _letters() -> tuple[float, float]:
    """Draw letters of two pages each and return the seconds by the clock and of the processor."""
    from include.reporting.declaration import report
    from include.reporting.render.letter import render_letter

    lead = report("monthly_compliance").lead_on(LAST)
    body = "\n\n".join(f"Nội dung {n}: trang chủ ngày {n + 1:02}/11/2026 chưa ghi số giấy phép." for n in range(28))
    began, worked = time.perf_counter(), time.process_time()
    for number in range(LETTERS):
        render_letter(f"V/v đề nghị cho ý kiến\nKính gửi: Trang {number}\n\n{body}", lead, LAST)
    return time.perf_counter() - began, time.process_time() - worked


def _row(what: str, spent: tuple[float, float], mark: str) -> dict[str, Any]:
    """Return a row: the clock's seconds, and the processor's beside it, for others may work on the same cores."""
    clock, processor = spent
    return {"what": f"{what} ({processor:.1f} cpu-seconds)", "value": round(clock, 1), "unit": "s", "mark": mark}


def run() -> list[dict[str, Any]]:
    """Return what the reports, the letters and the mails took."""
    with _installation() as home:
        month, year, form = (
            _drawn(*one)
            for one in (("monthly_compliance", MONTH), ("yearly_compliance", YEAR), ("yearly_spokesperson", YEAR))
        )
        _unnamed()
        mails = _delivered(_drawn("monthly_compliance", MONTH)["folder"], home)
    size = f"{OUTLETS:,} outlets, {ARTICLES:,} articles, all forms of the report"
    memory = max(one["gigabytes"] for one in (month, year, form))
    return [
        _row(f"{size} of a month", (month["all"], month["cpu"]), "≤ 20"),
        _row(f"{size} of a year", (year["all"], year["cpu"]), "≤ 60"),
        _row(f"{size} of spokespersons", (form["all"], form["cpu"]), "≤ 20"),
        {"what": "most memory of these", "value": round(memory, 2), "unit": "GB", "mark": "≤ 1"},
        _row(f"{LETTERS} letters drawn", _letters(), "≤ 30"),
        _row(f"{RECIPIENTS} mails to a server here", mails, "≤ 60"),
    ]
