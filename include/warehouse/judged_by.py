"""Keeps what a published copy was judged by: its hash in the ledger, the dbt project beside the copy.

An upgrade replaces the project in use. Without what the last build judged by, nobody could say what the new one
changes. Warehouse and copy can be removed or edited by whoever writes files; the signed entry of the ledger cannot.
"""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from include.errors import DeclarationError, InvariantError
from include.ledger.entries import Entry, append_beside_last, entries
from include.ledger.kinds import EntryKind
from include.warehouse import projects

ACTOR = "include.warehouse.build"
JUDGED_BY = "judged_by.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)  # one project gives one archive, whenever it is packed
CHANGED = "The dbt project changed since the last build, and no second person agreed to the change."
HINT = (
    "Run press rules compare --from-day … --to-day …: it judges at least 30 past days by what the last build judged by "
    "and by this program, and a second approver agrees on the page of reports. Or install the version before again; "
    "until then the published copy stands. See docs/runbooks/build_warehouse.md."
)
HINT_READERS = (
    "Run press rules compare --re-read --from-day … --to-day …: it reads at least 30 past days again and judges them "
    "beside what stands, and a second approver agrees on the page of reports. Or install the version before again; "
    "until then the published copy stands. See docs/runbooks/build_warehouse.md."
)


def pack(folder: Path, project: Path) -> None:
    """Write every file of a project that decides what a build makes into one archive.

    Args:
        folder: Folder of the copy that is being published.
        project: The project that it was built by.
    """
    with zipfile.ZipFile(folder / JUDGED_BY, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in projects.project_files(project):
            entry = zipfile.ZipInfo(str(path.relative_to(project)), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def unpack(copy: Path, project_hash: str, folder: Path) -> Path | None:
    """Return the project that a published copy was judged by, unpacked into a folder; none where none was kept.

    Args:
        copy: The published copy.
        project_hash: The hash of the project that its manifest names.
        folder: Where to.

    Raises:
        InvariantError: The archive is not the project that the copy names.
    """
    if not (copy / JUDGED_BY).is_file():
        return None
    with zipfile.ZipFile(copy / JUDGED_BY) as archive:
        archive.extractall(folder)
    if project_hash not in (projects.project_hash(folder), *projects.former_project_hashes(folder)):
        raise InvariantError(
            f"{copy / JUDGED_BY} is not what the published copy was judged by.",
            hint="Name the project that was in use by --before.",
        )
    return folder


def recorded_hash(project: Path) -> str:
    """Return the hash of a project, as the ledger has it where an earlier version recorded it."""
    in_force = project_in_force()
    return in_force if in_force in projects.former_project_hashes(project) else projects.project_hash(project)


def project_in_force() -> str:
    """Return the hash of the dbt project in force by the ledger; empty before a build recorded any."""
    known = entries(EntryKind.RULES_IN_FORCE)
    return known[-1].subject_id if known else ""


def note_in_force(project_hash: str, readers: int | None) -> bool:
    """Record what a build judged by, where it is another than was recorded last; return whether it was recorded.

    A ledger without any entry holds nothing that rests on a verdict: there a later build records it. The caller holds
    the lock of builds.

    Args:
        project_hash: Hash of the dbt project.
        readers: The newest version of the readers by which a landed row was made; none where there are no rows.
    """
    readers = readers_in_force() if readers is None else readers  # an emptied landing puts no reader out of force
    newest = entries(EntryKind.RULES_IN_FORCE)[-1:]
    if [(one.subject_id, one.payload["readers"]) for one in newest] == [(project_hash, readers)]:
        return False
    payload = {"readers": readers, "before": project_in_force(), "built_at": datetime.now(UTC)}
    return append_beside_last(EntryKind.RULES_IN_FORCE, project_hash, payload, ACTOR) is not None


def is_agreed(noted: str, project_hash: str) -> bool:
    """Return whether rules may follow those that the last build judged by.

    Args:
        noted: Hash that the last build noted beside the ledger; it counts only where the ledger has none.
        project_hash: Hash of the dbt project in use.
    """
    before = project_in_force() or noted
    since = _in_force_since(lambda entry: entry.subject_id)
    agreed = {(str(one.payload.get("before", "")), one.subject_id) for one in _agreements_after(since)}
    is_same = before in ("", project_hash) or (
        before in projects.former_project_hashes() and project_hash == projects.project_hash()
    )
    return is_same or (before, project_hash) in agreed


def require_project_in_force() -> None:
    """Refuse to count by an installed project that no build would judge by: reports ask its models and numbers, too.

    Raises:
        DeclarationError: It is another one than the ledger has in force, and nobody agreed to it.
    """
    if not is_agreed("", projects.project_hash()):
        raise DeclarationError(CHANGED, hint=HINT)


def _in_force_since(value: Callable[[Entry], object]) -> int:
    """Return the number of the entry since which a value of what is in force has been the same; 0 where none is."""
    since, last = 0, None
    for entry in entries(EntryKind.RULES_IN_FORCE):
        if not since or value(entry) != last:
            since, last = entry.sequence, value(entry)
    return since


def _agreements_after(sequence: int) -> list[Entry]:
    """Return the agreements after an entry: one that was used before does not switch the same change on once more."""
    return [entry for entry in entries(EntryKind.RULES_AGREED) if entry.sequence > sequence]


def readers_in_force() -> int | None:
    """Return the version of the readers in force by the ledger; None before a build recorded any."""
    known = entries(EntryKind.RULES_IN_FORCE)
    return known[-1].payload["readers"] if known else None


def are_readers_agreed(readers: int | None) -> bool:
    """Return whether what some readers read may be judged.

    Args:
        readers: Their version; none where nothing is landed.
    """
    before = readers_in_force()
    payloads = [entry.payload for entry in _agreements_after(_in_force_since(lambda entry: entry.payload["readers"]))]
    agreed = {(payload.get("readers_before"), payload.get("readers")) for payload in payloads}
    return None in (readers, before) or readers == before or (before, readers) in agreed


def require_agreement(noted: str, project_hash: str, readers: int | None) -> None:
    """Refuse a change that no second person agreed to.

    Args:
        noted: Hash that the last build noted beside the ledger; empty before the first.
        project_hash: Hash of the dbt project to build by.
        readers: The newest version of the readers by which a landed row was made; none where there are no rows.

    Raises:
        DeclarationError: The rules or the readers changed, and nobody agreed to it.
    """
    if not are_readers_agreed(readers):
        raise DeclarationError(
            f"Version {readers} of the readers has read what is landed, version {readers_in_force()} is in force, and "
            "no second person agreed to the change.",
            hint=HINT_READERS,
        )
    if not is_agreed(noted, project_hash):
        raise DeclarationError(CHANGED, hint=HINT)
