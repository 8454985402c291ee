"""Checks of the environment, its disk, its secrets and the people whom its settings name."""

import shutil
import sys

from include.doctor.finding import Finding
from include.review.acts import impossible_acts
from include.settings import settings

LEAST_FREE_MEGABYTES = 2048
PYTHON = (3, 11)


def check_python() -> Finding:
    """Compare the version of Python with the one that the lock file is made for."""
    version = sys.version_info[:2]
    found = f"Python {version[0]}.{version[1]}"
    return Finding(version == PYTHON, found, "Run make run, which makes the right environment.")


def check_home() -> Finding:
    """Write a file in the home folder, and measure the room on its disk."""
    home = settings().home
    home.mkdir(parents=True, exist_ok=True)
    probe = home / ".doctor"
    probe.touch()
    probe.unlink()
    free = shutil.disk_usage(home).free // 1024 // 1024
    return Finding(free >= LEAST_FREE_MEGABYTES, f"{home}: {free} MB free", "Free some space, or move PRESS_HOME.")


def check_secrets() -> Finding:
    """Check that the mail password and the key of the ledger can be read by their owner alone."""
    secrets = [path for path in (settings().smtp_password_file, settings().ledger_key) if path and path.exists()]
    opened = [str(path) for path in secrets if path.stat().st_mode & 0o077]
    found = f"open to others: {', '.join(opened)}" if opened else f"{len(secrets)} files, closed to others"
    return Finding(not opened, found, f"chmod 600 {' '.join(opened)}")


def check_people() -> Finding:
    """List the acts of the review desk that nobody could do with the people whom the settings name."""
    nobody = ", ".join(impossible_acts())
    hint = "Name more people in PRESS_REVIEWERS and PRESS_APPROVERS: who decides never releases or approves the same."
    return Finding(not nobody, f"nobody can: {nobody}" if nobody else "every act has somebody who may do it", hint)
