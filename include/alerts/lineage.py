"""OpenLineage events: which data a run read and wrote, from the outlets to the report, one JSON object a line.

They are appended to a file a month below ``<home>/lineage``; nothing is sent. What a DAG reads and writes is declared
beside this module. No event names an outlet or a person.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from include.landing.contract import tables
from include.settings import settings

DECLARATION = Path(__file__).with_name("lineage.yml")
NAMESPACE = "hanoi-press-compliance"
PRODUCER = f"urn:{NAMESPACE}"
SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
LANDING = "landing"


class RunState(StrEnum):
    """What happened to a run, in OpenLineage's words."""

    START = "START"
    COMPLETE = "COMPLETE"
    FAIL = "FAIL"


def _datasets(declared: Iterable[str]) -> list[str]:
    """Return the data that a declaration names, each once: a package stands for the landing tables that it writes."""
    found: set[str] = set()
    for name in declared:
        landed = [f"{LANDING}.{table}" for table, known in tables().items() if name in (LANDING, known.writer)]
        found.update(landed or [name])
    return sorted(found)


@cache
def flows() -> dict[str, tuple[list[str], list[str]]]:
    """Return what each DAG reads and what it writes, by its id."""
    declared = yaml.safe_load(DECLARATION.read_text(encoding="utf-8"))
    return {dag_id: (_datasets(flow["reads"]), _datasets(flow["writes"])) for dag_id, flow in declared.items()}


def event(dag_id: str, run_id: str, state: RunState, at: datetime) -> dict[str, Any]:
    """Return the event of a run.

    Args:
        dag_id: A DAG of ours.
        run_id: As Airflow names the run; the same run has the same id in every event.
        state: What happened.
        at: When.

    Raises:
        KeyError: The DAG is not declared.
    """
    inputs, outputs = ([{"namespace": NAMESPACE, "name": name} for name in names] for names in flows()[dag_id])
    return {
        "eventType": state.value,
        "eventTime": at.astimezone(UTC).isoformat(),
        "run": {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{PRODUCER}/{dag_id}/{run_id}"))},
        "job": {"namespace": NAMESPACE, "name": dag_id},
        "inputs": inputs,
        "outputs": outputs,
        "producer": PRODUCER,
        "schemaURL": SCHEMA,
    }


def note(dag_id: str, run_id: str, state: RunState, at: datetime) -> None:
    """Append the event of a run to the file of its month (UTC), in one write.

    Raises:
        KeyError: The DAG is not declared.
        OSError: The disk is full or cannot be written.
    """
    line = json.dumps(event(dag_id, run_id, state, at), ensure_ascii=False)
    path = settings().home / "lineage" / f"{at.astimezone(UTC):%Y-%m}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as stream:
        stream.write(f"{line}\n".encode())
