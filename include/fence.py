"""Fences the process in, for good: it reaches some files and no others, no other process, and opens no connection.

It is for code that nobody has agreed to yet, such as a changed dbt project. The kernel holds the fence (Landlock for
files, seccomp for the rest), in whatever language the code is; threads that begin later are behind it too, and no child
can begin.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from include.errors import InvariantError, SettingError
from include.refused_calls import refuse_calls

CREATE, ADD, RESTRICT = 444, 445, 446  # numbers of the system calls, the same on every processor
NO_NEW_PRIVILEGES = 38
BENEATH = 1  # kind of rule: a path and all below it
ASK_VERSION = 1
EXECUTE, WRITE, READ, LIST, REMOVE_FOLDER, REMOVE, MAKE_FOLDER, MAKE, TRUNCATE = (
    1 << bit for bit in (0, 1, 2, 3, 4, 5, 7, 8, 14)
)
READING = EXECUTE | READ | LIST
WRITING = READ | LIST | WRITE | TRUNCATE | MAKE | REMOVE | MAKE_FOLDER | REMOVE_FOLDER  # no link, pipe or device
OF_FILES = EXECUTE | READ | WRITE | TRUNCATE  # what may be said of a path that is no folder
CONNECTIONS, SIGNALS = 0b11, 0b11  # to bind and to connect; abstract sockets and signals
BITS = {1: 13, 2: 14, 3: 15, 4: 15}  # rights on files that a version of Landlock knows; since the fifth 16
OF_PYTHON = (
    *("/usr", "/lib", "/lib64", "/dev/urandom", "/etc/ld.so.cache", "/etc/localtime", "/etc/passwd"),
    # what DuckDB asks how much of the computer is its own; without an answer on its groups it ends the process
    *("/proc/self", "/proc/stat", "/proc/meminfo", "/sys/devices/system/cpu", "/sys/fs/cgroup"),
)
SHARED = ("/dev/null",)  # and not /dev/shm, where the locks of every process stand


def fence(reading: Iterable[Path], writing: Iterable[Path]) -> None:
    """Leave this process Python itself, some files and folders to read and some to write, and nothing else.

    Args:
        reading: What it may read, with all below.
        writing: Folders that it may read and write.

    Raises:
        SettingError: The system has no Landlock, or a processor whose calls are not known here.
        InvariantError: The process has more threads than this one, which would stay outside.
    """
    if len([*Path("/proc/self/task").iterdir()]) > 1:
        raise InvariantError("A process with several threads cannot be fenced in.", hint="Fence it in when it begins.")
    version = _call(CREATE, None, 0, ASK_VERSION)
    if version < 1:
        raise SettingError(
            "This system cannot fence a process in: it has no Landlock.", hint="Use Linux 5.13 or later."
        )
    known = (1 << BITS.get(version, 16)) - 1
    rules = struct.pack("=QQQ", known, CONNECTIONS, SIGNALS)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = _must(_call(CREATE, rules, len(rules), 0))
    python = [*OF_PYTHON, sys.prefix, sys.base_prefix, *(path for path in sys.path if "site-packages" in path)]
    rights = [(READING, path) for path in (*map(Path, python), *reading)]
    rights += [(WRITING, path) for path in (*map(Path, SHARED), *writing)]
    for right, path in rights:
        if path.exists():
            _allow(ruleset, path, right & known)
    _must(ctypes.CDLL(None, use_errno=True).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _must(_call(RESTRICT, ruleset, 0))
    os.close(ruleset)
    refuse_calls()


def _allow(ruleset: int, path: Path, right: int) -> None:
    """Allow a right on a path and all below it, which stays open: else /proc would make the folder anew, unknown."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    allowed = struct.pack("=Qi", right if path.is_dir() else right & OF_FILES, place)
    _must(_call(ADD, ruleset, BENEATH, allowed, 0))


def _call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call and return its answer; below 0 where it failed."""
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *arguments))


def _must(answer: int) -> int:
    """Return the answer of a call that may not fail."""
    if answer < 0:
        raise OSError(ctypes.get_errno(), "Landlock refused")
    return answer
