"""What must be true of this computer before anything is started."""

import os
import shutil
import sys
from pathlib import Path

from include.errors import SettingError
from include.local_stack.environment import WRITTEN_BY_US
from include.settings import SETTINGS_FILE

NEEDED_MEGABYTES = 1024
PYTHON = (3, 11)


def check_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Refuse a Python other than the one the environment was resolved for.

    Raises:
        SettingError: It is another.
    """
    if version[:2] != PYTHON:
        raise SettingError(
            f"This is Python {'.'.join(map(str, version[:2]))}, not 3.11.",
            hint="Start with make run, which makes the right environment.",
        )


def check_disk(folder: Path, free_bytes: int | None = None) -> None:
    """Refuse a folder that cannot be written or whose disk is nearly full.

    Raises:
        SettingError: It cannot be made or written, or too little is free.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{folder} cannot be made: {error.strerror}.", hint="Set PRESS_HOME elsewhere.") from error
    if not os.access(folder, os.W_OK):
        raise SettingError(f"{folder} cannot be written.", hint="Set PRESS_HOME to a folder of your own.")
    free = shutil.disk_usage(folder).free if free_bytes is None else free_bytes
    if free < NEEDED_MEGABYTES * 1024 * 1024:
        raise SettingError(
            f"{folder}: {free // 1024 // 1024} MB are free on this disk and {NEEDED_MEGABYTES} are needed.",
            hint="Free some space, or set PRESS_HOME to another disk.",
        )


def check_home(folder: Path) -> None:
    """Refuse the home folder of an installation: the demonstration would write an invented city into its stores.

    Raises:
        SettingError: It holds a ledger or an archive that no demonstration made.
    """
    written = folder / SETTINGS_FILE
    is_ours = written.exists() and written.read_bytes().startswith(WRITTEN_BY_US.encode())
    if not is_ours and any((folder / store).exists() for store in ("ledger", "archive")):
        raise SettingError(
            f"{folder} is the home of an installation, and make run works on the sample city.",
            hint="Set PRESS_HOME to an empty folder: PRESS_HOME=/path/to/demonstration make run.",
        )
