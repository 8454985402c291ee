"""What the documents point at is there."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from include.settings import ROOT

OURS = r"`((?:include|dags|plugins|dbt_project|tests|docs|benchmarks|\.ci)/[\w./-]+)`"
LINK = r"\]\((?!http|#|mailto)([^)#\s]+)"
CODE = r"`[^`\n]*`(?!\])"  # a pattern in code may look like a link; code that is a link's text may not
FOLDERS = ("", "benchmarks", "dags", "docs", "include")
PAGES = sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("**/*.md" if folder == "docs" else "*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_and_page_that_a_document_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = [ROOT / name for name in re.findall(OURS, text)]
    linked = [page.parent / name for name in re.findall(LINK, re.sub(CODE, "", text))]
    assert [str(path) for path in (*named, *linked) if not path.exists()] == []


def test_each_of_the_six_questions_is_answered_by_its_command() -> None:
    """Its command finds something, and every file that the line names is among it."""
    page = (ROOT / "include" / "README.md").read_text(encoding="utf-8").partition("## Six questions")[2]
    lines = [line for line in page.splitlines() if "git grep" in line]
    assert len(lines) == 6
    for line in lines:
        (command,) = re.findall(r"`(git grep [^`]+)`", line)
        asked = shlex.split(command.replace("<rule_id>", "reprint_delay").replace("\\|", "|"))
        found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        named = [name.replace("<rule_id>", "reprint_delay") for name in re.findall(r"`([\w/<>]+\.(?:py|sql))`", line)]
        assert found, command
        assert all(name in found for name in named), (command, named)
