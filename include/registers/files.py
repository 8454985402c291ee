"""Finds the files of the registers folder and reads every header before any row is touched."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from include.errors import RegisterError
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.headers import ReadableSheet, is_guide, read_header, recognise
from include.registers.problems import Fault, Problem, UnreadableError
from include.registers.sheets import SPREADSHEETS, UNSUPPORTED, Sheet, open_sheets
from include.settings import settings
from include.text import in_one_line

QUIET_SECONDS = 1.0  # a file that did not change for so long counts as written
ROUNDS = 60
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RegisterFile:
    """One file of the folder, its name relative to it, its hash, and the registers of its sheets by sheet name."""

    path: Path
    file_name: str
    sha256: str
    registers: dict[str, str]
    quarantined: tuple[tuple[str, Problem], ...] = ()


@dataclass
class Inventory:
    """The files of the folder: those to read, those that cannot be read with the reason, and names of others."""

    files: list[RegisterFile] = field(default_factory=list)
    unreadable: dict[str, UnreadableError] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def file_sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def readable_sheets(sheets: list[Sheet], file_stem: str) -> list[ReadableSheet]:
    """Return the visible sheets that hold rows of a register, each with its columns.

    Raises:
        UnreadableError: A sheet is no register, or its header cannot be read.
    """
    wanted = [sheet for sheet in sheets if not sheet.is_hidden and not is_guide(sheet)]
    filled = [sheet for sheet in wanted if sheet.header() or any(True for _ in sheet.data_rows())] or wanted[:1]
    return [read_header(sheet, recognise(sheet, file_stem)) for sheet in filled]


def _hidden(sheets: list[Sheet], file_stem: str) -> list[tuple[str, Problem]]:
    """Return register and problem of each hidden sheet that holds rows."""
    found = []
    for sheet in sheets:
        if sheet.is_hidden and not is_guide(sheet) and any(True for _ in sheet.data_rows()):
            try:
                name = recognise(sheet, file_stem).table
            except UnreadableError:
                continue
            found.append((name, Problem(sheet.file_name, sheet.name, 0, "", Reason.HIDDEN_SHEET)))
    return found


def inspect_file(path: Path, file_name: str) -> RegisterFile:
    """Read the headers of one file.

    Raises:
        UnreadableError: The file, a register or a header cannot be read.
    """
    with open_sheets(path, file_name) as sheets:
        readable = readable_sheets(sheets, path.stem)
        hidden = _hidden(sheets, path.stem)
    names = {found.sheet.name: found.table.table for found in readable}
    return RegisterFile(path, file_name, file_sha256(path), names, tuple(hidden))


def _is_clutter(path: Path) -> bool:
    """Return whether a file is a lock or an unfinished copy that programs leave beside the real one."""
    return path.name.startswith((".", "~$")) or path.suffix in (".part", ".crdownload")


def lies_in(folder: Path, path: Path) -> bool:
    """Return whether a path is a file of the folder: a link that leads out would show what others may not read."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def still_changing(paths: list[Path], pause: Callable[[float], None] = time.sleep) -> set[Path]:
    """Wait until nothing writes the files any more, and return those that change even after a minute.

    A copy over the network takes a while and grows; half of a register must not land as the whole.
    """
    recent = {path for path in paths if time.time() - path.stat().st_mtime < QUIET_SECONDS}
    seen = {path: _state(path) for path in recent}
    for _ in range(ROUNDS):
        if not seen:
            break
        pause(QUIET_SECONDS)
        seen = {path: _state(path) for path, before in seen.items() if _state(path) != before}
    return set(seen)


def _state(path: Path) -> tuple[int, int]:
    """Return size and modification time, one of which changes when a file is written to."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def take_inventory(pause: Callable[[float], None] = time.sleep) -> Inventory:
    """Read every header of the folder, before any row is touched; a file that cannot be read holds up no other.

    Raises:
        RegisterError: The folder is missing or holds no register that can be read.
    """
    folder = settings().registers
    if not folder.is_dir():
        raise RegisterError(f"The registers folder {folder} is missing.", hint="Create it or set PRESS_REGISTERS.")
    inventory = Inventory()
    paths = sorted(path for path in folder.rglob("*") if lies_in(folder, path) and not _is_clutter(path))
    changing = still_changing(paths, pause)
    for path in paths:
        name = in_one_line(path.relative_to(folder).as_posix())
        if path.suffix.casefold() not in SPREADSHEETS | UNSUPPORTED | {".csv"}:
            log.warning("%s is no register and was not read", name)
            inventory.ignored.append(name)
            continue
        try:
            if path in changing:
                raise UnreadableError([Problem(name, "", 0, "", Fault.FILE_CHANGING)])
            inventory.files.append(inspect_file(path, name))
        except UnreadableError as error:
            log.error("%s was quarantined: %s", name, error)
            inventory.unreadable[name] = error
    if not inventory.files:
        if inventory.unreadable:
            raise next(iter(inventory.unreadable.values()))
        raise RegisterError(f"{folder} holds no register.", hint="Drop XLSX or CSV files there.")
    return inventory
