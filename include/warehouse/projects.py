"""The dbt project as files: which of them decide verdicts, their hash, and the private copy that dbt is given.

dbt reads a project more than once: when it parses it, when a run begins, and each list when it is loaded. So that all
of it reads what was hashed, whoever exchanges a file meanwhile, it is given a copy of the bytes that were hashed, in a
new folder that is this user's alone.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from include.errors import DeclarationError
from include.scratch import scratch
from include.secret_files import SecretFiles
from include.settings import ROOT

PROJECT = ROOT / "dbt_project"
RULES = Path("models", "intermediate", "rules")  # below a project
# what earlier versions hashed, the second of them each file by its name and hash
FIRST_HASHED = ("seeds/", "models/intermediate/rules/", "macros/evidence", "macros/verdicts")
SECOND_HASHED = (
    *("dbt_project.yml", "seeds/", "models/intermediate/rules/", "macros/"),
    "models/marts/compliance/fct_verdicts.sql",
)
KINDS = (".sql", ".yml", ".csv")  # of the project's files
OBEYED = {*KINDS, ".yaml", ".md", ".py", ".jinja", ".jinja2", ".toml", ".lock"}  # dbt heeds no case
PREFIX = "press-dbt-"  # of folders of copies
NOT_HASHED = {f"seeds/{name}.csv" for name in ("calendar", "working_day_swaps", "units", "reminders")}
FORMERLY_NOT_HASHED = {*NOT_HASHED, "seeds/report_periods.csv"}


def project_files(project: Path = PROJECT) -> list[Path]:
    """Return every file that decides what a build makes, sorted.

    Raises:
        DeclarationError: The project holds something that dbt may obey and that no hash of ours covers, or a link,
            which would bring what lies elsewhere into the warehouse, or a secret file by a second name.
    """
    found, secret = sorted(project.rglob("*")), SecretFiles()
    for path in found:
        ending = path.suffix or path.name  # a file named .sql has no suffix, and dbt takes it for one of its own
        is_obeyed = path.suffix not in KINDS and (ending.lower() in OBEYED or path.name == ".dbtignore")
        is_file = path.is_file()
        if path.is_symlink() or not (is_file or path.is_dir()) or (is_obeyed and is_file) or path in secret:
            raise DeclarationError(
                f"{path}: dbt may obey this file, and a change of it would be seen by nobody.",
                hint=f"Remove it, or put a file in its place that is named as {', '.join(KINDS)}.",
            )
    return [path for path in found if path.suffix in KINDS and path.is_file()]


def hashed_files(project: Path = PROJECT) -> dict[str, str]:
    """Return name and hash of each file of a project that a build obeys.

    All but a few lists of days and names: each other file can hold a statement that changes whatever a rule said.
    """
    paths = {str(path.relative_to(project)): path for path in project_files(project)}
    hashed = {name: path for name, path in paths.items() if name not in NOT_HASHED}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in hashed.items()}


def project_hash(project: Path = PROJECT) -> str:
    """Return the hash of all that decides verdicts and reports: a change of it needs a second person's agreement."""
    return _hash_of(hashed_files(project))


def _hash_of(hashes: dict[str, str]) -> str:
    """Return one hash of names and hashes of files."""
    return hashlib.sha256(repr(sorted(hashes.items())).encode()).hexdigest()


def former_project_hashes(project: Path = PROJECT) -> tuple[str, str, str]:
    """Return the hashes that earlier versions gave a project, by which their ledgers and published copies name it."""
    digest = hashlib.sha256()
    for name in _formerly_hashed(project, FIRST_HASHED):
        digest.update(name.encode() + (project / name).read_bytes())
    hashes = hashed_files(project)
    second = [(name, hashes[name]) for name in _formerly_hashed(project, SECOND_HASHED)]
    third = {name: found for name, found in hashes.items() if name not in FORMERLY_NOT_HASHED}
    return digest.hexdigest(), hashlib.sha256(repr(second).encode()).hexdigest(), _hash_of(third)


def _formerly_hashed(project: Path, below: tuple[str, ...]) -> list[str]:
    """Return the names of the files below some places, without descriptions (.yml), in the order of their paths."""
    names = [path.relative_to(project) for path in project_files(project)]
    left_out = {name for name in names if name.suffix == ".yml" and name.name != "dbt_project.yml"}
    left_out |= {name for name in names if name.name in {Path(one).name for one in FORMERLY_NOT_HASHED}}
    return [str(name) for name in names if name not in left_out and str(name).startswith(below)]


@dataclass(frozen=True)
class PrivateCopy:
    """A project as it was when it was copied.

    Attributes:
        folder: The copy, in a folder that holds what else one run of dbt is told.
        hashes: Hash of each file, by its name below the folder.
    """

    folder: Path
    hashes: dict[str, str]

    @property
    def hashed_files(self) -> dict[str, str]:
        """Name and hash of each file that decides verdicts."""
        return {name: found for name, found in self.hashes.items() if name not in NOT_HASHED}

    @property
    def project_hash(self) -> str:
        """The hash of all that decides what is built by this copy."""
        return _hash_of(self.hashed_files)


@contextmanager
def private_copy(project: Path = PROJECT) -> Iterator[PrivateCopy]:
    """Yield a copy of every file of a project that a build obeys, and of no other; it goes when the block ends.

    Args:
        project: Folder of the project.

    Raises:
        DeclarationError: The project holds something that dbt may obey and that no hash of ours covers.
        OSError: The folder of temporary files is full or cannot be written.
    """
    with scratch(Path(tempfile.gettempdir()), PREFIX) as place:
        folder, hashes = place / "project", {}
        for path in project_files(project):
            name, content = path.relative_to(project), path.read_bytes()
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            hashes[str(name)] = hashlib.sha256(content).hexdigest()
        yield PrivateCopy(folder, hashes)
