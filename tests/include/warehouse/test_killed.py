"""A build that is killed, wherever it stands: the last copy stays as it was, and the next build completes."""

import os
import signal
import subprocess
import sys

import pytest

from include.settings import ROOT
from include.warehouse import published
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import BuiltCity
from tests.include.warehouse.test_build import assert_equal, marts

# Each makes the child kill itself, as by kill -9, at one place; what it does before is what a build does.
PLACES = {
    "load": """
from include.warehouse.store import DuckDBStore
insert = DuckDBStore.insert_files
def die_in_the_transaction(*given):
    insert(*given)
    die()
DuckDBStore.insert_files = die_in_the_transaction
""",
    "build": """
import dbt.cli.main as main
runner = main.dbtRunner
def die_at_a_model(event):
    if event.info.name == "LogModelResult" and "fct_verdicts" in event.info.msg:
        die()
main.dbtRunner = lambda: runner(callbacks=[die_at_a_model])
""",
    "publish": """
from include.warehouse import publish
publish._write_checksums = lambda *given: die()
""",
    "the step to the finished copy": """
from include.warehouse import publish
publish._point_at = lambda *given: die()
""",
    "the last notes": """
from include.warehouse import build
build._close_build = lambda *given: die()
""",
}
CHILD = """
import os, signal
def die():
    os.kill(os.getpid(), signal.SIGKILL)
{place}
from include.warehouse.build import build_warehouse
build_warehouse([])
"""


@pytest.mark.slow
def test_a_build_killed_anywhere_leaves_a_whole_copy_and_the_next_build_completes(own_city: BuiltCity) -> None:
    before, copy = marts(), published.current()
    for name, place in PLACES.items():
        child = subprocess.run(
            [sys.executable, "-c", CHILD.format(place=place)], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert child.returncode == -signal.SIGKILL, (name, child.stderr[-2000:])
        assert_equal(before, marts())
        assert (published.current() == copy) is (name != "the last notes"), name
    outcome = build_warehouse([])
    assert published.manifest()["build_id"] == outcome.build_id
    assert_equal(before, marts())
