"""Files beside the ledger are kept whole, for the installation alone, and a damaged one is replaced."""

from pathlib import Path

from include.ledger.sealed_files import folder, keep, read


def test_a_file_is_read_back_by_its_hash_and_closed_to_others(home: Path) -> None:
    digest = keep(b"signed")
    assert read(digest) == b"signed"
    assert (folder() / digest).stat().st_mode & 0o777 == 0o400


def test_a_damaged_file_is_none_and_is_replaced_when_it_is_given_again(home: Path) -> None:
    digest = keep(b"signed")
    (folder() / digest).unlink()
    (folder() / digest).write_bytes(b"sig")
    assert read(digest) is None
    assert keep(b"signed") == digest
    assert read(digest) == b"signed"
