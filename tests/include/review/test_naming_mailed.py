"""Over drawn histories of reports and corrections: no name leaves before its date, and who got it gets the correction.

Reports and corrections leave by the code that people use, over SMTP, from a ledger on disk. Mails are refused, lost or
cut short as drawn, and the matter is decided, appealed, misread and named again between them, in any order.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from include.atomic import replace_text
from include.errors import ActRefusedError, DeliveryError, RefusedError, ReportError
from include.ledger.entries import entries, entries_from
from include.ledger.kinds import EntryKind
from include.ledger.verification import require_sound
from include.local_stack.mailbox import open_mailbox
from include.mailing.smtp import send_mail
from include.periods.days import local_day
from include.reporting import clearings
from include.reporting import deliver as delivering
from include.reporting.approve import Login, approve
from include.reporting.compose import SNAPSHOT, compose, folder_of
from include.reporting.model import Content
from include.reporting.named import HEARD
from include.reporting.render.files import RENDERERS, render
from include.review import dossier, naming, notices, replies
from include.review.decisions import recuse
from include.review.dossier import UNKNOWN
from include.review.naming import CLEARING, waits_for_correction
from include.review.retests import Retest, RetestOutcome, record_retest
from tests.conftest import forget
from tests.include.reporting.conftest import Mailbox
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.support.month_report import land_recipients
from tests.support.naming_histories import NAME, OUTLET, History, Log, may_be_named
from tests.support.ports import free_port
from tests.support.reviewed import AN, BINH, CHI, CHIEFS, GIANG, HOA, REVIEWERS, facts

HOMES = count()
FAULTS = ("taken", "refused", "lost", "taken, unsaid", "killed before", "killed after")
DRAWN_FAULTS = st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3)
NAMED = {
    "matter_id": "m1", "rule_id": "home_page_identity", "outlet_name": NAME, "title_vi": "X", "instrument": "NĐ",
    "provision": "Điều 1", "first_day": "2026-10-15", "last_day": "2026-10-17", "reply_due_on": "2026-11-16",
}  # fmt: skip


class _KilledError(BaseException):
    """The process ends here."""


@dataclass
class Office:
    """An installation with a desk, its reports and its mail server.

    Attributes:
        history: The desk's side, with the present instant.
        content: What its reports say.
        mailbox: What arrived.
        has_record: Whether the mail server's copies may be read.
        faults: What becomes of the next mails; those after them are taken.
        issued: How many reports were composed.
        folder: The newest report.
        composed: How many entries the ledger had when it was composed.
        maybe_told: Whom a report may have reached: all but those of whom the server refused it.
        doubts: How often nobody could say what became of a mail, by Message-ID.
    """

    history: History
    content: Content
    mailbox: Mailbox
    has_record: bool
    faults: list[str] = field(default_factory=list)
    issued: int = 0
    folder: Path | None = None
    composed: int = 0
    maybe_told: set[str] = field(default_factory=set)
    doubts: Counter[str] = field(default_factory=Counter)

    def send(self, connection: Any, message: Any, written: bytes) -> None:
        """Send a mail as the next fault has it."""
        fault = self.faults.pop(0) if self.faults else "taken"
        if fault == "refused":
            raise RefusedError("The server refused it.")
        if message["Subject"] != clearings.SUBJECT:
            self.maybe_told.add(str(message["To"]).partition("@")[0])
        self.doubts[str(message["Message-ID"])] += fault != "taken"
        if fault == "lost":
            raise DeliveryError("The server did not answer.")
        if fault == "killed before":
            raise _KilledError
        send_mail(connection, message, written)
        if fault == "taken, unsaid":
            raise DeliveryError("The server did not say what became of it.")
        if fault == "killed after":
            raise _KilledError

    @property
    def may_name(self) -> bool:
        """Whether the outlet may be named now, from the entries alone."""
        is_misread = dossier.dossier_of(OUTLET).matter("m1").is_misread()
        return not is_misread and may_be_named(Log(entries_from(0)), "city", "duty", local_day(self.history.at))

    @property
    def may_leave(self) -> bool:
        """Whether the newest report may leave: nothing was heard since that it would lack."""
        heard = [one for kind in HEARD for one in entries(kind) if one.sequence > self.composed]
        return self.may_name and not heard

    def issue(self) -> None:
        """Compose a report that names the outlet, where it may be named, and approve it."""
        if not self.may_name:
            return
        self.issued += 1
        content = self.content.model_copy(
            update={"subject": f"Báo cáo lần {self.issued}", "ledger": str(require_sound())}
        )
        self.folder, self.composed = folder_of(content), len(entries())
        record = {"content_hash": content.content_hash, "build_id": "b", "content": content.model_dump(mode="json")}
        replace_text(self.folder / SNAPSHOT, json.dumps(record))
        render(self.folder)
        approve(self.folder, Login(GIANG.name, "tests"), "Đã xem", at=self.history.at)

    def deliver(self, faults: list[str]) -> None:
        """Deliver the newest report; nothing leaves that names an outlet which may not be named now."""
        if self.folder is None:
            return
        before, may = len(self.told("report")), self.may_leave
        self.faults = list(faults)
        with suppress(_KilledError, DeliveryError, ReportError):
            delivering.deliver(self.folder, at=self.history.at)
        assert may or len(self.told("report")) == before, "a report left with a name that may not be shown"

    def correct(self, faults: list[str]) -> None:
        """Mail the corrections; none leaves of a matter that is not cleared."""
        before = len(self.told("correction"))
        is_cleared = dossier.dossier_of(OUTLET).matter("m1").decision() in CLEARING
        self.faults = list(faults)
        with suppress(_KilledError, DeliveryError):
            clearings.mail_corrections(self.history.at)
        assert is_cleared or len(self.told("correction")) == before

    def release(self) -> None:
        """Have a chief release the correction."""
        naming.release_correction(
            self.history.of, f"Cải chính về {NAME}, lần {self.history.number}", GIANG, self.history.at
        )

    def misread(self) -> None:
        """Record a retest that says that we had misread the page."""
        self.history.number += 1
        day = local_day(self.history.at) + timedelta(days=self.history.number)
        record_retest(OUTLET, "m1", day, Retest(RetestOutcome.MISREAD, day), self.history.at)

    @property
    def asked_on(self) -> date:
        """A day on which the outlet's time to reply still ran."""
        return date(2026, 11, 5)

    def told(self, what: str) -> list[tuple[str, str]]:
        """Return whom a kind of mail reached: the address and the Message-ID."""
        is_correction = {"report": False, "correction": True}[what]
        found = [one for one in self.mailbox.messages() if (one["Subject"] == clearings.SUBJECT) is is_correction]
        return [(str(one["To"]), str(one["Message-ID"])) for one in found]


