"""Bad input and faults: no decision is lost, none is recorded twice, and the desk says why, in Vietnamese."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from airflow.api_fastapi.core_api.security import get_user
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from benchmarks.desk_installation import installation
from include.ledger import engine as ledger_engines
from include.ledger import entries as ledger_entries
from include.ledger.entries import entries
from include.ledger.verification import verify
from include.review import cases
from include.review.acts import person
from include.review.states import MatterState, state_of
from include.settings import settings
from include.warehouse import published
from include.warehouse.copying import DATABASE
from review_desk import acted, heard, shown
from review_desk import desk as module
from review_desk.reviewers import actor, evidence_reader, reader
from tests.support.reviewed import AT

Response = Any
REASON = "Đã xem bản chụp thứ {0}: chân trang không ghi địa chỉ thư điện tử liên hệ của đơn vị, lần {0}"
DAYS = ["0001-01-01", "9999-12-31", (AT.date() + timedelta(days=1)).isoformat(), "2026-10-01"]


class KilledError(RuntimeError):
    """The process ends here: what runs is cut off, as a transaction is that was not committed."""


class Desk:
    """The desk in this process, asked by one person at a time."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.name = client, "an"

    def take(self, matter: str) -> dict[str, str]:
        """Take a matter and return what its form carries."""
        self.client.post(f"{matter}/claims", data={"reason": "Được phân công."})
        return self.carried(matter)

    def carried(self, matter: str) -> dict[str, str]:
        """Return what the form of a matter carries unseen."""
        return dict(re.findall(r'name="(seen|version)" value="(\w+)"', self.client.get(matter).text))

    def decide(self, matter: str, form: dict[str, str], number: int = 1, **changed: str) -> Response:
        """Send the form of a decision."""
        typed = {"decision": "dismiss", "reason_code": "reading_wrong", "reason": REASON.format(number)}
        return self.client.post(f"{matter}/decisions", data=form | typed | changed)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Serve the desk in this process over a small published copy, on a fixed day."""
    with installation(6, 2):
        module.desk.cache_clear()
        monkeypatch.setattr(published, "_KEPT", [])
        monkeypatch.setattr(acted, "emit_decisions_recorded", lambda count: True)
        for each in (acted, heard, shown):
            monkeypatch.setattr(each, "now", lambda: AT)
        made = module.desk()
        own = {"Origin": "http://desk.example"}  # as a browser says it of the desk's own forms
        found = Desk(TestClient(made, base_url="http://desk.example", headers=own, follow_redirects=False))
        for dependency in (get_user, reader, evidence_reader, actor):
            made.dependency_overrides[dependency] = lambda: person(found.name)
        yield found
        made.dependency_overrides.clear()
        module.desk.cache_clear()


def matter(place: int = 0) -> str:
    """Return the path of a matter whose strength is a duty."""
    duties = [one for one in cases.matters() if one.strength == "duty"]
    return f"/matters/{duties[place].matter_id}"


def decisions() -> list[Any]:
    """Return the decisions of an unbroken ledger."""
    assert verify().is_unbroken
    return entries("decision")


def rebuilt(home: Path, *statements: str) -> None:
    """Publish another copy with some rows changed."""
    builds = home / "published" / "builds"
    (builds / "two").mkdir()
    (builds / "two" / DATABASE).write_bytes((builds / "one" / DATABASE).read_bytes())
    with duckdb.connect(builds / "two" / DATABASE) as connection:
        for statement in statements:
            connection.execute(statement)
    link = home / "published" / "next"
    link.symlink_to(Path("builds") / "two")
    link.replace(home / "published" / "current")


def test_a_reason_of_a_megabyte_is_refused_and_brought_back(desk: Desk) -> None:
    long = " ".join(f"chữ{number}" for number in range(130_000))
    answer = desk.decide(matter(), desk.take(matter()), reason=long)
    assert len(long) > 1_000_000
    assert answer.status_code == 409
    assert "Lý do dài quá 8.000 ký tự." in answer.text
    assert long[-200:] in answer.text
    assert decisions() == []


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "\x00\x07\x1b", "😀👩", "\u202eđảo\u2066"])
def test_hostile_words_are_kept_and_shown_safely(desk: Desk, hostile: str) -> None:
    assert desk.decide(matter(), desk.take(matter()), reason=f"{hostile} {REASON}").status_code == 303
    (kept,) = decisions()
    page = desk.client.get(matter()).text
    assert "<img" not in page
    assert not re.search("[\x00\x07\x1b\u202e\u2066]", page + kept.payload["reason"])
    assert "chân trang không ghi" in page


@pytest.mark.parametrize("step", ["signed_on", "sent_on", "delivered_on", "received_on", "asked_on"])
def test_a_day_that_cannot_be_is_refused_in_a_sentence_and_starts_no_clock(desk: Desk, step: str) -> None:
    outlet = sent_notice(desk, step)
    notice = entries("notice_drafted")[-1].payload["notice"]
    today = AT.date().isoformat()
    before = len(entries())
    forms: dict[str, Callable[[str], Response]] = {
        "signed_on": lambda day: send(desk, outlet, notice, signed_on=day, sent_on=today),
        "sent_on": lambda day: send(desk, outlet, notice, signed_on=today, sent_on=day),
        "delivered_on": lambda day: desk.client.post(
            f"{outlet}/deliveries", data={"notice": notice, "delivered_on": day, "proof": "receipt"}
        ),
        "received_on": lambda day: desk.client.post(
            f"{outlet}/replies",
            data={"received_on": day, "text": "Đơn vị đã sửa <b>", "matter_id": matter().rpartition("/")[2]},
        ),
        "asked_on": lambda day: desk.client.post(
            f"{outlet}/extensions", data={"notice": notice, "asked_on": day, "working_days": "5"}
        ),
    }
    for day in DAYS:
        answer = forms[step](day)
        assert answer.status_code == 409, day
        assert "Ngày không hợp lệ: trước bước liền trước, sau hôm nay, hoặc ngoài khoảng cho phép." in answer.text
        assert len(entries()) == before
        if step == "received_on":
            assert "Đơn vị đã sửa &lt;b&gt;" in answer.text


def sent_notice(desk: Desk, step: str) -> str:
    """Bring a matter's notice to where a step is due; return the path of its outlet."""
    desk.decide(matter(), desk.take(matter()), decision="confirm", reason_code="seen_on_captures")
    found = cases.matter(matter().rpartition("/")[2])
    assert found
    outlet = f"/outlets/{found.outlet_id}"
    desk.client.post(f"{outlet}/notices", data={"matter_id": found.matter_id, "contact_email": "a@b.example"})
    notice = entries("notice_drafted")[-1].payload["notice"]
    desk.name = "giang"
    desk.client.post(f"{outlet}/releases", data={"notice": notice})
    desk.name = "an"
    today = AT.date().isoformat()
    if step not in ("signed_on", "sent_on"):
        assert send(desk, outlet, notice, signed_on=today, sent_on=today).status_code == 303
    if step == "asked_on":
        desk.client.post(f"{outlet}/deliveries", data={"notice": notice, "delivered_on": today, "proof": "receipt"})
    return outlet


