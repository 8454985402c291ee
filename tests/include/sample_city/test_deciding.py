"""The invented department decides by the desk's own acts, on the declared days, and nothing twice."""

import importlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from include.atomic import replace_text
from include.errors import SettingError
from include.landing import store
from include.ledger.entries import append, entries_from
from include.ledger.kinds import EntryKind
from include.local_stack.mailbox import open_mailbox
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.reporting import clearings, deliveries
from include.reporting.clearings import matters_named
from include.reporting.compose import PROOF, SNAPSHOT, Snapshot, _proofs, compose, folder_of, read_snapshot
from include.review import cases, questions, rereading, retest_places, retests, withdrawals
from include.review.acts import Act, person
from include.review.board import board
from include.review.cases import Finding, Matter
from include.review.decisions import Decision
from include.review.notices import Contact
from include.review.questions import Question
from include.review.reasons import Reason, check_text
from include.review.states import MatterState, state_of
from include.sample_city import deciding, reports
from include.sample_city.declaration import outlets, read_yaml
from include.sample_city.department import chiefs, reviewers
from include.settings import settings
from tests.include.reporting.conftest import Mailbox
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.support.ports import free_port

AFTER = datetime(2026, 11, 16, tzinfo=UTC)
NO_CONTACT = "cong_tin_phu_sa"
CLEARED = "cong_tin_song_hong-source_credit"
RECIPIENTS = {"vanphong@thanhpho.example.vn", "vanthu_ttr@thanhpho.example.vn"}
SYSTEM = {retests.ACTOR, deliveries.ACTOR, clearings.ACTOR}
REPORTED = {"cong_tin_song_hong-home_page_licence", CLEARED, "diem_tin_ho_guom-source_credit"}
NOTHING = dict.fromkeys(("done", "known", "absent", "left", "waiting"), 0)


def named() -> set[tuple[str, str, date]]:
    """Return every matter that the declaration names."""
    found = set()
    for act in read_yaml("decisions.yml")["acts"]:
        for outlet_id, rule_id, first_day in [*act.get("matters", []), *([act["matter"]] if "matter" in act else [])]:
            found.add((outlet_id, rule_id, date.fromisoformat(str(first_day))))
    return found


def matter(outlet_id: str, rule_id: str, first_day: date) -> Matter:
    """Return a matter as the published copy would have it."""
    strength = "advisory" if (rule_id, outlet_id) in ADVISORY else "duty"
    outlet = outlets()[outlet_id]
    return Matter(
        f"{outlet_id}-{rule_id}", outlet_id, outlet.name, outlet.kind, outlet.licences[-1].authority, rule_id, "Tên",
        "v1", strength, "missing_twice", first_day, first_day, 1, False,
    )  # fmt: skip


ADVISORY = {("home_page_licence", "cong_tin_long_thanh"), ("source_link", "trang_tin_hang_me")}


@pytest.fixture
def city(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Matter]]:
    """Stand for the published copy of the city: the matters that are named, each with one finding."""
    known = {found.matter_id: found for found in (matter(*one) for one in sorted(named()))}
    withdrawn = matter("cong_tin_song_hong", "comments_absent", date(2021, 1, 13))
    known[withdrawn.matter_id] = withdrawn
    asked = Question("q1", "bao_kinh_thanh", "Báo", "newspaper", "correction_section", "Tên", "seen_missing_once", 1,
                     date(2021, 1, 11), date(2021, 1, 11))  # fmt: skip
    blank: dict[str, Any] = dict.fromkeys(Finding.__dataclass_fields__)

    def findings_of(matter_id: str) -> list[Finding]:
        own = {"finding_id": f"{matter_id}-f", "finding_date": known[matter_id].first_day, "page_sha256": "ab"}
        return [Finding(**{**blank, **own})]

    def verdicts(sql: str, given: list[Any]) -> list[dict[str, Any]]:
        if "grain from" in sql:
            return [{"grain": "home_page" if given[0] == "home_page_licence" else "article"}]
        days = (given[2] + timedelta(days=n) for n in (1, (given[3] - given[2]).days))
        is_page = given[1] == "home_page_licence"
        return [{"verdict_date": day, "status": "met"} for day in days] if is_page else []

    monkeypatch.setattr(cases, "matters", lambda: tuple(known.values()))
    monkeypatch.setattr(cases, "matter", known.get)
    monkeypatch.setattr(cases, "findings_of", findings_of)
    monkeypatch.setattr(questions, "open_questions", lambda _: [asked])
    monkeypatch.setattr(retests, "rows", verdicts)
    for module in (retest_places, rereading):
        monkeypatch.setattr(module, "rows", lambda sql, given: [])
    monkeypatch.setattr(deciding, "rows", lambda sql, given: [{"known": 3}])
    monkeypatch.setattr(withdrawals, "rows", lambda sql, given: [{"matter_id": withdrawn.matter_id}])
    monkeypatch.setattr(reports, "rows", lambda sql, given: [{"matter_id": one} for one in REPORTED])
    monkeypatch.setattr(reports, "compose", composed)
    monkeypatch.setattr(
        deciding, "contact_of", lambda outlet_id, day: None if outlet_id == NO_CONTACT else Contact("Văn thư", "a@b.vn")
    )
    for name, value in {
        "HOSTS_FILE": "hosts.yml",
        "REVIEWERS": ",".join(reviewers()),
        "APPROVERS": ",".join(chiefs()),
    }.items():
        monkeypatch.setenv(f"PRESS_{name}", str(home / value) if name == "HOSTS_FILE" else value)
    settings.cache_clear()
    deciding.acts.cache_clear()
    yield known
    deciding.acts.cache_clear()
    settings.cache_clear()


