"""A composed and drawn report, a register of recipients, and a real mail server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from include.landing import store
from include.local_stack.mailbox import open_mailbox
from include.reporting.approve import Login
from include.reporting.compose import Snapshot, compose
from include.reporting.render import render
from include.settings import settings
from tests.include.reporting.sample_rows import month_query
from tests.support.ports import free_port

ROLES = {"van_phong_ubnd": "Văn phòng UBND Thành phố", "ban_tuyen_giao": "Ban Tuyên giáo và Dân vận Thành ủy"}


@dataclass(frozen=True)
class Mailbox:
    """The maildir of the running mail server."""

    folder: Path

    def messages(self) -> list[EmailMessage]:
        """Return what arrived, parsed, in the order of the files."""
        files = sorted(self.folder.glob("new/*.eml"))
        return [BytesParser(policy=default).parsebytes(path.read_bytes()) for path in files]


DIRECTOR = Login("giam_doc", "tests")
DEPUTY = Login("pho_giam_doc", "tests")


@pytest.fixture
def approvers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name two who may approve."""
    monkeypatch.setenv("PRESS_APPROVERS", f"{DIRECTOR.name}, {DEPUTY.name}")
    settings.cache_clear()


@pytest.fixture
def register(approvers: None) -> None:
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
            "day": date(2026, 11, 14),
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
    store.write("recipients", date(2026, 11, 14), rows)


@pytest.fixture
def snapshot(register: None) -> Snapshot:
    """Compose and draw the month's report."""
    composed = compose("monthly_compliance", "2026-11", month_query, "build-1")
    render(composed.folder)
    return composed


@pytest.fixture
def mailbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Start a mail server and point the settings at it."""
    port = free_port()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(port))
    settings.cache_clear()
    controller = open_mailbox(home / "mailbox", port)
    yield Mailbox(home / "mailbox")
    controller.stop()
