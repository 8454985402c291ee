"""Reads a SQLite ledger where nothing may be written beside it: from a private copy that is gone afterwards.

SQLite writes an index beside a database whose newest entries are in its write-ahead log. Opened as immutable, it
would leave the log out, and those entries would be missing.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from include.errors import StoreBusyError

LOG = "-wal"


@contextmanager
def still_copy(database: Path) -> Iterator[Path]:
    """Yield a copy of a database with its log, in a folder that this user alone may open.

    Args:
        database: Its file, which nobody writes meanwhile.

    Raises:
        StoreBusyError: There is no room for a copy.
    """
    whole = database.resolve()
    with ExitStack() as made:
        try:
            copy = Path(made.enter_context(TemporaryDirectory(prefix="press-ledger-"))) / "ledger.sqlite"
            for suffix in ("", LOG):
                if Path(f"{whole}{suffix}").is_file():
                    shutil.copyfile(f"{whole}{suffix}", f"{copy}{suffix}")
        except OSError as error:
            raise StoreBusyError(
                f"{database} is read from a copy, which cannot be made: {error}.",
                hint="Name a folder with room for one in TMPDIR.",
            ) from error
        yield copy