def send(desk: Desk, outlet: str, notice: str, **days: str) -> Response:
    """Record that a notice was sent."""
    form = {"notice": notice, "number": "12/STTTT", "way": "post", **days}
    return desk.client.post(f"{outlet}/sendings", data=form, files={"paper": ("a.pdf", b"%PDF-1", "application/pdf")})


def test_a_form_is_not_believed_that_no_older_matter_waits(desk: Desk) -> None:
    oldest = matter(0).rpartition("/")[2]
    rebuilt(settings().home, f"update fct_matters set first_day = date '2026-10-01' where matter_id = '{oldest}'")
    for given, status in (({"is_next": "yes"}, 409), ({"is_next": "yes", "reason": "Đơn vị gọi hỏi."}, 303)):
        assert desk.client.post(f"{matter(-1)}/claims", data=given).status_code == status
    assert desk.client.post(f"{matter(0)}/claims").status_code == 303, "the oldest needs no reason"
    assert len(entries("matter_claimed")) == 2


def test_a_double_click_records_one_decision(desk: Desk) -> None:
    form = desk.take(matter())
    with ThreadPoolExecutor(2) as clicks:
        statuses = sorted(answer.status_code for answer in clicks.map(lambda _: desk.decide(matter(), form), range(2)))
    assert statuses == [303, 409]
    assert len(decisions()) == 1


def test_of_two_tabs_the_second_is_shown_what_the_first_recorded_and_keeps_its_text(desk: Desk) -> None:
    first = desk.take(matter())
    second = desk.carried(matter())
    assert desk.decide(matter(), first).status_code == 303
    answer = desk.decide(matter(), second, 2, decision="confirm")
    assert answer.status_code == 409
    assert "người khác đã ghi thêm vào vụ việc" in answer.text
    assert "thứ 1:" in answer.text
    assert "thứ 2:" in answer.text
    assert len(decisions()) == 1


