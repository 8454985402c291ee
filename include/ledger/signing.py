"""The key that signs the ledger: made once, kept in a file outside the database, replaced only by a signed rotation.

Signatures are Ed25519 (RFC 8032). Every signed text opens with its purpose, so that a signature of one thing is never
one of another.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from include.errors import LedgerError
from include.settings import settings

KEY_ID_LETTERS = 16
PROOF_LETTERS = 32
UNFINISHED = ".part"
VOUCHER = "voucher"
VOUCHED = re.compile(r"^vouched for: ([0-9a-f]{128})$", re.MULTILINE)


def public_text(key: Ed25519PrivateKey) -> str:
    """Return a key's public half in hex."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_id(public: str) -> str:
    """Return the short name of a public key: the start of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:KEY_ID_LETTERS]


def _signed_text(purpose: str, text: str) -> bytes:
    """Return the bytes that are signed."""
    return f"press-compliance {purpose}\n{text}".encode()


def sign(key: Ed25519PrivateKey, purpose: str, text: str) -> str:
    """Return the signature of a text for one purpose, in hex."""
    return key.sign(_signed_text(purpose, text)).hex()


def is_signed(public: str, purpose: str, text: str, signature: str | None) -> bool:
    """Return whether a signature of a text was made by the private half of a public key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature or ""), _signed_text(purpose, text))
    except (InvalidSignature, ValueError):
        return False
    return True


def has_key() -> bool:
    """Return whether this installation has its key: then its ledger was made, and has to exist."""
    return settings().ledger_key.exists()


def signing_key() -> Ed25519PrivateKey:
    """Return the private key of this installation.

    Raises:
        LedgerError: The file is missing or holds no Ed25519 key.
    """
    path = settings().ledger_key
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise LedgerError(
            f"The key that signs the ledger cannot be read: {error}.",
            hint="Put the key file back from where it is kept; without it nothing can be recorded or verified.",
        ) from error


@lru_cache(maxsize=16)
def _read(path: Path, _written_at: int) -> Ed25519PrivateKey:
    """Read a key file; the time of its writing makes a replaced file a new entry of the cache."""
    if path.exists() and not path.is_file():  # a pipe would keep every process waiting
        raise LedgerError(f"{path} is no file.", hint="Put the installation's key in its place.")
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise LedgerError(f"{path} holds no private key.", hint="Put the right key file back.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{path} holds a key that is not Ed25519.", hint="Put the right key file back.")
    return key


def _known_keys() -> list[Ed25519PrivateKey]:
    """Return the installation's key and, of those kept beside it under its name, each that a known one vouches for.

    Whoever may write files there puts a key of their own beside it; nothing that it signs is ours.
    """
    own = settings().ledger_key
    known = [_read(own, own.stat().st_mtime_ns)]
    beside = [path for path in sorted(own.parent.glob(f"{own.name}.*")) if not path.name.endswith(UNFINISHED)]
    for voucher in known:  # which grows by those that it vouches for
        for path in beside:
            with suppress(LedgerError, OSError):  # a stray file is no key
                key = _read(path, path.stat().st_mtime_ns)
                if public_text(key) not in map(public_text, known) and _is_vouched_for(path, key, voucher):
                    known.append(key)
    return known


def _vouchers(path: Path) -> list[str]:
    """Return the signatures by which other keys vouch for the key of a file; they stand above it."""
    return VOUCHED.findall(path.read_text(encoding="utf-8", errors="replace"))


def _is_vouched_for(path: Path, key: Ed25519PrivateKey, voucher: Ed25519PrivateKey) -> bool:
    """Return whether the file of a key carries another key's signature of it."""
    return any(is_signed(public_text(voucher), VOUCHER, public_text(key), one) for one in _vouchers(path))


def known_publics() -> dict[str, str]:
    """Return the public keys, by key id, of the installation's key and of those kept beside it under its name."""
    return {key_id(public): public for public in map(public_text, _known_keys())}


def proofs(purpose: str, text: str) -> list[str]:
    """Return short proofs that a text is of this installation: its key's, then those of earlier keys.

    Each is the start of a hash of a signature, so that it fits a line of a mail; only a holder of the key makes one.
    """
    signed = (sign(key, purpose, text) for key in _known_keys())
    return [hashlib.sha256(one.encode()).hexdigest()[:PROOF_LETTERS] for one in signed]


def prepare_key() -> Ed25519PrivateKey:
    """Return the key of a ledger that is being made; it counts only once :func:`keep_key` has run.

    A start that was cut short left the file behind; the next one goes on with it.
    """
    if has_key():
        return signing_key()
    if (left := unfinished_key()) is not None:
        return left
    key = Ed25519PrivateKey.generate()
    write_key(_unfinished(), key)
    return key


def _unfinished() -> Path:
    """Return where a key lies until its ledger is made."""
    return Path(f"{settings().ledger_key}{UNFINISHED}")


def unfinished_key() -> Ed25519PrivateKey | None:
    """Return the key that a start left behind before its ledger was made, or nothing."""
    path = _unfinished()
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


def keep_key() -> None:
    """Make the prepared key the installation's key; harmless when it is."""
    if not has_key() and _unfinished().exists():
        _unfinished().replace(settings().ledger_key)


def replaced_key() -> Path:
    """Return where a rotation leaves the old key until it is done."""
    return Path(f"{settings().ledger_key}.replaced")


def retire_replaced_key() -> None:
    """Keep the old key, after its rotation was recorded, under its own name."""
    path = replaced_key()
    old = key_id(public_text(_read(path, path.stat().st_mtime_ns)))
    path.replace(path.with_name(f"{settings().ledger_key.name}.{old}.retired"))


def write_rotated(old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> None:
    """Put a new key in the place of the old one, whose copy stays until it is retired; each vouches for the other.

    Mails and notes that the old key signed stay proven by it, and an older backup is restored under the old key with
    the new one beside it.
    """
    by_new = sign(new, VOUCHER, public_text(old))
    write_key(replaced_key(), old, (*_vouchers(settings().ledger_key), by_new))
    write_key(settings().ledger_key, new, (sign(old, VOUCHER, public_text(new)),))


def write_key(path: Path, key: Ed25519PrivateKey, vouchers: Sequence[str] = ()) -> None:
    """Write a private key so that its owner alone can read it and nobody overwrites it, whole or not at all.

    Args:
        path: Its file.
        key: The key.
        vouchers: Signatures by which other keys vouch for it; readers of PEM pass over what stands above the key.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    above = "".join(f"vouched for: {one}\n" for one in vouchers).encode()
    text = above + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
