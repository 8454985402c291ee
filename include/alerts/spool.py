"""Spools the outcomes of runs until people were notified: small files below ``<home>/alerts``.

Airflow's scheduler and tasks write here and do nothing else, so that no mail server holds them up; the watch reads and
clears. The spool is not a store: removing it loses the mails that were not yet sent, and no record.
"""

import errno
import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from include.atomic import replace_text
from include.settings import settings

log = logging.getLogger(__name__)
LONGEST_SENTENCE = 600
UNKNOWN = "Unknown"
WELL = "well"
# A full, broken or read-only disk, no memory, no more files: whatever runs on the computer fails by them
OF_THE_COMPUTER = {
    error: f"OSError {errno.errorcode[error]}"
    for error in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a try of a task failed: the class of its error, or the computer's own trouble, and its message."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run that has ended, with the task instances that failed for good.

    Attributes:
        dag_id: Its DAG.
        run_id: Its id.
        owner: Who looks after the DAG.
        ended_at: When it ended, ISO 8601.
        failed: Task id and map index of each task instance that failed; empty when all went well.
    """

    dag_id: str
    run_id: str
    owner: str
    ended_at: str
    failed: tuple[tuple[str, int], ...]

    @property
    def path(self) -> Path:
        """The file of the spool; of successful runs only the last of each DAG is kept."""
        return _folder("runs") / f"{_key(self.dag_id, self.run_id if self.failed else WELL)}.json"


def _folder(name: str) -> Path:
    """Return a folder of the spool."""
    return settings().home / "alerts" / name


def _key(*words: object) -> str:
    """Return a file's name for ids that may hold any character."""
    return hashlib.sha256(json.dumps(words, default=str).encode()).hexdigest()[:32]


def _cause_path(dag_id: str, run_id: str, task_id: str, map_index: int) -> Path:
    """Return the file of the last failed try of a task instance."""
    return _folder("causes") / f"{_key(dag_id, run_id, task_id, map_index)}.json"


def note_cause(dag_id: str, run_id: str, task_id: str, map_index: int, error: BaseException | str | None) -> None:
    """Store why a try of a task instance failed; a later try replaces it."""
    kind = type(error).__name__ if isinstance(error, BaseException) else UNKNOWN
    kind = next((OF_THE_COMPUTER[number] for number in _numbers(error) if number in OF_THE_COMPUTER), kind)
    said = {"kind": kind, "sentence": " ".join(str(error or "").split())[:LONGEST_SENTENCE]}
    replace_text(_cause_path(dag_id, run_id, task_id, map_index), json.dumps(said, ensure_ascii=False))


def _numbers(error: object) -> Iterator[int | None]:
    """Yield the error number of an error of the system, and of each that led to it: a stage names the first of many."""
    seen: set[int] = set()
    while isinstance(error, BaseException) and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError):
            yield error.errno
        error = error.__cause__ or error.__context__


def note_run(run: EndedRun) -> None:
    """Store that a run has ended, and which of its task instances failed."""
    replace_text(run.path, json.dumps(asdict(run), ensure_ascii=False))


def ended_runs() -> list[EndedRun]:
    """Return the runs of the spool, in the order in which they ended."""
    found = (_read(path) for path in _folder("runs").glob("[!.]*.json"))
    return sorted((run for run in found if run), key=lambda run: (run.ended_at, run.dag_id, run.run_id))


def _read(path: Path) -> EndedRun | None:
    """Read one stored run, failed task instances as pairs again; nothing where the file is damaged or gone."""
    row: Any = _json(path)
    try:
        dag_id, run_id, owner, ended_at = (str(row[name]) for name in ("dag_id", "run_id", "owner", "ended_at"))
        failed = tuple((str(task_id), int(index)) for task_id, index in row["failed"])
        return EndedRun(dag_id, run_id, owner, ended_at, failed)
    except (LookupError, TypeError, ValueError):
        return None


def _json(path: Path) -> Any:
    """Return what a file of the spool holds; None where it is not a file or is damaged, so that the watch goes on."""
    try:
        return json.loads(path.read_text("utf-8")) if path.is_file() else None
    except (ValueError, RecursionError) as error:
        log.warning("%s is damaged and is skipped: %s", path, error)
        return None


def cause(run: EndedRun, task_id: str, map_index: int) -> Cause:
    """Return why a task instance failed; unknown where its process was killed before it could store that."""
    found = _json(_cause_path(run.dag_id, run.run_id, task_id, map_index))
    known = found if isinstance(found, dict) else {}
    return Cause(str(known.get("kind", UNKNOWN)), str(known.get("sentence", "")))


def forget(runs: Iterable[EndedRun], before: datetime) -> None:
    """Remove runs that people were notified of, with their causes, and causes older than an instant.

    A run that was noted meanwhile under the same name stays.
    """
    for run in runs:
        for task_id, map_index in run.failed:
            _cause_path(run.dag_id, run.run_id, task_id, map_index).unlink(missing_ok=True)
        if _read(run.path) == run:
            run.path.unlink(missing_ok=True)
    for path in _folder("causes").glob("[!.]*.json"):
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def read_open() -> dict[str, dict[str, str]]:
    """Return the open causes that people were notified of: by subject, each with the instant of its mail."""
    found = _json(settings().home / "alerts" / "open.json")
    known = found if isinstance(found, dict) else {}
    return {
        str(subject): {str(key): at for key, at in causes.items() if _is_instant(at)}
        for subject, causes in known.items()
        if isinstance(causes, dict)
    }


def _is_instant(text: object) -> bool:
    """Return whether a text is an instant as this module writes it."""
    try:
        return datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def write_open(known: Mapping[str, Mapping[str, str]]) -> None:
    """Replace the open causes that people were notified of."""
    kept = {subject: dict(causes) for subject, causes in sorted(known.items()) if causes}
    replace_text(settings().home / "alerts" / "open.json", json.dumps(kept, ensure_ascii=False, indent=1))


def mark_alive() -> None:
    """Touch the file that the health check of the service reads."""
    replace_text(settings().home / "alerts" / "alive", "")
