"""The invented department decides by the desk's own acts, on the declared days, and nothing twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.errors import SettingError
from include.ledger.entries import append, entries_from
from include.ledger.kinds import EntryKind
from include.review import cases, questions, rereading, retest_places, retests, withdrawals
from include.review.acts import Act, person
from include.review.board import board
from include.review.cases import Finding, Matter
from include.review.decisions import Decision
from include.review.notices import Contact
from include.review.questions import Question
from include.review.reasons import Reason, check_text
from include.review.states import MatterState, state_of
from include.sample_city import deciding
from include.sample_city.declaration import outlets, read_yaml
from include.sample_city.department import chiefs, reviewers
from include.settings import settings

AFTER = datetime(2026, 11, 16, tzinfo=UTC)
NO_CONTACT = "cong_tin_phu_sa"


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


def states(known: dict[str, Matter]) -> dict[str, MatterState]:
    """Return where each matter stands when the department has decided."""
    at = datetime(2026, 11, 14, 14, 0, tzinfo=UTC)
    return {one.matter_id: state_of(board().record(one.outlet_id, one.matter_id), at) for one in known.values()}


def test_all_is_decided_once_and_a_second_run_decides_nothing_twice(city: dict[str, Matter]) -> None:
    declared = len(deciding.acts())
    assert deciding.decide_all(AFTER) == {"done": declared, "known": 0, "absent": 0, "left": 0}
    written = len(entries_from(0))
    assert deciding.decide_all(AFTER) == {"done": 0, "known": declared, "absent": 0, "left": 0}
    assert len(entries_from(0)) == written
    found = states(city)
    assert found["cong_tin_song_hong-home_page_licence"] == MatterState.CONFIRMED
    assert found["cong_tin_song_hong-source_credit"] == MatterState.DISMISSED
    assert found["diem_tin_ho_guom-source_credit"] == MatterState.CONFIRMED
    assert set(found.values()) >= {
        MatterState.CLAIMED, MatterState.REVIEWED, MatterState.NOTICE_SENT, MatterState.REPLIED, MatterState.SILENT,
        MatterState.CONFIRMED, MatterState.DISMISSED, MatterState.INSUFFICIENT, MatterState.REFERRED,
        MatterState.REMEDIED, MatterState.WITHDRAWN, MatterState.WAITING,
    }  # fmt: skip


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(city: dict[str, Matter]) -> None:
    half = deciding.acts()[20].at
    assert deciding.decide_all(half)["left"] == len(deciding.acts()) - 21
    assert deciding.decide_all(AFTER) == {"done": len(deciding.acts()) - 21, "known": 21, "absent": 0, "left": 0}


def test_the_fixed_page_is_retested_and_an_article_waits_until_its_outlet_is_asked(city: dict[str, Matter]) -> None:
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
    assert {act.who.name for act in found} <= {*reviewers(), *chiefs(), retests.ACTOR}
    assert all(person(name).may(Act.RELEASE_NAMING) for name in chiefs())
    for act in found:
        if act.kind == EntryKind.DECISION and "decision" in act.declared:
            assert act.declared["decision"] in set(Decision)
            assert act.declared["reason_code"] in set(Reason)
            check_text(act.declared["text"], [])
