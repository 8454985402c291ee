"""Parts of the production stack killed at drawn moments: the chain completes after they return, and nothing is lost.

Not part of ``make test``: ``make chaos`` runs it and prints each recovery. ``CHAOS_SEED`` draws other moments.
"""

import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.system.chaos import (
    ADMIT,
    BUILD,
    CHAIN,
    INGEST,
    Chaos,
    require_marts_of_archive,
    require_nothing_lost,
)
from tests.system.production import start
from tests.system.test_production_chain import running_stack

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")]
# What is killed and in which stage, of each day; nobody first and last, to compare what a day takes.
BLOWS: list[tuple[tuple[str, str], ...]] = [
    (),
    (("worker-fetch", INGEST), ("worker", ADMIT), ("worker-warehouse", BUILD)),
    (("redis", INGEST), ("redis", ADMIT), ("postgres", BUILD)),
    (("postgres", INGEST), ("scheduler", ADMIT), ("api-server", BUILD)),
    (("dag-processor", INGEST), ("triggerer", ADMIT), ("redis", BUILD)),
    (),
]
LAST = date(2026, 11, 14)  # of a report period
DAYS = [LAST - timedelta(days=len(BLOWS) - 1 - number) for number in range(len(BLOWS))]
# One of these is killed while a report goes out.
DELIVERERS = ("worker", "postgres")
RECOVERY_SECONDS = 120.0
DELIVERY = """
import json, pathlib
from include.reporting.compose import read_snapshot
from include.reporting.delivery_states import delivery_states
print(json.dumps([row["state"] for row in delivery_states(read_snapshot(pathlib.Path({folder!r})))]))
"""


@pytest.fixture(scope="module")
def chaos(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chaos]:
    """Start the stack, load the registers, and draw moments from the seed; at the end print what each blow led to."""
    seed = int(os.environ.get("CHAOS_SEED", "1"))
    with running_stack(postgres_server, tmp_path_factory.mktemp("chaos")) as stack:
        conf = {"from_day": DAYS[-1].isoformat(), "to_day": DAYS[-1].isoformat()}
        stack.ended("load_registers", stack.run("load_registers", conf))
        stack.ended("build_warehouse")
        found = Chaos(stack, postgres_server, random.Random(seed))  # noqa: S311 (moments, not secrets)
        yield found
        print("\n", *found.rows, sep="\n")


def name(blows: tuple[tuple[str, str], ...]) -> str:
    """Return what a day's case is called."""
    return "+".join(f"{victim}-{stage}" for victim, stage in blows) or "nobody"


@pytest.mark.parametrize(("day", "blows"), list(zip(DAYS, BLOWS, strict=True)), ids=map(name, BLOWS))
def test_a_day_is_closed_and_goes_on_within_two_minutes_though_parts_are_killed(
    chaos: Chaos, day: date, blows: tuple[tuple[str, str], ...]
) -> None:
    states, recoveries = chaos.close_day(day, *blows)
    assert {dag_id: states.get(dag_id) for dag_id in CHAIN[1:]} == {dag_id: {"success"} for dag_id in CHAIN[1:]}
    assert len(recoveries) == len(blows)
    assert max(recoveries, default=0.0) <= RECOVERY_SECONDS  # ingestion itself fails where too little was seen


def test_no_kill_reaches_people_as_a_failure_since_each_was_made_good(chaos: Chaos) -> None:
    assert chaos.failure_mails() == []


def test_a_report_reaches_everybody_once_or_is_left_in_doubt_to_people_though_a_part_is_killed(chaos: Chaos) -> None:
    folder, sent = chaos.deliver(chaos.random.choice(DELIVERERS)), chaos.mailed()
    said = start(chaos.stack.environment, sys.executable, "-c", DELIVERY.format(folder=folder)).splitlines()[-1]
    states = Counter(json.loads(said))
    assert set(sent.values()) == {1}
    assert states.keys() <= {"accepted", "uncertain"}
    assert states["accepted"] <= len(sent) <= states.total()


def test_nothing_is_lost_and_nothing_landed_twice(chaos: Chaos, tmp_path: Path) -> None:
    require_nothing_lost(chaos, tmp_path)


def test_the_marts_are_those_that_the_archive_gives(chaos: Chaos, tmp_path: Path) -> None:
    require_marts_of_archive(chaos, tmp_path, DAYS[-1])
