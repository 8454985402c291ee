"""Keeps the dbt project as dbt parsed it, in this process and beside the warehouse.

dbt takes seven seconds of a processor to parse the project and a fifth of one to read what it parsed. Its own partial
parsing still takes half of the seven: it compares every file and resolves every reference again.

What is kept is what a build judges by, while the project in force is known by the hash of its files. So the file
carries a proof by the ledger's key: whoever can write it cannot have other rules run under the hash of ours.
"""

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from include.atomic import replacing
from include.ledger.signing import PROOF_LETTERS, has_key, proofs
from include.settings import settings

LONGEST_WRITE_SECONDS = 3600
KEPT = 4  # files: the project in use, one beside it in a comparison, and each once more after a change
PURPOSE = "parsed project"
_in_process: dict[str, bytes] = {}


def kept(state: str) -> Any | None:
    """Return the manifest that was parsed in a state of the project, for the caller alone; None where none is kept.

    Args:
        state: What parsing depends on, in any text.
    """
    if state not in _in_process:
        packed = _read(_path(state))
        if packed is None:
            return None
        _remember(state, packed)
    from dbt.contracts.graph.manifest import Manifest

    return Manifest.from_msgpack(_in_process[state])  # dbt changes what it is given; a deep copy takes as long


def keep(state: str, manifest: Any) -> None:
    """Keep a manifest for this process and, where a key can prove it, for others; the oldest of many go."""
    manifest.files = {}  # only dbt's partial parsing reads them
    path, packed = _path(state), manifest.to_msgpack()
    _remember(state, packed)
    own = _proofs(path.name, packed)
    if not own:
        return
    with replacing(path) as stream:
        stream.write(own[0].encode() + packed)
    for left in folder().glob(".*.part"):  # of a process that was killed while it wrote some tens of megabytes
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < path.stat().st_mtime - LONGEST_WRITE_SECONDS:
                left.unlink()
    by_age = sorted(folder().glob("*.msgpack"), key=lambda other: (other == path, other.stat().st_mtime_ns))
    for old in by_age[:-KEPT]:
        old.unlink(missing_ok=True)


def folder() -> Path:
    """Return where manifests are kept."""
    return settings().warehouse / "parsed"


def forget() -> None:
    """Forget what this process holds."""
    _in_process.clear()


def _remember(state: str, packed: bytes) -> None:
    """Hold one packed manifest in this process, some megabytes."""
    _in_process.clear()
    _in_process[state] = packed


def _path(state: str) -> Path:
    """Return the file of a state; another version of dbt parses anew, as its manifests may have another form."""
    versions = [version(name) for name in ("dbt-core", f"dbt-{settings().warehouse_target}")]
    return folder() / f"{hashlib.sha256(f'{versions}{state}'.encode()).hexdigest()}.msgpack"


def _read(path: Path) -> bytes | None:
    """Return the packed manifest in a file; None where there is none, or not one that this installation wrote."""
    if not path.is_file():
        return None
    content = path.read_bytes()
    proof, packed = content[:PROOF_LETTERS], content[PROOF_LETTERS:]
    if proof.decode("ascii", "replace") not in _proofs(path.name, packed):
        return None
    return packed


def _proofs(name: str, packed: bytes) -> list[str]:
    """Return the proofs that this installation parsed some bytes in a state; none before it has a key.

    The state is in them by the file's name: what was parsed before a rule changed is no proof of what it is now.
    """
    return proofs(PURPOSE, f"{name} {hashlib.sha256(packed).hexdigest()}") if has_key() else []
