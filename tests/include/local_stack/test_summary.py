"""The summary says what was found in six lines, and where everything is."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from include.errors import SettingError
from include.local_stack.environment import Ports
from include.local_stack.summary import FINDINGS, summary_lines


@pytest.fixture
def stack(tmp_path: Path) -> Any:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "bao-cao.docx").touch()
    (tmp_path / "mailbox" / "new").mkdir(parents=True)
    (tmp_path / "mailbox" / "new" / "one.eml").touch()
    administrator = SimpleNamespace(password=lambda: "a-password")
    return cast(
        Any,
        SimpleNamespace(
            home=tmp_path,
            ports=Ports(8080, 1025, 8090),
            administrator=administrator,
            session=lambda user: administrator,
        ),
    )


def test_six_lines_of_findings_then_where_everything_is(
    stack: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("include.warehouse.published.query", lambda sql: pd.DataFrame({"text": ["12 of something"]}))
    lines = summary_lines(stack)
    assert len([line for line in lines if "12 of something" in line]) == len(FINDINGS) == 6
    text = "\n".join(lines)
    assert str(tmp_path / "reports" / "bao-cao.docx") in text
    assert f"{tmp_path / 'mailbox'} (1 mails)" in text
    assert "http://127.0.0.1:8080  user admin  password a-password" in text
    assert "http://127.0.0.1:8080/review-desk/  user chuyen_vien_3  password a-password" in text
    assert "press warehouse query" in text


def test_a_finding_that_cannot_be_read_does_not_hide_the_rest(stack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(sql: str) -> Any:
        raise SettingError("nothing is published")

    monkeypatch.setattr("include.warehouse.published.query", missing)
    assert "unknown: nothing is published" in "\n".join(summary_lines(stack))


def test_no_finding_is_worded_as_an_offence() -> None:
    assert not re.search("violat|breach|offen[cs]e", " ".join(FINDINGS.values()))
