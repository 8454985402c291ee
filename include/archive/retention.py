"""What remains of an outlet's day once its retention has passed: its index, and the excerpts that findings rest on.

``<outlet_id>/<day>.excerpts.jsonl`` replaces the answers as received: one line that counts what was removed, then
one line for each capture of which something is kept. Where it exists, the day has passed its retention.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from include.archive.facts import Capture
from include.archive.index import DayIndex, read_index, warc_path
from include.archive.writer import outlet_lock
from include.atomic import replace_text
from include.errors import ArchiveError
from include.settings import settings

EXCERPTS_SUFFIX = ".excerpts.jsonl"
SHOWN = ("capture_id", "scope", "url", "final_url", "http_status", "body_sha256", "captured_at", "fetched_at")


@dataclass(frozen=True, slots=True)
class Expiry:
    """What retention removed of one outlet's day, and of how many captures excerpts are kept."""

    outlet_id: str
    day: date
    captures: int
    kept: int
    bytes_removed: int


def excerpts_path(outlet_id: str, day: date) -> Path:
    """Return the file of excerpts of an outlet's day, whether or not it exists."""
    return settings().archive / outlet_id / f"{day.isoformat()}{EXCERPTS_SUFFIX}"


def has_passed(outlet_id: str, day: date) -> bool:
    """Return whether an outlet's day has passed its retention, so that its pages can no longer be read."""
    return excerpts_path(outlet_id, day).exists()


def last_received(index: DayIndex) -> datetime | None:
    """Return when the last answer of a day was received, or nothing where there is none."""
    return max((capture.fetched_at for capture in index.captures), default=None)


def write_excerpts(outlet_id: str, day: date, excerpts: Mapping[str, Sequence[str]]) -> None:
    """Write the excerpts that remain of a day, in one rename; from then on the day has passed its retention.

    Args:
        outlet_id: Outlet.
        day: Local day.
        excerpts: Passages to be kept, by capture id.
    """
    with outlet_lock(outlet_id, wait_seconds=60):
        if has_passed(outlet_id, day):
            return
        index, warc = read_index(outlet_id, day), warc_path(outlet_id, day)
        removed = {"captures": len(index.captures), "bytes": warc.stat().st_size if warc.exists() else 0}
        lines = [removed, *(_line(c, excerpts[c.capture_id]) for c in index.captures if c.capture_id in excerpts)]
        _replace(excerpts_path(outlet_id, day), lines)


def remove_answers(outlet_id: str, day: date) -> None:
    """Remove the answers as received of a day whose excerpts are written.

    Raises:
        ArchiveError: Its excerpts are not written.
    """
    if not has_passed(outlet_id, day):
        raise ArchiveError(f"{outlet_id} on {day}: no excerpts are written.", hint="Run keep_house again.")
    with outlet_lock(outlet_id, wait_seconds=60):
        warc_path(outlet_id, day).unlink(missing_ok=True)


def expiry(outlet_id: str, day: date) -> Expiry:
    """Return what was removed of a day that has passed its retention."""
    removed, *kept = _lines(outlet_id, day)
    return Expiry(outlet_id, day, removed["captures"], len(kept), removed["bytes"])


def excerpts(outlet_id: str, day: date) -> dict[str, list[str]]:
    """Return the passages that remain of a day, by capture id."""
    return {line["capture_id"]: line["excerpts"] for line in _lines(outlet_id, day)[1:]}


def forget(outlet_id: str, day: date, capture_ids: set[str]) -> None:
    """Remove the excerpts of erased captures from a day; the caller holds the outlet's lock."""
    removed, *kept = _lines(outlet_id, day)
    warc_path(outlet_id, day).unlink(missing_ok=True)  # empty: opening the day for writing made it
    _replace(
        excerpts_path(outlet_id, day), [removed, *(line for line in kept if line["capture_id"] not in capture_ids)]
    )


def _line(capture: Capture, passages: Sequence[str]) -> dict[str, Any]:
    """Return what is kept of one capture."""
    shown = {name: getattr(capture, name) for name in SHOWN}
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in shown.items()} | {
        "excerpts": list(passages)
    }


def _lines(outlet_id: str, day: date) -> list[dict[str, Any]]:
    """Return the lines of a file of excerpts."""
    return [json.loads(line) for line in excerpts_path(outlet_id, day).read_text(encoding="utf-8").splitlines()]


def _replace(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    """Replace a file of excerpts in one step."""
    replace_text(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
