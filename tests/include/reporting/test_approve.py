"""Named approvers, signed in, approve exactly one content and its files; everything else gives nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from include.errors import LedgerError, ReportError
from include.ledger.entries import append, entries
from include.ledger.verification import require_sound
from include.reporting.approve import (
    ApprovalState,
    Login,
    approval_of,
    approve,
    approved_files,
    return_report,
    shown_hash,
    state_of,
    subject_of,
)
from include.reporting.compose import Snapshot, compose, read_snapshot
from include.reporting.model import Content
from include.reporting.recompose import recompose
from include.reporting.render import render
from include.reporting.render.files import drawn_hashes
from include.settings import settings
from tests.include.reporting.conftest import DEPUTY, DIRECTOR
from tests.include.reporting.sample_rows import MONTH, month_query

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
STRANGER = Login("anyone", "tests")


def test_an_approval_names_content_files_reason_and_login(snapshot: Snapshot) -> None:
    entry = approve(snapshot.folder, DIRECTOR, "Đã đối chiếu", at=AT)
    assert (entry.subject_id, entry.actor, entry.recorded_at) == ("monthly_compliance/2026-11", "giam_doc", AT)
    assert entry.payload["content_hash"] == snapshot.content_hash
    assert entry.payload["authenticated_by"] == "tests"
    assert len(entry.payload["files"]) == 3
    assert approval_of(snapshot) == entry
    assert set(approved_files(snapshot)) == set(entry.payload["files"])
    assert state_of(snapshot.folder) == ApprovalState.APPROVED


def test_approving_twice_writes_once(snapshot: Snapshot) -> None:
    assert approve(snapshot.folder, DIRECTOR, "Đã xem") == approve(snapshot.folder, DEPUTY, "Đã xem")
    assert len(entries("approval")) == 1


def test_an_approval_of_somebody_who_may_not_approve_any_more_stands_in_nobodys_way(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    monkeypatch.setenv("PRESS_APPROVERS", DEPUTY.name)
    settings.cache_clear()
    assert state_of(snapshot.folder) == ApprovalState.WAITING
    assert approve(snapshot.folder, DEPUTY, "Đã xem").actor == DEPUTY.name
    assert state_of(snapshot.folder) == ApprovalState.APPROVED


@pytest.mark.parametrize("act", [approve, return_report])
def test_an_answer_without_a_reason_is_refused(snapshot: Snapshot, act: type) -> None:
    with pytest.raises(ReportError, match="reason"):
        act(snapshot.folder, DIRECTOR, " ")


@pytest.mark.parametrize("act", [approve, return_report])
def test_who_is_not_named_answers_nothing(snapshot: Snapshot, act: type) -> None:
    with pytest.raises(ReportError, match="not among the approvers"):
        act(snapshot.folder, STRANGER, "Đã xem")
    assert entries() == []


def test_where_nobody_is_named_nobody_may_approve(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_APPROVERS", "")
    settings.cache_clear()
    for login in (DIRECTOR, Login("", "tests"), Login("admin", "tests")):
        with pytest.raises(ReportError, match="name nobody"):
            approve(snapshot.folder, login, "Đã xem")


def test_an_approver_who_is_no_longer_named_is_found_before_anything_leaves(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    monkeypatch.setenv("PRESS_APPROVERS", DEPUTY.name)
    settings.cache_clear()
    with pytest.raises(ReportError, match="does not count"):
        approved_files(snapshot)
    assert state_of(snapshot.folder) == ApprovalState.WAITING
    approve(snapshot.folder, DEPUTY, "Đã xem")


def test_an_entry_that_no_login_stands_behind_approves_nothing(snapshot: Snapshot) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    known = entries("approval")[-1].payload
    return_report(snapshot.folder, DIRECTOR, "Sửa số liệu")
    forged = {name: value for name, value in known.items() if name != "authenticated_by"}
    append("approval", subject_of(snapshot), forged, DIRECTOR.name)
    with pytest.raises(ReportError, match="Nobody approved"):
        approved_files(snapshot)
    assert state_of(snapshot.folder) == ApprovalState.RETURNED


def _naming(monkeypatch: pytest.MonkeyPatch, matter_id: str) -> Snapshot:
    """Compose a report that names the outlet of one matter."""
    row = {
        "matter_id": matter_id, "outlet_name": "Báo A", "title_vi": "Đăng cải chính", "instrument": "Luật Báo chí",
        "provision": "Điều 42", "first_day": "2026-10-03", "last_day": "2026-10-03", "rule_id": "corrections",
        "reply_text": "Đã tiếp thu", "reply_due_on": "2026-11-01", "met_since": None,
    }  # fmt: skip
    monkeypatch.setitem(MONTH, "rpt_named_matters", [row])
    composed = compose("monthly_compliance", "2026-11", month_query, "build-1")
    render(composed.folder)
    return composed


def _record(kind: str, matters: str = "m-1", **payload: str) -> None:
    """Record an act on matters by somebody who approves nothing."""
    actor = "truong_phong" if kind == "naming_released" else "ra_soat"
    append(kind, "matters/bao_a", {"matters": matters, "reason": "rõ", **payload}, payload.get("actor", actor))


CONFIRMED = {"kind": "decision", "decision": "confirm", "stage": "final"}
RELEASED = {"kind": "naming_released"}
TO_BE_NAMED = [CONFIRMED, RELEASED]
NOT_TO_BE_NAMED = {
    "a row that somebody put into the published copy": [],
    "confirmed, and no chief let it be named": [CONFIRMED],
    "let be named, and nobody confirmed it": [RELEASED],
    "confirmed before the time to reply": [{**CONFIRMED, "stage": "first"}, RELEASED],
    "dismissed": [{**CONFIRMED, "decision": "dismiss"}, RELEASED],
    "let be named by who decided it": [CONFIRMED, {**RELEASED, "actor": "ra_soat"}],
    "let be named by who is recused": [{"kind": "recusal", "actor": "truong_phong"}, CONFIRMED, RELEASED],
    "another matter": [{**CONFIRMED, "matters": "m-11 m-2"}, {**RELEASED, "matters": "m-11 m-2"}],
    "opened again since": [*TO_BE_NAMED, {**CONFIRMED, "decision": "reopen"}],
    "confirmed again, and not let be named again": [*TO_BE_NAMED, CONFIRMED],
    "under appeal": [
        *TO_BE_NAMED, {"kind": "appeal_received"}, {"kind": "appeal_answered"}, {"kind": "appeal_received"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("acts", NOT_TO_BE_NAMED.values(), ids=NOT_TO_BE_NAMED)
def test_nobody_approves_a_name_that_no_people_let_stand(
    register: None, monkeypatch: pytest.MonkeyPatch, acts: list[dict[str, str]]
) -> None:
    named = _naming(monkeypatch, "m-1")
    for act in acts:
        _record(**act)
    with pytest.raises(ReportError, match="may not be named by the ledger: m-1"):
        approve(named.folder, DIRECTOR, "Đã xem")
    assert state_of(named.folder) == ApprovalState.WAITING
    return_report(named.folder, DIRECTOR, "Lập lại báo cáo")  # which is never refused for it


def test_a_matter_opened_again_after_the_approval_keeps_the_report_from_leaving(
    register: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = _naming(monkeypatch, "m-1")
    for act in (*TO_BE_NAMED, {"kind": "appeal_received"}, {"kind": "appeal_answered"}):
        _record(**act)
    approve(named.folder, DIRECTOR, "Đã xem")
    assert approved_files(named)
    _record(**{**CONFIRMED, "decision": "reopen"})
    with pytest.raises(ReportError, match="may not be named by the ledger: m-1"):
        approved_files(named)


@pytest.mark.parametrize("mark", ["", "of now"])
def test_a_report_whose_mark_was_exchanged_is_not_taken_to_hold_the_answer_that_it_lacks(
    register: None, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    append("switch", "bao_a", {}, "tests")
    named = _naming(monkeypatch, "m-1")
    for act in (*TO_BE_NAMED, {"kind": "reply", "text": "Đã đăng cải chính"}):
        _record(**act)
    path = named.folder / "snapshot.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["content"]["ledger"] = mark and str(require_sound())
    path.write_text(json.dumps(record), encoding="utf-8")
    render(named.folder)  # as whoever writes files does
    with pytest.raises(ReportError, match="may not be named by the ledger: m-1"):
        approve(named.folder, DIRECTOR, "Đã xem")
    again = recompose(named.folder, DEPUTY, "Lập lại", query=month_query, build_id="build-2")
    assert read_snapshot(again.folder).composed_after == len(entries())


@pytest.mark.parametrize(
    "decided", [("m-1", {}), ("matters/bao_a", {"matters": "m-1 m-2"})], ids=["subject", "dossier"]
)
def test_who_decided_a_matter_that_the_report_names_does_not_approve_it(
    register: None, monkeypatch: pytest.MonkeyPatch, decided: tuple[str, dict[str, object]]
) -> None:
    named = _naming(monkeypatch, "m-1")
    append("decision", decided[0], {"decision": "confirm", "reason": "rõ", **decided[1]}, DIRECTOR.name)
    for act in TO_BE_NAMED:
        _record(**{"matters": "m-1 m-2", **act})
    with pytest.raises(ReportError, match="decided a finding"):
        approve(named.folder, DIRECTOR, "Đã xem")
    approve(named.folder, DEPUTY, "Đã xem")
    append("decision", decided[0], {"decision": "reopen", "reason": "lại", **decided[1]}, DEPUTY.name)
    with pytest.raises(ReportError, match="does not count"):
        approved_files(named)


def test_a_returned_report_is_not_sent_until_it_is_approved_again(snapshot: Snapshot) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    return_report(snapshot.folder, DEPUTY, "Sửa phần III")
    assert state_of(snapshot.folder) == ApprovalState.RETURNED
    with pytest.raises(ReportError, match="Nobody approved"):
        approved_files(snapshot)
    approve(snapshot.folder, DEPUTY, "Đã sửa")
    assert state_of(snapshot.folder) == ApprovalState.APPROVED


def test_what_was_shown_is_what_is_approved(snapshot: Snapshot) -> None:
    shown = shown_hash(snapshot)
    (snapshot.folder / "monthly_compliance_2026-11.pdf").write_bytes(b"another")
    with pytest.raises(ReportError, match="changed after it was shown"):
        approve(snapshot.folder, DIRECTOR, "Đã xem", shown)


def test_a_file_that_its_content_does_not_draw_is_not_approved_whoever_was_shown_it(snapshot: Snapshot) -> None:
    path = snapshot.folder / "monthly_compliance_2026-11.docx"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ReportError, match="not the one that its content draws"):
        approve(snapshot.folder, DIRECTOR, "Đã xem", shown_hash(snapshot))
    render(snapshot.folder)
    approve(snapshot.folder, DIRECTOR, "Đã xem", shown_hash(snapshot))


def test_a_form_from_before_somebody_returned_it_approves_nothing(snapshot: Snapshot) -> None:
    shown = shown_hash(snapshot)
    return_report(snapshot.folder, DEPUTY, "Sai số liệu phần III")
    with pytest.raises(ReportError, match="somebody answered it"):
        approve(snapshot.folder, DIRECTOR, "Đã xem", shown)
    assert state_of(snapshot.folder) == ApprovalState.RETURNED


@pytest.mark.parametrize("meanwhile", ["returned", "composed again"])
def test_what_happens_while_an_approval_is_checked_is_not_approved_over(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    def checked(content: Content) -> dict[str, str]:
        if meanwhile == "returned":
            return_report(snapshot.folder, DEPUTY, "Sai số liệu phần III")
        else:
            recompose(snapshot.folder, DEPUTY, "KT. ký", capacity="deputy", query=month_query, build_id="build-2")
        return drawn_hashes(content)

    monkeypatch.setattr("include.reporting.approve.drawn_hashes", checked)
    with pytest.raises(ReportError, match="somebody answered it"):
        approve(snapshot.folder, DIRECTOR, "Đã xem", shown_hash(snapshot))
    assert entries("approval") == []


def test_two_who_approve_at_once_approve_once(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(content: Content) -> dict[str, str]:
        monkeypatch.undo()
        monkeypatch.setenv("PRESS_APPROVERS", f"{DIRECTOR.name}, {DEPUTY.name}")
        approve(snapshot.folder, DEPUTY, "Đã xem")
        return drawn_hashes(content)

    monkeypatch.setattr("include.reporting.approve.drawn_hashes", checked)
    assert approve(snapshot.folder, DIRECTOR, "Đã xem").actor == DEPUTY.name
    assert len(entries("approval")) == 1


def test_what_is_not_drawn_cannot_be_approved(register: None) -> None:
    composed = compose("monthly_compliance", "2026-11", month_query, "build-1")
    with pytest.raises(ReportError, match="lacks drawn files"):
        approve(composed.folder, DIRECTOR, "Đã xem")
    assert subject_of(composed) == "monthly_compliance/2026-11"


def test_an_altered_snapshot_cannot_be_approved(snapshot: Snapshot) -> None:
    path: Path = snapshot.folder / "snapshot.json"
    path.write_text(path.read_text("utf-8").replace("3 vụ việc mới", "0 vụ việc mới"), encoding="utf-8")
    with pytest.raises(ReportError, match="altered"):
        approve(snapshot.folder, DIRECTOR, "Đã xem")


def test_nothing_is_approved_on_a_ledger_that_was_cut(snapshot: Snapshot) -> None:
    (settings().home / "ledger" / "ledger.sqlite").unlink()
    with pytest.raises(LedgerError, match="gone"):
        approve(snapshot.folder, DIRECTOR, "Đã xem")
