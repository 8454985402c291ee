"""A file is replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from include.atomic import replace_text, replacing


def test_a_replaced_file_holds_the_new_bytes_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "below" / "a.json"
    replace_text(path, "Hà Nội")
    replace_text(path, "Hà Đông")
    assert path.read_text(encoding="utf-8") == "Hà Đông"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_under_the_name_of_what_is_unfinished_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"key")
    (tmp_path / f".a.{os.getpid()}.part").symlink_to(tmp_path / "key")
    replace_text(tmp_path / "a", "new")
    assert ((tmp_path / "key").read_bytes(), (tmp_path / "a").read_bytes()) == (b"key", b"new")
    assert not (tmp_path / "a").is_symlink()


def test_a_failure_while_writing_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"), replacing(path) as stream:
        stream.write(b"ne")
        raise OSError(28, "No space left on device")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