def test_going_back_and_sending_again_records_nothing(desk: Desk) -> None:
    form = desk.take(matter())
    answer = desk.decide(matter(), form)
    assert answer.headers["Location"].endswith("?done=decided"), "a form ends in a redirect: reloading sends nothing"
    assert desk.decide(matter(), form).status_code == 409
    assert len(decisions()) == 1


def test_a_restart_before_the_entry_is_written_loses_the_click_and_after_it_keeps_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = desk.take(matter())
    real = ledger_entries.insert_entry

    def dies_before(*_: Any) -> Any:
        raise KilledError

    def dies_after(*given: Any) -> Any:
        real(*given)
        raise KilledError

    for dies in (dies_before, dies_after):
        with monkeypatch.context() as patch, pytest.raises(KilledError):
            patch.setattr(ledger_entries, "insert_entry", dies)
            desk.decide(matter(), form)
        assert decisions() == [], "what was not committed is not there"
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(acted, "back", lambda *_: (_ for _ in ()).throw(KilledError()))
        desk.decide(matter(), form)
    assert len(decisions()) == 1, "what was committed is there, though nobody was informed"
    assert desk.decide(matter(), form).status_code == 409
    assert len(decisions()) == 1


def test_a_database_that_is_away_is_said_so_and_the_form_can_be_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = desk.take(matter())
    with monkeypatch.context() as patch:
        patch.setattr(ledger_engines, "ledger_engine", lambda: create_engine("postgresql://127.0.0.1:1/away"))
        for answer in (desk.decide(matter(), form), desk.client.get(matter())):
            assert answer.status_code == 503
            assert "Sổ quyết định đang bận hoặc không truy cập được. Chưa có gì được ghi" in answer.text
        typed = desk.decide(matter(), form).text
    assert "chân trang không ghi địa chỉ" in typed
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', typed))
    assert desk.decide(matter(), again).status_code == 303
    assert len(decisions()) == 1


def test_a_ledger_that_goes_away_while_it_is_read_is_a_busy_store(monkeypatch: pytest.MonkeyPatch) -> None:
    from include.errors import StoreBusyError

    def gone() -> Any:
        raise OperationalError("select", {}, Exception("server closed the connection"))

    monkeypatch.setattr(ledger_engines, "ledger_engine", gone)
    with pytest.raises(StoreBusyError):
        entries()


def test_a_matter_that_vanished_in_a_rebuild_is_said_so_and_the_text_is_brought_back(desk: Desk) -> None:
    path = matter()
    form = desk.take(path)
    rebuilt(settings().home, f"delete from fct_matters where matter_id = '{path.rpartition('/')[2]}'")
    answer = desk.decide(path, form)
    assert answer.status_code == 404
    assert "lần dựng số liệu mới nhất không còn nội dung đó" in answer.text
    assert "chân trang không ghi địa chỉ" in answer.text
    assert decisions() == []


@pytest.mark.parametrize(
    "change",
    ["update fct_matters set rule_version_id = 'v2' where matter_id = '{0}'",
     "update fct_matters set strength = 'advisory' where matter_id = '{0}'",
     "update fct_findings set page_sha256 = md5('other') where finding_id = md5('f' || '{0}')",
     "delete from fct_matter_findings where matter_id = '{0}'"],
    ids=["rule version", "strength", "evidence", "finding gone"],
)  # fmt: skip
def test_a_matter_whose_rule_or_evidence_a_build_changed_is_shown_again_before_it_is_decided(
    desk: Desk, change: str
) -> None:
    path = matter()
    form = desk.take(path)
    rebuilt(settings().home, change.format(path.rpartition("/")[2]))
    answer = desk.decide(path, form)
    assert answer.status_code == 409
    assert "bằng chứng hoặc phiên bản quy tắc của vụ việc này đã khác lúc bạn mở" in answer.text
    assert "chân trang không ghi địa chỉ" in answer.text
    assert decisions() == []
    assert desk.decide(path, desk.carried(path)).status_code == 303
    found = cases.matter(path.rpartition("/")[2])
    assert found
    assert state_of(cases.record_of(found), AT) is MatterState.DISMISSED
    assert decisions()[0].payload["rule_version_id"] == found.rule_version_id
