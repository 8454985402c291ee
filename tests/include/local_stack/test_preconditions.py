"""A wrong Python, a full disk and a folder that cannot be made each get one sentence and the fix."""

from pathlib import Path

import pytest

from include.errors import SettingError
from include.local_stack.preconditions import NEEDED_MEGABYTES, check_disk, check_python

NEEDED = NEEDED_MEGABYTES * 1024 * 1024


def test_another_python_is_refused() -> None:
    check_python((3, 11))
    with pytest.raises(SettingError, match=r"Python 3\.12, not 3\.11.*Fix"):
        check_python((3, 12))


def test_a_full_disk_is_refused(tmp_path: Path) -> None:
    check_disk(tmp_path, free_bytes=NEEDED)
    with pytest.raises(SettingError, match=r"MB are free.*Fix"):
        check_disk(tmp_path, free_bytes=NEEDED - 1)


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingError, match=r"cannot be made.*PRESS_HOME"):
        check_disk(tmp_path / "file" / "home")
