"""Encrypts files piece by piece with AES-256-GCM under a key made from a passphrase by scrypt (RFC 7914).

Each piece is sealed with its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár, 2015), and with the file's name: pieces cannot be left out, put elsewhere or exchanged between files.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from include.errors import ArchiveError, SettingError

PIECE_BYTES = 1 << 20
TAG_BYTES, PREFIX_BYTES, SALT_BYTES = 16, 7, 16
SHORTEST_PASSPHRASE = 16
_COST = 1 << 15  # scrypt's N, with r=8, p=1: 32 MB and about a tenth of a second


def read_passphrase(path: Path) -> str:
    """Return the passphrase that a file holds.

    Raises:
        SettingError: The file cannot be read, or holds too little.
    """
    try:
        passphrase = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(
            f"{path} cannot be read: {error.strerror}.", hint="Name the file of the passphrase."
        ) from error
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SettingError(
            f"{path} holds a passphrase of fewer than {SHORTEST_PASSPHRASE} letters.", hint="Make a longer one."
        )
    return passphrase


def key_of(passphrase: str, salt: bytes) -> AESGCM:
    """Return the cipher of a passphrase and a backup's salt."""
    return AESGCM(Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    """Return the nonce of one piece: never the same twice in a file, and files differ by their drawn prefix."""
    return prefix + struct.pack(">I?", number, is_last)


def encrypted(pieces: Iterable[bytes], cipher: AESGCM, name: str) -> Iterator[bytes]:
    """Yield the encrypted form of a file's bytes."""
    prefix = os.urandom(PREFIX_BYTES)
    yield prefix
    number, held = 0, b""
    for piece in pieces:
        held += piece
        while len(held) > PIECE_BYTES:
            yield cipher.encrypt(_nonce(prefix, number, False), held[:PIECE_BYTES], name.encode())
            number, held = number + 1, held[PIECE_BYTES:]
    yield cipher.encrypt(_nonce(prefix, number, True), held, name.encode())


def decrypted(stream: BinaryIO, cipher: AESGCM, name: str) -> Iterator[bytes]:
    """Yield a file's bytes from their encrypted form.

    Raises:
        ArchiveError: The passphrase is another, or the file was changed.
    """
    prefix, number = stream.read(PREFIX_BYTES), 0
    sealed = stream.read(PIECE_BYTES + TAG_BYTES)
    while True:
        following = stream.read(PIECE_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(prefix, number, not following), sealed, name.encode())
        except InvalidTag as error:
            raise ArchiveError(
                f"{name} in the backup cannot be decrypted.",
                hint="Check the passphrase; if it is right, the backup was changed: use another.",
            ) from error
        if not following:
            return
        sealed, number = following, number + 1
