"""Behind the fence a process reads and writes what it was left, and nothing else of this computer."""

import os
import socket
import subprocess
import sys
from contextlib import chdir
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
    "sent to a path": "import os; socket.socket(socket.AF_UNIX).connect(os.path.relpath(key.with_name('socket')))",
    "sent without a connection": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', int(sys.argv[4])))",
    "sent by multipath TCP": "socket.socket(proto=262).connect(('127.0.0.1', int(sys.argv[4])))",
    "sent by a child": (
        "import subprocess; subprocess.run([sys.executable, '-c', "
        "'import socket; socket.socket(type=socket.SOCK_DGRAM)'], check=True)"
    ),
    "sent by a ring": "import ctypes; assert ctypes.CDLL(None).syscall(425, 1, ctypes.create_string_buffer(120)) >= 0",
    "opened to others": "key.chmod(0o666)",
    "opened to others by a handle": "import os; os.fchmod(os.open(read / 'a.sql', os.O_RDONLY), 0o666)",
    "given another time": "import os; os.utime(read / 'a.sql', (0, 0))",
    "given a label": "import os; os.setxattr(read / 'a.sql', 'user.x', b'x')",
    "signalled": "import os; os.kill(os.getppid(), 18)",  # SIGCONT, which does nobody harm
    "read in the parent's memory": (
        "import ctypes, os; assert ctypes.CDLL(None).ptrace(16, os.getppid(), None, None) == 0"
    ),
    "limited in the parent": "import os, resource; resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)",
    "put behind others in the parent": "import os; os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)",
    "left behind by a child": "import os; os.fork() or os._exit(0); os.wait()",
    "asked for by a number that others share": (
        "import ctypes, errno; ctypes.CDLL(None, use_errno=True).shmat(2**30, None, 0); "
        "assert ctypes.get_errno() == errno.EINVAL"  # and not EPERM: nobody has that number
    ),
    "signalled by a pipe": "import fcntl, os; fcntl.fcntl(os.pipe()[0], 8, os.getppid())",  # F_SETOWN
    "typed into a terminal": (
        "import errno, fcntl, os\ntry:\n fcntl.ioctl(os.pipe()[0], 0x5412, b'x')\n"  # TIOCSTI
        "except OSError as error:\n assert error.errno == errno.ENOTTY"
    ),
    "watched": "import ctypes, os; c = ctypes.CDLL(None); assert c.inotify_add_watch(c.inotify_init1(0), b'/', 2) > 0",
    "put beside the locks of others": (
        "path = Path('/dev/shm') / sys.argv[2][1:].replace('/', '-'); path.touch(); path.unlink()"
    ),
}

# what the system of a test may refuse also without a fence: to trace, to label, other protocols
NEEDS_MORE = {"read in the parent's memory", "given a label", "sent by multipath TCP", "sent by a ring", "named twice"}


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Return a folder to read, one to write, and a key beside them."""
    for name in ("read", "write", "kept"):
        (tmp_path / name).mkdir()
    (tmp_path / "read" / "a.sql").write_text("select 1", encoding="utf-8")
    (tmp_path / "kept" / "key").write_text("PRIVATE KEY", encoding="utf-8")
    (tmp_path / "kept" / "key").chmod(0o600)
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
    before = [path.stat().st_mode for path in (places[2], places[0] / "a.sql")]
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket(socket.AF_UNIX) as at_a_path:
        with chdir(places[2].parent):  # a path of a socket has few letters
            at_a_path.bind("socket")
        at_a_path.listen()
        done = fenced(places, ACTS[how], listening.getsockname()[1])
    assert done.returncode != 0
    assert [path.stat().st_mode for path in (places[2], places[0] / "a.sql")] == before
    assert "PRIVATE KEY" not in done.stdout + done.stderr
    assert places[2].read_text(encoding="utf-8") == "PRIVATE KEY"
    assert [path.name for path in places[0].iterdir()] == ["a.sql"]


def test_a_process_with_threads_that_would_stay_outside_is_not_fenced_in(places: list[Path]) -> None:
    source = FENCED.replace(
        "fence([read]",
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start(); fence([read]",
    )
    done = subprocess.run(
        [sys.executable, "-c", source.format(act="print('behind')"), *map(str, places)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "several threads" in done.stderr
    assert "behind" not in done.stdout


@pytest.mark.parametrize("how", sorted(set(ACTS) - NEEDS_MORE))
def test_without_the_fence_it_is(places: list[Path], how: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket(socket.AF_UNIX) as at_a_path:
        with chdir(places[2].parent):
            at_a_path.bind("socket")
        at_a_path.listen()
        source = FENCED.replace("fence([read], [write])", "").format(act=ACTS[how])
        done = subprocess.run(
            [sys.executable, "-c", source, *map(str, places), str(listening.getsockname()[1])],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 0
