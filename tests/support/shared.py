"""What the tests of one run make once and all of its workers use, in a folder that ends with the run.

``.ci/run`` names one folder for all suites, so that a suite finds what another has made. The code cannot change within
a run, so nothing in the folder is ever out of date. Who writes to something that is shared copies it first.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

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
    """Return when each file was written and how long it is."""
    found = {path.relative_to(home).as_posix(): path.lstat() for path in home.rglob("*") if path.suffix != ".lock"}
    return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in found.items()}