def composed(report_id: str, period: ReportPeriod) -> Snapshot:
    """Compose a month's report that names the outlets, and have it be the one that is declared."""
    law = {"instrument": "Luật Báo chí", "provision": "Điều 42", "rule_id": "source_credit", "title_vi": "Dẫn nguồn"}
    of_time = {"first_day": "2021-01-13", "last_day": "2021-01-13", "reply_due_on": "2026-11-03"}
    named_rows = [law | of_time | {"matter_id": one, "outlet_name": f"Báo {one}"} for one in sorted(REPORTED)]
    made = compose("monthly_compliance", "2026-11", query_of(MONTH | {"rpt_named_matters": named_rows}), "build-1")
    of_days = {"report_id": report_id, "period_id": period.period_id, "ends_before": period.end}
    content = made.content.model_copy(update=of_days)
    folder = folder_of(content)
    (proof,) = _proofs(content.content_hash, content)
    record = {"content_hash": content.content_hash, "build_id": "b", "content": content.model_dump(mode="json")}
    replace_text(folder / SNAPSHOT, json.dumps(record | {PROOF: proof}))
    return read_snapshot(folder)


@pytest.fixture
def mailbox(city: dict[str, Matter], home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Land the register of recipients, and start a mail server."""
    of_file = {"file_sha256": "0" * 64, "file_name": "r.csv", "sheet": "csv", "day": AFTER.date(), "effective_to": None}
    declared = enumerate(read_yaml("registers.yml")["rows"]["recipients"], start=2)
    landed = [of_file | {"row_number": n, "register_row_id": f"r-{n}"} | one for n, one in declared]
    store.write("recipients", AFTER.date(), landed)
    monkeypatch.setenv("PRESS_SMTP_PORT", str(port := free_port()))
    settings.cache_clear()
    server = open_mailbox(home / "mailbox", port)
    yield Mailbox(home / "mailbox")
    server.stop()


def states(known: dict[str, Matter]) -> dict[str, MatterState]:
    """Return where each matter stands when the department has decided."""
    at = datetime(2026, 11, 14, 14, 0, tzinfo=UTC)
    return {one.matter_id: state_of(board().record(one.outlet_id, one.matter_id), at) for one in known.values()}


def test_all_is_decided_once_and_a_second_run_decides_delivers_and_corrects_nothing_twice(
    city: dict[str, Matter], mailbox: Mailbox
) -> None:
    declared = len(deciding.acts())
    assert deciding.decide_all(AFTER) == NOTHING | {"done": declared}
    written, mails = len(entries_from(0)), len(mailbox.messages())
    assert deciding.decide_all(AFTER) == NOTHING | {"known": declared}
    assert (len(entries_from(0)), len(mailbox.messages())) == (written, mails)
    found = states(city)
    assert found["cong_tin_song_hong-home_page_licence"] == MatterState.CONFIRMED
    assert found["cong_tin_song_hong-source_credit"] == MatterState.DISMISSED
    assert found["diem_tin_ho_guom-source_credit"] == MatterState.CONFIRMED
    assert set(found.values()) >= {
        MatterState.CLAIMED, MatterState.REVIEWED, MatterState.NOTICE_SENT, MatterState.REPLIED, MatterState.SILENT,
        MatterState.CONFIRMED, MatterState.DISMISSED, MatterState.INSUFFICIENT, MatterState.REFERRED,
        MatterState.REMEDIED, MatterState.WITHDRAWN, MatterState.WAITING,
    }  # fmt: skip


def test_who_got_the_report_gets_the_correction_of_the_outlet_that_was_cleared_since(
    city: dict[str, Matter], mailbox: Mailbox
) -> None:
    deciding.decide_all(AFTER)
    report, correction = (
        [m for m in mailbox.messages() if ("Cải chính" in str(m["Subject"])) is it] for it in (False, True)
    )
    assert {m["To"] for m in report} == {m["To"] for m in correction} == RECIPIENTS
    assert (len(report), len(correction)) == (2, 2)
    assert {local_day(parsedate_to_datetime(m["Date"])) for m in report} == {date(2026, 11, 9)}
    assert {local_day(parsedate_to_datetime(m["Date"])) for m in correction} == {date(2026, 11, 12)}
    letter = str(correction[0].get_content())
    assert city[CLEARED].outlet_name in letter
    assert "Thanh tra Thành phố; Văn phòng UBND Thành phố" in letter
    assert matters_named() == REPORTED


def test_the_report_and_all_that_follows_it_wait_until_a_build_lets_its_outlets_be_named(
    city: dict[str, Matter], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = next(n for n, act in enumerate(deciding.acts()) if act.kind == EntryKind.APPROVAL)
    left = len(deciding.acts()) - place
    with monkeypatch.context() as patch:
        patch.setattr(reports, "rows", lambda sql, given: [{"matter_id": CLEARED}])
        assert deciding.decide_all(AFTER) == NOTHING | {"done": place, "waiting": left}
        assert deciding.decide_all(AFTER) == NOTHING | {"known": place, "waiting": left}
    assert deciding.decide_all(AFTER) == NOTHING | {"done": left, "known": place}


@pytest.mark.parametrize("module", ["deliver", "clearings"])
def test_mails_that_were_cut_short_are_finished_and_nobody_gets_one_twice(
    city: dict[str, Matter], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    cut = importlib.import_module(f"include.reporting.{module}")
    real, left = cut.send_mail, []

    def send_and_die(*given: Any) -> None:
        real(*given)
        left.append(given)
        if len(left) == 2:
            raise KeyboardInterrupt

    monkeypatch.setenv("PRESS_MAIL_RECORD", str(mailbox.folder))
    settings.cache_clear()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(cut, "send_mail", send_and_die)
        deciding.decide_all(AFTER)
    append(EntryKind.SWITCH, "rule", {}, "quan_tri", entries_from(0)[-1].recorded_at + timedelta(minutes=5))
    assert deciding.decide_all(AFTER)["left"] == 0
    (report,) = [act.declared for act in deciding.acts() if act.declared["act"] == "mail_report"]
    assert reports.is_report_mailed(report)
    assert reports.are_corrections_mailed()
    assert len({message["Message-ID"] for message in mailbox.messages()}) == len(mailbox.messages()) == 4


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(city: dict[str, Matter], mailbox: Mailbox) -> None:
    half = deciding.acts()[20].at
    assert deciding.decide_all(half)["left"] == len(deciding.acts()) - 21
    assert deciding.decide_all(AFTER) == NOTHING | {"done": len(deciding.acts()) - 21, "known": 21}


def test_the_fixed_page_is_retested_and_an_article_waits_until_its_outlet_is_asked(
    city: dict[str, Matter], mailbox: Mailbox
) -> None:
    deciding.decide_all(AFTER)
    found = {e.payload["matters"]: e.payload for e in entries_from(0) if e.kind == EntryKind.RETESTED}
    page = found["cong_tin_song_hong-home_page_licence"]
    assert (page["outcome"], page["met_since"], page["due_on"]) == ("remedied", "2021-01-14", "2026-10-28")
    assert set(found) == {"cong_tin_song_hong-home_page_licence"}


def test_nothing_is_recorded_before_what_the_ledger_last_recorded(city: dict[str, Matter]) -> None:
    append(EntryKind.SWITCH, "rule", {}, "quan_tri", AFTER)
    assert deciding.decide_all(AFTER)["left"] == len(deciding.acts())


def test_a_clock_before_the_days_decides_nothing(city: dict[str, Matter]) -> None:
    assert deciding.decide_all(datetime(2026, 1, 1, tzinfo=UTC))["left"] == len(deciding.acts())


def test_an_installation_of_real_outlets_is_refused(home: Path) -> None:
    with pytest.raises(SettingError):
        deciding.decide_all(AFTER)


def test_the_declaration_is_in_order_and_everybody_has_the_role_they_need(city: dict[str, Matter]) -> None:
    found = deciding.acts()
    instants = [act.at for act in found]
    assert instants == sorted(set(instants)), "each instant stands once"
    assert {act.who.name for act in found} <= {*reviewers(), *chiefs(), *SYSTEM}
    assert all(person(name).may(Act.RELEASE_NAMING) for name in chiefs())
    for act in found:
        if act.kind == EntryKind.DECISION and "decision" in act.declared:
            assert act.declared["decision"] in set(Decision)
            assert act.declared["reason_code"] in set(Reason)
            check_text(act.declared["text"], [])
