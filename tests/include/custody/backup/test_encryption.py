"""What is encrypted comes back by its passphrase and name alone, and no piece can be left out, moved or changed."""

from io import BytesIO

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from include.custody.backup import encryption
from include.custody.backup.encryption import PREFIX_BYTES, TAG_BYTES, decrypted, encrypted
from include.errors import ArchiveError

PIECE = 64
CIPHER = AESGCM(bytes(32))


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> object:
    """Let a piece hold a few bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encryption, "PIECE_BYTES", PIECE)
        yield


def sealed(body: bytes, name: str = "a", step: int = 50) -> bytes:
    return b"".join(encrypted((body[i : i + step] for i in range(0, len(body), step)), CIPHER, name))


def opened(body: bytes, name: str = "a", cipher: AESGCM = CIPHER) -> bytes:
    return b"".join(decrypted(BytesIO(body), cipher, name))


@given(st.binary(max_size=5 * PIECE), st.integers(1, 3 * PIECE))
def test_every_length_comes_back(body: bytes, step: int) -> None:
    assert opened(sealed(body, step=step)) == body


@given(st.integers(0, 3), st.data())
def test_a_changed_byte_is_found(pieces: int, data: st.DataObject) -> None:
    body = bytearray(sealed(b"x" * PIECE * pieces + b"y"))
    body[data.draw(st.integers(0, len(body) - 1))] ^= 1
    with pytest.raises(ArchiveError):
        opened(bytes(body))


def test_pieces_are_not_left_out_exchanged_or_given_another_name() -> None:
    body = sealed(bytes(range(256)) * 2)
    prefix, rest, size = body[:PREFIX_BYTES], body[PREFIX_BYTES:], PIECE + TAG_BYTES
    pieces = [rest[i : i + size] for i in range(0, len(rest), size)]
    for forged in (pieces[:-1], pieces[1:], [pieces[1], pieces[0], *pieces[2:]], [*pieces, pieces[-1]], []):
        with pytest.raises(ArchiveError):
            opened(prefix + b"".join(forged))
    with pytest.raises(ArchiveError):
        opened(body, name="b")
    with pytest.raises(ArchiveError):
        opened(body, cipher=AESGCM(bytes(31) + b"\x01"))


def test_the_same_bytes_are_never_encrypted_alike() -> None:
    assert sealed(b"x" * 100) != sealed(b"x" * 100)
