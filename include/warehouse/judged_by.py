"""Keeps the dbt project that a published copy was judged by, so that the next one can be compared with it.

An upgrade replaces the project in use. Without what the last build judged by, nobody could say what the new one
changes.
"""

import zipfile
from pathlib import Path

from include.errors import DeclarationError, InvariantError
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.warehouse import dbt

JUDGED_BY = "judged_by.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)  # one project gives one archive, whenever it is packed
HINT = (
    "Run press rules compare --from-day … --to-day …: it judges at least 30 past days by what the last build judged by "
    "and by this program, and a second approver agrees on the page of reports. Or install the version before again; "
    "until then the published copy stands. See docs/runbooks/build_warehouse.md."
)


def pack(folder: Path, project: Path = dbt.PROJECT) -> None:
    """Write every file of a project that decides what a build makes into one archive.

    Args:
        folder: Folder of the copy that is being published.
        project: The project that it was built by.
    """
    with zipfile.ZipFile(folder / JUDGED_BY, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in dbt.project_files(project):
            entry = zipfile.ZipInfo(str(path.relative_to(project)), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def unpack(copy: Path, law: str, folder: Path) -> Path | None:
    """Return the project that a published copy was judged by, unpacked into a folder; none where none was kept.

    Args:
        copy: The published copy.
        law: The hash of the law that its manifest names.
        folder: Where to.

    Raises:
        InvariantError: The archive is not the project that the copy names.
    """
    if not (copy / JUDGED_BY).is_file():
        return None
    with zipfile.ZipFile(copy / JUDGED_BY) as archive:
        archive.extractall(folder)
    if dbt.law_fingerprint(folder) != law:
        raise InvariantError(
            f"{copy / JUDGED_BY} is not what the published copy was judged by.",
            hint="Name the project that was in use by --before.",
        )
    return folder


def is_agreed(noted: str, law: str) -> bool:
    """Return whether rules may follow those that the last build judged by.

    Args:
        noted: Hash of what the last build judged by; empty before the first, which has nothing to differ from.
        law: Hash of the catalogue and the rules in use.
    """
    agreed = {(str(entry.payload.get("before", "")), entry.subject_id) for entry in entries(EntryKind.RULES_AGREED)}
    return noted in ("", law) or (noted, law) in agreed


def require_agreement(noted: str) -> str:
    """Return the hash of the catalogue and the rules in use; refuse a change of them that no second person agreed to.

    Args:
        noted: Hash of what the last build judged by; empty before the first.

    Raises:
        DeclarationError: They changed, and nobody agreed to it.
    """
    law = dbt.law_fingerprint()
    if not is_agreed(noted, law):
        raise DeclarationError(
            "The catalogue or a rule changed since the last build, and no second person agreed to the change.",
            hint=HINT,
        )
    return law
