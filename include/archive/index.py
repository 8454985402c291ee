"""Locates the files of an outlet's day in the archive, and reads its index.

An outlet's day is two files, ``<outlet_id>/<day>.warc.gz`` with the answers as received, and
``<outlet_id>/<day>.index.jsonl`` with one fact a line. A record exists once its line is written.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from include.archive.facts import Capture, Fact, Interval, Line, Miss, Scope, Unchanged, from_line
from include.errors import ArchiveError
from include.settings import settings

INDEX_SUFFIX = ".index.jsonl"
WITHDRAWN = "withdrawn"  # the cause of a miss that erases what was captured before


def warc_path(outlet_id: str, day: date) -> Path:
    """Return the file that holds the answers of an outlet's day, whether or not it exists."""
    return settings().archive / outlet_id / f"{day.isoformat()}.warc.gz"


def index_path(outlet_id: str, day: date) -> Path:
    """Return the index of an outlet's day, whether or not it exists."""
    return settings().archive / outlet_id / f"{day.isoformat()}{INDEX_SUFFIX}"


def archived_days(outlet_id: str) -> list[date]:
    """Return the days of which the archive holds anything of an outlet, sorted."""
    found = (settings().archive / outlet_id).glob(f"*{INDEX_SUFFIX}")
    return sorted(date.fromisoformat(path.name.removesuffix(INDEX_SUFFIX)) for path in found)


def archived_outlets() -> list[str]:
    """Return the ids of all outlets the archive holds, sorted."""
    return sorted(path.name for path in settings().archive.glob("[a-z]*") if path.is_dir())


@dataclass(slots=True)
class DayIndex:
    """What the archive knows of one outlet's day.

    Attributes:
        captures: In the order they were made.
        misses: Requests that failed and that no later request succeeded for, by scope and address.
        asked: The outcomes of all requests by scope and address, in the order of the requests.
        withdrawn: Captures that were lawfully erased; their bytes are gone.
        intervals: Past intervals whose articles were asked for on the day, each once.
    """

    captures: list[Capture] = field(default_factory=list)
    misses: dict[tuple[Scope, str], Miss] = field(default_factory=dict)
    asked: dict[tuple[Scope, str], list[Fact]] = field(default_factory=dict)
    withdrawn: list[Capture] = field(default_factory=list)
    intervals: list[Interval] = field(default_factory=list)

    def add(self, fact: Line) -> None:
        """Add one fact; a capture supersedes the miss of the same address."""
        if isinstance(fact, Interval):
            self.intervals.append(fact)
            return
        self.asked.setdefault((fact.scope, fact.url), []).append(fact)
        match fact:
            case Capture():
                self.captures.append(fact)
                self.misses.pop((fact.scope, fact.url), None)
            case Miss():
                self.misses[fact.scope, fact.url] = fact
                if fact.cause == WITHDRAWN:
                    self._withdraw(fact)
            case Unchanged():
                self.misses.pop((fact.scope, fact.url), None)

    def _withdraw(self, fact: Miss) -> None:
        """Move the captures of an erased address from ``captures`` to ``withdrawn``."""
        erased = [c for c in self.captures if (c.scope, c.url) == (fact.scope, fact.url)]
        self.withdrawn += erased
        self.captures = [c for c in self.captures if c not in erased]

    def of_scope(self, *scopes: Scope) -> list[Capture]:
        """Return the captures of one scope, or of several, in the order they were made."""
        return [capture for capture in self.captures if capture.scope in scopes]

    def latest(self, scope: Scope, url: str) -> Capture | None:
        """Return the last capture of an address, or None."""
        return next((c for c in reversed(self.captures) if c.scope == scope and c.url == url), None)


def read_index(outlet_id: str, day: date) -> DayIndex:
    """Return what the archive knows of an outlet's day; a last line cut short by a kill counts as unwritten.

    Raises:
        ArchiveError: A line inside the index cannot be read.
    """
    found = DayIndex()
    path = index_path(outlet_id, day)
    if not path.exists():
        return found
    for number, line in enumerate(whole_lines(path), start=1):
        try:
            found.add(from_line(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(
                f"{path}, line {number}: not a fact ({error}).", hint="Restore the file from a backup."
            ) from error
    return found


def whole_lines(path: Path) -> list[str]:
    """Return the lines of an index that end in a line feed; a half-written last line is left out."""
    text = path.read_bytes()
    return text.decode("utf-8", "replace").split("\n")[:-1]