OPPOSING: list[Callable[[Office], object]] = [
    Office.misread,
    lambda o: naming.receive_appeal(o.history.of, "Không đồng ý", AN, o.history.at),
    lambda o: naming.answer_appeal(o.history.of, "Đã trả lời", HOA, o.history.at),
    lambda o: replies.record(OUTLET, ["m1"], replies.Answer("Đã sửa", local_day(o.history.at), "1"), AN, o.history.at),
    lambda o: replies.record(OUTLET, ["m1"], replies.Answer("Đã gửi", o.asked_on, "2"), AN, o.history.at),
    lambda o: notices.extend(OUTLET, o.history.notice, o.asked_on, 5, AN, o.history.at),
    lambda o: notices.record_bounce(OUTLET, o.history.notice, "trả lại", AN, o.history.at),
    lambda o: replies.receive_message(UNKNOWN, f"<{o.issued}@x>", o.asked_on, "mailbox", o.history.at),
    lambda o: replies.handle_message(UNKNOWN, f"<{o.issued}@x>", "Không liên quan", AN, o.history.at),
    lambda o: recuse(o.history.of, HOA, o.history.at),
    lambda o: o.history.decide(CHI, "confirm"),
]
"""What comes up against a name, or ends that."""


def steps() -> st.SearchStrategy[Callable[[Office], object]]:
    """Draw one act of the desk, of the reports or of the mails."""
    decision = st.sampled_from(["dismiss", "dismiss", "insufficient", "reopen", "confirm"])
    return st.one_of(
        st.builds(lambda who, what: lambda o: o.history.decide(who, what), st.sampled_from([AN, BINH]), decision),
        st.builds(lambda faults: lambda o: o.deliver(faults), DRAWN_FAULTS),
        st.builds(lambda faults: lambda o: o.correct(faults), DRAWN_FAULTS),
        st.sampled_from([
            Office.issue, Office.release, lambda o: naming.release_naming(o.history.of, HOA, o.history.at)
        ]),
        st.sampled_from(OPPOSING),
    )  # fmt: skip


def ways() -> st.SearchStrategy[list[tuple[int, Callable[[Office], object]]]]:
    """Draw acts in any order, or a way that leads to mails with something drawn in between."""
    drawn = st.tuples(st.integers(0, 3), steps())
    corrections = st.builds(
        corrected, DRAWN_FAULTS, DRAWN_FAULTS, st.sampled_from([0, 3, 4, 5, 6]), st.lists(drawn, max_size=2)
    )
    against = st.tuples(st.integers(0, 1), st.sampled_from(OPPOSING))
    reports = st.builds(opposed, st.lists(against, min_size=1, max_size=2), DRAWN_FAULTS)
    return st.one_of(st.lists(drawn, max_size=10), corrections, reports, reports)


