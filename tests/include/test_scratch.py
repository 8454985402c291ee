"""A folder for the time of one piece of work goes with it, whatever was put into it and however the work ended."""

import fcntl
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from include.scratch import IN_USE, remove_abandoned, scratch


def test_a_folder_goes_however_deep_it_is(tmp_path: Path) -> None:
    with scratch(tmp_path, "work-") as place, chdir(place):
        for _ in range(1500):
            Path("d").mkdir(0o300)
            os.chdir("d")
        Path("f").touch()
    assert list(tmp_path.iterdir()) == []


def test_what_a_link_in_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    with scratch(tmp_path, "work-") as place:
        (place / "link").symlink_to(tmp_path / "kept")
    assert (tmp_path / "kept" / "file").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_was_taken_for_abandoned_before_it_was_locked_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the work would go on in a folder that another user may have made anew under its name."""
    real, removed = fcntl.flock, list[str]()

    def raced(handle: int, operation: int) -> Any:
        if not removed:
            removed.extend(path.name for path in tmp_path.glob("work-*"))
            remove_abandoned(tmp_path, "work-")
        return real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", raced)
    with scratch(tmp_path, "work-") as place:
        assert (place / IN_USE).exists()
        assert place.name not in removed
    assert len(removed) == 1
