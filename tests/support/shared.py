"""What the tests of one run make once and all of its workers use, in a folder that ends with the run.

``.ci/run`` names one folder for all suites, so that a suite finds what another has made. The code cannot change within
a run, so nothing in the folder is ever out of date. Who writes to something that is shared copies it first.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR

from filelock import FileLock

PASSING = (".lock", "-wal", "-shm", "-journal")
FOLDER = "TESTS_SHARED"  # the variable that names it; the workers inherit it


@contextmanager
def built_once(name: str) -> Iterator[Path]:
    """Yield a folder that the workers of a run share, to one of them at a time."""
    home = Path(os.environ[FOLDER]) / name
    with FileLock(f"{home}.lock"):
        home.mkdir(exist_ok=True)
        yield home


@contextmanager
def only_read(home: Path) -> Iterator[Path]:
    """Fail if a file of a folder was written, made or removed meanwhile; locks apart, which readers may take too."""
    before = _files(home)
    yield home
    after = _files(home)
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    assert changed == [], f"shared, but written to: {changed[:10]}"


def _files(home: Path) -> dict[str, tuple[int, int]]:
    """Return when each file was written and how long it is.

    SQLite makes files beside a database that is read, and removes them: they, and the times of folders, say nothing.
    """
    kept = {}
    for path in home.rglob("*"):
        with suppress(FileNotFoundError):
            stat = path.lstat()
            if not S_ISDIR(stat.st_mode) and not path.name.endswith(PASSING):
                kept[path.relative_to(home).as_posix()] = (stat.st_mtime_ns, stat.st_size)
    return kept
