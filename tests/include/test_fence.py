"""Behind the fence a process reads and writes what it was left, and nothing else of this computer."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from include.settings import ROOT

FENCED = """
import socket, sys
from pathlib import Path
from include.fence import fence
read, write, key = map(Path, sys.argv[1:4])
fence([read], [write])
{act}
"""
ACTS = {
    "read": "print(key.read_text())",
    "listed": "print(list(key.parent.iterdir()))",
    "changed": "key.open('a').write('x')",
    "replaced": "(write / 'own').write_text('x'); (write / 'own').rename(key)",
    "removed": "key.unlink()",
    "linked": "(write / 'link').symlink_to(key); print((write / 'link').read_text())",
    "named twice": "import os; os.link(key, write / 'name'); print((write / 'name').read_text())",
    "read by a child": "import subprocess; print(subprocess.run(['cat', key], capture_output=True, check=True).stdout)",
    "read by a thread": (
        "from concurrent.futures import ThreadPoolExecutor; print(ThreadPoolExecutor(1).submit(key.read_text).result())"
    ),
    "read by DuckDB": "import duckdb; print(duckdb.sql(f\"from read_text('{key}')\").fetchall())",
    "read of the parent": "import os; print(Path(f'/proc/{os.getppid()}/environ').read_bytes())",
    "written among what is read": "(read / 'other').write_text('x')",
    "sent": "socket.create_connection(('127.0.0.1', int(sys.argv[4])), 5).send(b'x')",
}


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Return a folder to read, one to write, and a key beside them."""
    for name in ("read", "write", "kept"):
        (tmp_path / name).mkdir()
    (tmp_path / "read" / "a.sql").write_text("select 1", encoding="utf-8")
    (tmp_path / "kept" / "key").write_text("PRIVATE KEY", encoding="utf-8")
    return [tmp_path / "read", tmp_path / "write", tmp_path / "kept" / "key"]


def fenced(places: list[Path], act: str, port: int = 9) -> subprocess.CompletedProcess[str]:
    """Run some lines of Python behind the fence."""
    return subprocess.run(
        [sys.executable, "-c", FENCED.format(act=act), *map(str, places), str(port)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_what_was_left_is_read_and_written(places: list[Path]) -> None:
    done = fenced(places, "(write / 'b').mkdir(); (write / 'b' / 'c').write_text((read / 'a.sql').read_text())")
    assert (done.returncode, done.stderr) == (0, "")
    assert (places[1] / "b" / "c").read_text(encoding="utf-8") == "select 1"


def test_a_database_works_behind_it_and_spills(places: list[Path]) -> None:
    act = (
        "import duckdb; c = duckdb.connect(write / 'd.duckdb', config={'memory_limit': '60MB', 'threads': 2}); "
        "c.execute('create table t as select range, md5(range::varchar) as b from range(1000000) order by b')"
    )
    done = fenced(places, act)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("how", ACTS)
def test_nothing_else_is(places: list[Path], how: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = fenced(places, ACTS[how], listening.getsockname()[1])
    assert done.returncode != 0
    assert "PRIVATE KEY" not in done.stdout + done.stderr
    assert places[2].read_text(encoding="utf-8") == "PRIVATE KEY"
    assert [path.name for path in places[0].iterdir()] == ["a.sql"]


@pytest.mark.parametrize("how", ["read", "changed", "sent"])
def test_without_the_fence_it_is(places: list[Path], how: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        source = FENCED.replace("fence([read], [write])", "").format(act=ACTS[how])
        done = subprocess.run(
            [sys.executable, "-c", source, *map(str, places), str(listening.getsockname()[1])],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 0
