"""The month's report and its register of recipients: composed and drawn once for a run, and copied by who needs it.

Drawing takes a second, and some two hundred tests want the same report. A report names the key of its ledger, so a test
gets the whole installation in which it was made.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from include.landing import store
from include.reporting.compose import Snapshot, compose, read_snapshot
from include.reporting.render import render
from tests.conftest import forget
from tests.include.reporting.sample_rows import month_query
from tests.support.shared import built_once

ROLES = {"van_phong_ubnd": "Văn phòng UBND Thành phố", "ban_tuyen_giao": "Ban Tuyên giáo và Dân vận Thành ủy"}
LANDED_ON = date(2026, 11, 14)


def land_recipients() -> None:
    """Land a register of two recipients, one that ended and one of another report."""
    rows = [
        {
            "recipient_id": recipient_id,
            "role": ROLES.get(recipient_id, recipient_id),
            "work_address": f"{recipient_id}@hanoi.example.vn",
            "report": report,
            "effective_from": date(2026, 1, 1),
            "effective_to": until,
            "register_row_id": f"recipients-{number}",
            "file_name": "recipients.csv",
            "file_sha256": "0" * 64,
            "sheet": "csv",
            "row_number": number + 2,
            "day": LANDED_ON,
        }
        for number, (recipient_id, report, until) in enumerate(
            [
                ("van_phong_ubnd", "all", None),
                ("ban_tuyen_giao", "monthly_compliance", None),
                ("so_tttt", "all", date(2026, 6, 30)),
                ("phong_khac", "yearly_evaluation", None),
            ]
        )
    ]
    store.write("recipients", LANDED_ON, rows)


def drawn_report(home: Path) -> Snapshot:
    """Make a folder, in which nothing was recorded yet, the installation that has composed and drawn the report."""
    with built_once("month-report") as made:
        name = made / "folder.txt"
        if not name.exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("PRESS_HOME", str(made / "home"))
                forget()
                land_recipients()
                composed = compose("monthly_compliance", "2026-11", month_query, "build-1")
                render(composed.folder)
            forget()
            name.write_text(str(composed.folder.relative_to(made / "home")), encoding="utf-8")
    assert not (home / "ledger").exists(), "the ledger of the report would take its place"
    shutil.copytree(made / "home", home, dirs_exist_ok=True)
    return read_snapshot(home / name.read_text(encoding="utf-8"))
