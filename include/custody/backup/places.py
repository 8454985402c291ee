"""What a backup keeps, and where it lies in an installation.

What is not named here is not kept: keys, passwords, locks, and what is made again from the rest (the warehouse,
validation pages, fingerprints). Airflow's metadata and the ledger are databases and kept by themselves.
"""

import re
from pathlib import Path

from include.settings import ROOT, SETTINGS_FILE, settings

LEDGER = "ledger.sqlite"
SETTINGS = SETTINGS_FILE
CURRENT = "published/current"
INPUTS = frozenset({"registers", "profiles"})
"""Places that people fill and that often lie elsewhere: what is there stays when a backup is put back."""
_SECRET = re.compile(r"^\s*(export\s+)?PRESS_\w*(URL|PASSWORD|PASSPHRASE|KEY)\w*\s*=", re.IGNORECASE)


def places() -> dict[str, Path]:
    """Return the folders that are kept, by the name under which a backup has them.

    Archive comes last: landing is made from it, so what landing names is there.
    """
    own = settings()
    home = own.home
    found = {
        "reports": own.reports,
        "published": own.published,
        "outbox": home / "outbox",
        "timestamps": home / "timestamps",
        "ledger_files": home / "ledger" / "files",
        "models": home / "models",
        "registers": own.registers,
        "landing": own.landing,
        "archive": own.archive,
    }
    is_ours = not own.profiles.is_relative_to(ROOT / "include")  # those come with the program
    return {"profiles": own.profiles, **found} if is_ours else found


def settings_kept() -> str:
    """Return the installation's settings file without the lines that may hold a secret."""
    path = settings().home / SETTINGS_FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return "".join(line for line in lines if not _SECRET.match(line))
