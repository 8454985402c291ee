"""Judges one side of a comparison, behind a fence: nobody has agreed yet to what a changed dbt project says and runs.

It happens in a process of its own (include.warehouse.fenced), which has the side's warehouse, the project and this
program to read, and nothing of the installation: no key, no ledger, no settings, no archive, no connection. What it
writes lies in the side's home.
"""

import os
from datetime import date
from pathlib import Path

from include.errors import InvariantError
from include.settings import settings
from include.variables import PREFIX
from include.warehouse import dbt
from include.warehouse.store import open_store

VERDICTS = Path("warehouse", "verdicts.parquet")  # below a side's home, where its warehouse may write
PLACED = "select table_schema from information_schema.tables where table_name = 'fct_verdicts'"  # an earlier project's
JUDGED = """copy (
    select outlet_id, rule_id, rule_version_id, status, strength, cause, verdict_date from {schema}.fct_verdicts
    where verdict_date between date '{first}' and date '{last}'
) to '{file}' (format parquet)"""
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONHASHSEED")  # of the environment


def environment() -> dict[str, str]:
    """Return what the fenced process is told: where it works and how much memory it may use, and no secret."""
    own = settings()
    temporary = own.home / "tmp"
    temporary.mkdir(exist_ok=True)
    said = {
        "home": own.home,
        "ledger_key_file": own.home / "none" / "ledger.pem",
        "ledger_url": f"sqlite:///{own.home / 'none' / 'ledger.sqlite'}",
        "warehouse_target": own.warehouse_target,
        "warehouse_memory": own.warehouse_memory,
        "observed_share_minimum": own.observed_share_minimum,
    }
    given = {PREFIX + name.upper(): str(value) for name, value in said.items()}
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    return {**kept, **given, "HOME": str(own.home), "TMPDIR": str(temporary)}


def judge(project: Path, first: date, last: date) -> None:
    """Judge every day of this home's warehouse by a project, and write the verdicts of some days.

    All days are judged, since a verdict may rest on earlier ones; the written days are those compared.

    Raises:
        InvariantError: The project does not build.
    """
    kinds = ["--resource-type", "model", "--resource-type", "seed"]
    answer = dbt.run_dbt(["--quiet", "build", "--full-refresh", "--select", "+fct_verdicts", *kinds], project)
    failed = [row for row in dbt.outcomes_of(answer) if row["status"] not in ("success", "skipped")]
    if not answer.success:
        said = "; ".join(f"{row['node']}: {row['message']}" for row in failed) or str(answer.exception)
        raise InvariantError(f"The project does not build. {said}")
    store = open_store()
    try:
        [(schema,)] = store.rows(PLACED)
        store.execute(JUDGED.format(schema=schema, first=first, last=last, file=settings().home / VERDICTS))
    finally:
        store.close()
