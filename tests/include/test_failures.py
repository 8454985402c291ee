"""What fails below a command is a sentence with what to do, on any terminal."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from sqlalchemy.exc import OperationalError

from include.doctor.finding import examine
from include.doctor.stores import check_rules
from include.errors import SettingError
from include.failures import expected, explain
from include.settings import ROOT


def press(home: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as people do, in a process of its own."""
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "include.cli", *command], env=environment, capture_output=True, timeout=300
    )


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (SettingError("PRESS_X is wrong.", hint="Correct it."), "PRESS_X is wrong.", "Correct it."),
        (OSError(errno.ENOSPC, "No space left on device", "/a/b"), "/a/b: No space left on device.", "Free some space"),
        (OSError(errno.EROFS, "Read-only file system", "/a"), "/a: Read-only file system.", "for writing"),
        (PermissionError(errno.EACCES, "Permission denied", "/a"), "/a: Permission denied.", "user who owns"),
        (
            OperationalError("select", {}, Exception("database or disk is full")),
            "A store failed: database",
            "Free some",
        ),
        (json.JSONDecodeError("Expecting value", "", 0), "A file that should hold JSON is damaged", "from a backup"),
        (duckdb.Error("IO Error: No space left on device\nmore"), "A store failed: IO Error", "Free some"),
    ],
)
def test_every_store_is_explained(error: Exception, message: str, hint: str) -> None:
    assert isinstance(error, expected())
    said = explain(error)
    assert said[0].startswith(message)
    assert hint in said[1]


def test_a_command_on_an_ascii_terminal_prints_everything(home: Path) -> None:
    (home / "feed.xml").write_text(
        "<rss><channel><item><title>Hà Nội ✓ 😀</title><link>http://a.example.vn/1.html</link></item></channel></rss>"
    )
    found = press(home, "feed", "parse", str(home / "feed.xml"), PYTHONIOENCODING="ascii")
    assert found.returncode == 0, found.stderr
    assert found.stdout.isascii()
    assert json.loads(found.stdout)["title"] == "Hà Nội ✓ 😀"


def test_a_table_on_an_ascii_terminal_is_printed_too(home: Path) -> None:
    found = press(home, "doctor", PYTHONIOENCODING="ascii")
    assert b"Traceback" not in found.stderr + found.stdout
    assert found.stdout.isascii()


def test_a_reader_that_has_gone_is_no_traceback(home: Path) -> None:
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m include.cli doctor --json | true"
    found = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=300)
    assert b"Traceback" not in found.stderr


def test_a_folder_that_cannot_be_written_is_a_sentence(home: Path) -> None:
    blocked = home / "blocked"
    blocked.write_text("a file where a folder should be")
    found = press(blocked / "home", "doctor", "--json")
    assert b"Traceback" not in found.stderr
    rows = {row["check"]: row for row in map(json.loads, found.stdout.splitlines())}
    assert rows["home"]["is_well"] is False
    assert "Not a directory" in rows["home"]["found"]


def test_what_is_printed_does_not_steer_the_terminal(home: Path) -> None:
    found = press(home, "day", "status", "2026-10-15\x1b[2J")
    assert found.returncode != 0
    assert b"Traceback" not in found.stderr


def test_files_that_commands_write_are_for_their_owner(home: Path) -> None:
    found = press(home, "registers", "template", "licences", "--output", str(home / "licences.xlsx"))
    assert found.returncode == 0, found.stderr
    assert (home / "licences.xlsx").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("manifest", ["{", "[]", "{}", ""])
def test_a_published_copy_whose_manifest_is_damaged_is_a_finding_of_the_doctor(home: Path, manifest: str) -> None:
    copy = home / "published" / "builds" / "b1"
    copy.mkdir(parents=True)
    (copy / "manifest.json").write_text(manifest, encoding="utf-8")
    (home / "published" / "current").symlink_to(copy)
    found = examine("rules", check_rules)
    assert (found["is_well"], f"{copy}/manifest.json is damaged" in found["found"]) == (False, True)
    assert "build_warehouse" in found["hint"]
