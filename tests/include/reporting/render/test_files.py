"""The files of a snapshot are drawn into its folder, and drawing again changes nothing."""

from pathlib import Path

import pytest

from include.errors import ReportError
from include.reporting.compose import Snapshot
from include.reporting.render.files import file_hashes, render


def test_drawing_again_gives_the_same_bytes(snapshot: Snapshot) -> None:
    before = file_hashes(snapshot.folder, snapshot.content)
    drawn = render(snapshot.folder)
    assert sorted(drawn) == ["docx", "pdf", "xlsx"]
    assert file_hashes(snapshot.folder, snapshot.content) == before
    assert len(before) == 3


def test_a_folder_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is not a snapshot"):
        render(tmp_path)