def corrected(first: list[str], again: list[str], at: int, other: list[Any]) -> list[Any]:
    """Return a way on which the outlet is cleared, corrected in two runs, and not cleared any more at a third."""
    way = [
        (1, lambda o: o.history.decide(CHI, "dismiss")), (0, Office.release), (0, lambda o: o.correct(first)),
        (0, lambda o: o.correct(again)), (1, lambda o: o.history.decide(CHI, "reopen")), (0, lambda o: o.correct([])),
    ]  # fmt: skip
    return [*way[:at], *other, *way[at:]]


def opposed(between: list[Any], faults: list[str]) -> list[Any]:
    """Return a way on which something comes up between a report and its mails."""
    return [(0, Office.issue), *between, (0, lambda office: office.deliver(faults))]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Compose a month's report that names the outlet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(tmp_path_factory.mktemp("composed")))
        forget()
        made = compose("monthly_compliance", "2026-11", query_of(MONTH | {"rpt_named_matters": [NAMED]}), "build-1")
    forget()
    return made.content


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mailbox, int]]:
    """Start a mail server; return its mailbox and its port."""
    folder, port = tmp_path_factory.mktemp("mailbox"), free_port()
    controller = open_mailbox(folder, port)
    yield Mailbox(folder, controller.handler.taken), port
    controller.stop()


def open_office(
    content: Content, server: tuple[Mailbox, int], at: Path, patch: pytest.MonkeyPatch, *, has_record: bool
) -> Office:
    """Return an office in a home of its own, whose outlet has just been let be named."""
    mailbox, port = server
    folder = mailbox.folder
    mailbox.taken.clear()
    for mail in folder.rglob("*.eml"):
        mail.unlink()
    given_settings = {
        "HOME": str(at / str(next(HOMES))), "REVIEWERS": REVIEWERS, "APPROVERS": CHIEFS, "SMTP_PORT": str(port),
        "MAIL_RECORD": str(folder) if has_record else "",
    }  # fmt: skip
    for name, value in given_settings.items():
        patch.setenv(f"PRESS_{name}", value)
    forget()
    land_recipients()
    office = Office(History(Log(), facts()), content, mailbox, has_record)
    for module in (delivering, clearings):
        patch.setattr(module, "send_mail", office.send)
    for suffix in RENDERERS:  # drawing takes a second, and what the files look like is not the question
        patch.setitem(RENDERERS, suffix, lambda drawn, suffix=suffix: f"{suffix} {drawn.subject}".encode())
    history = office.history
    history.decide(AN, "confirm")
    history.send(GIANG, "receipt")
    history.at += timedelta(days=20)
    history.decide(BINH, "confirm")
    naming.release_naming(history.of, HOA, history.at)
    return office


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=DRAWN_FAULTS,
    acts=ways(),
    has_record=st.sampled_from([True, True, False]),
)
def test_no_name_leaves_before_its_date_and_all_who_got_it_get_the_correction(
    content: Content, server: tuple[Mailbox, int], tmp_path: Path, first: list[str], acts: list[Any], has_record: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        office = open_office(content, server, tmp_path, patch, has_record=has_record)
        office.issue()
        office.deliver(first)
        for gap, act in acts:
            office.history.at += timedelta(days=gap, minutes=1)
            with suppress(ActRefusedError):
                act(office)
        check_all_corrected(office)
    forget()


def check_all_corrected(office: Office) -> None:
    """Clear the outlet where it is not cleared, let the correction leave, and fail where somebody lacks it."""
    history = office.history
    history.at += timedelta(minutes=1)
    if dossier.dossier_of(OUTLET).matter("m1").decision() not in CLEARING:
        history.decide(CHI, "dismiss")
    if waits_for_correction(dossier.dossier_of(OUTLET).matter("m1")):
        office.release()
    office.correct([])
    newest = entries(EntryKind.CORRECTION_RELEASED)[-1]
    told = {e.subject_id.rpartition("/")[2] for e in entries(EntryKind.CORRECTION_SENT)
            if e.subject_id.startswith(f"correction/{newest.sequence}/")}  # fmt: skip
    got = {to.partition("@")[0] for to, _ in office.told("report")}
    assert got <= told <= office.maybe_told, "all whom a report may have reached, and nobody whom it surely did not"
    arrived = office.told("correction")
    assert told <= {to.partition("@")[0] for to, _ in arrived}
    for what in ("report", "correction"):
        for _, message_id in office.told(what):
            is_sent_again = what == "correction" and not office.has_record  # under the same Message-ID, while in doubt
            most = 1 + office.doubts[message_id] * is_sent_again
            assert office.mailbox.times()[message_id] <= most, f"a {what} left twice"
    before = len(arrived)
    office.correct([])
    assert len(office.told("correction")) == before, "a correction that everybody has leaves once"
