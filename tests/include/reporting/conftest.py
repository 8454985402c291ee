"""A composed and drawn report, a register of recipients, and a real mail server."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from include.local_stack.mailbox import open_mailbox
from include.reporting.approve import Login
from include.reporting.compose import Snapshot
from include.settings import settings
from tests.support.month_report import drawn_report, land_recipients
from tests.support.ports import free_port


@dataclass(frozen=True)
class Mailbox:
    """The maildir of the running mail server, which keeps each message once, and what the server took."""

    folder: Path
    taken: list[str] = field(default_factory=list)

    def messages(self) -> list[EmailMessage]:
        """Return what arrived, parsed, in the order of the files."""
        files = sorted(self.folder.glob("new/*.eml"))
        return [BytesParser(policy=default).parsebytes(path.read_bytes()) for path in files]

    def times(self) -> Counter[str]:
        """Return how often the server took each message, by Message-ID."""
        return Counter(self.taken)


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
    land_recipients()


@pytest.fixture
def snapshot(home: Path, approvers: None) -> Snapshot:
    """Return the month's report, composed and drawn; the register of recipients is landed."""
    return drawn_report(home)


@pytest.fixture
def mailbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Start a mail server and point the settings at it."""
    port = free_port()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(port))
    settings.cache_clear()
    controller = open_mailbox(home / "mailbox", port)
    yield Mailbox(home / "mailbox", controller.handler.taken)
    controller.stop()
