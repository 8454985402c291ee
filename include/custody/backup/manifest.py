"""Writes and reads the files of a backup, its list of hashes, and the signature of that list.

A backup is a folder: ``backup.json`` says in clear when it was made, of which state of the ledger, and the hash of
``manifest.json``, signed; that names every file below ``files/`` with length and SHA-256 of its bytes in clear.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from include.custody.backup.encryption import decrypted, encrypted, key_of
from include.errors import ArchiveError, SettingError
from include.ledger.signing import is_signed, key_id, public_text, sign, signing_key

HEAD, MANIFEST, FILES = "backup.json", "manifest.json", "files"
PURPOSE = "backup"
FORMAT = 1
READ_BYTES = 1 << 20
Kept = dict[str, tuple[int, str]]
"""Length and SHA-256 of each file by its name."""


@dataclass(frozen=True)
class Head:
    """The header of a backup, in clear; times ISO 8601 in UTC, hashes and salt in hex, no salt where unencrypted."""

    made_at: str
    ledger: str
    salt: str
    manifest_sha256: str
    key_id: str
    signature: str = field(default="", compare=False)
    format: int = FORMAT

    @property
    def signed_text(self) -> str:
        """The text that is signed: every field but the signature."""
        return json.dumps({name: value for name, value in asdict(self).items() if name != "signature"}, sort_keys=True)


def write_file(path: Path, pieces: Iterable[bytes], cipher: AESGCM | None, name: str) -> tuple[int, str]:
    """Write one file of a backup and return length and SHA-256 of its bytes in clear."""
    digest, length = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal length
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            yield piece

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        for piece in encrypted(counted(), cipher, name) if cipher else counted():
            stream.write(piece)
    return length, digest.hexdigest()


def read_file(path: Path, cipher: AESGCM | None, name: str) -> Iterator[bytes]:
    """Yield the bytes in clear of one file of a backup.

    Raises:
        ArchiveError: It cannot be decrypted, or is not there.
    """
    try:
        with path.open("rb") as stream:
            yield from decrypted(stream, cipher, name) if cipher else pieces_of(stream)
    except FileNotFoundError as error:
        raise ArchiveError(f"{name} is missing from the backup.", hint="Use another backup.") from error


def pieces_of(stream: BinaryIO, limit: int | None = None) -> Iterator[bytes]:
    """Yield a stream's bytes in pieces, up to a number of bytes in all."""
    left = limit
    while piece := stream.read(READ_BYTES if left is None else min(READ_BYTES, left)):
        left = None if left is None else left - len(piece)
        yield piece


def write_head(folder: Path, made_at: str, ledger: str, salt: bytes, cipher: AESGCM | None, kept: Kept) -> Head:
    """Write the manifest and, last, the header that names and signs it."""
    content = json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True).encode()
    _, digest = write_file(folder / MANIFEST, [content], cipher, MANIFEST)
    key = signing_key()
    head = Head(made_at, ledger, salt.hex(), digest, key_id(public_text(key)))
    head = Head(**{**asdict(head), "signature": sign(key, PURPOSE, head.signed_text)})
    (folder / HEAD).write_text(json.dumps(asdict(head), indent=1) + "\n", encoding="utf-8")
    return head


def read_head(folder: Path) -> Head:
    """Return the header of a backup.

    Raises:
        SettingError: The folder holds no backup that this program reads.
    """
    try:
        found = Head(**json.loads((folder / HEAD).read_text(encoding="utf-8")))
        datetime.fromisoformat(found.made_at).astimezone(UTC)
        bytes.fromhex(found.salt)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise SettingError(
            f"{folder} holds no whole backup.", hint="Name the folder that has a backup.json."
        ) from error
    if found.format != FORMAT:
        raise SettingError(f"{folder} is of format {found.format}.", hint="Restore it with the version that made it.")
    return found


def require_signed(folder: Path, head: Head) -> None:
    """Check that this installation's key signed a backup.

    Raises:
        ArchiveError: Another key did, or nobody.
    """
    public = public_text(signing_key())
    if not is_signed(public, PURPOSE, head.signed_text, head.signature):
        raise ArchiveError(
            f"{folder} was signed by key {head.key_id}, not by this installation's {key_id(public)}.",
            hint="Put the key of that time in its place; a backup that no key of yours signed is not yours.",
        )


def open_manifest(folder: Path, passphrase: str) -> tuple[Head, AESGCM | None, Kept]:
    """Return a backup's head, cipher and list of files.

    Raises:
        SettingError: It is encrypted and there is no passphrase, or the folder holds no backup.
        ArchiveError: The manifest is not the one that the head names.
    """
    head = read_head(folder)
    if head.salt and not passphrase:
        raise SettingError(f"{folder} is encrypted.", hint="Set PRESS_BACKUP_PASSPHRASE_FILE.")
    cipher = key_of(passphrase, bytes.fromhex(head.salt)) if head.salt else None
    content = b"".join(read_file(folder / MANIFEST, cipher, MANIFEST))
    if hashlib.sha256(content).hexdigest() != head.manifest_sha256:
        raise ArchiveError(f"{folder}: {MANIFEST} is not the one that was made.", hint="Use another backup.")
    return head, cipher, {name: (length, digest) for name, (length, digest) in json.loads(content).items()}


def check_file(folder: Path, name: str, cipher: AESGCM | None, kept: Kept) -> Iterator[bytes]:
    """Yield the bytes of one file and, at its end, refuse them if their hash is not the one of the list.

    Raises:
        ArchiveError: They are not.
    """
    digest = hashlib.sha256()
    for piece in read_file(folder / FILES / name, cipher, name):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != kept[name][1]:
        raise ArchiveError(f"{name} in the backup was changed after it was made.", hint="Use another backup.")
