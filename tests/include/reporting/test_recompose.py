"""A draft composed again at the desk takes the first one's place; what differs and what happened since is listed."""

from pathlib import Path
from typing import Any

import pytest

from include.errors import ReportError
from include.ledger.entries import append
from include.reporting.approve import (
    ApprovalState,
    approval_of,
    approve,
    refusal,
    replaced_by,
    state_of,
    withdraw,
)
from include.reporting.compose import Snapshot
from include.reporting.draft_context import draft_context, happened_since
from include.reporting.recompose import capacities_of, current_draft, recompose
from include.reporting.render.files import render
from tests.include.reporting.conftest import DEPUTY, DIRECTOR
from tests.include.reporting.sample_rows import month_query

WHY = "Bổ sung số liệu"


def with_signer(snapshot: Snapshot, capacity: str = "deputy") -> Snapshot:
    """Compose the same figures again, for somebody who signs for the head: another content."""
    return recompose(snapshot.folder, DIRECTOR, WHY, capacity=capacity, query=month_query, build_id="build-2")


def test_the_newest_draft_stands_in_the_place_of_the_first_and_alone_is_approved(snapshot: Snapshot) -> None:
    made = with_signer(snapshot)
    assert (current_draft(snapshot.folder), current_draft(made.folder)) == (made.folder, made.folder)
    assert state_of(snapshot.folder) == ApprovalState.REPLACED
    with pytest.raises(ReportError, match="composed again"):
        approve(snapshot.folder, DIRECTOR, WHY)
    approve(made.folder, DIRECTOR, WHY)
    assert state_of(current_draft(snapshot.folder)) == ApprovalState.APPROVED


def test_a_draft_that_is_composed_again_later_stands_again(snapshot: Snapshot) -> None:
    made = with_signer(snapshot)
    back = recompose(made.folder, DIRECTOR, WHY, query=month_query, build_id="build-2")
    assert back.content_hash == snapshot.content_hash
    assert current_draft(snapshot.folder) == snapshot.folder
    assert replaced_by(snapshot) == ""
    assert replaced_by(made) == snapshot.content_hash


def test_the_same_content_replaces_nothing(snapshot: Snapshot) -> None:
    again = recompose(snapshot.folder, DIRECTOR, WHY, query=month_query, build_id="build-2")
    assert again.content_hash == snapshot.content_hash
    assert refusal(snapshot, DIRECTOR.name) == ""


def test_an_approved_report_is_composed_again_only_after_its_approval_is_withdrawn(snapshot: Snapshot) -> None:
    approve(snapshot.folder, DIRECTOR, WHY)
    with pytest.raises(ReportError, match="is approved"):
        with_signer(snapshot)
    withdraw(snapshot.folder, DEPUTY, "Cần bổ sung")
    assert approval_of(snapshot) is None
    assert state_of(snapshot.folder) == ApprovalState.WITHDRAWN
    approve(snapshot.folder, DIRECTOR, WHY)
    assert state_of(snapshot.folder) == ApprovalState.APPROVED


def test_what_somebody_approves_while_it_is_composed_again_is_not_replaced(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(folder: Path) -> Any:
        approve(snapshot.folder, DEPUTY, WHY)
        return render(folder)

    monkeypatch.setattr("include.reporting.recompose.render", drawn)
    with pytest.raises(ReportError, match="meanwhile, or approved"):
        with_signer(snapshot)
    assert (current_draft(snapshot.folder), state_of(snapshot.folder)) == (snapshot.folder, ApprovalState.APPROVED)


@pytest.mark.parametrize("reason", ["", "  ", "\u200b\u202e", "./.", "\u2063…"])
def test_nothing_is_withdrawn_or_composed_again_without_a_reason(snapshot: Snapshot, reason: str) -> None:
    with pytest.raises(ReportError, match="reason"):
        recompose(snapshot.folder, DIRECTOR, reason, query=month_query, build_id="build-2")
    with pytest.raises(ReportError, match="reason"):
        withdraw(snapshot.folder, DIRECTOR, reason)


def test_what_nobody_approved_is_not_withdrawn(snapshot: Snapshot) -> None:
    with pytest.raises(ReportError, match="not approved"):
        withdraw(snapshot.folder, DIRECTOR, WHY)


def test_who_signs_for_the_head_stands_in_the_document_and_comes_from_the_dated_list(snapshot: Snapshot) -> None:
    assert [one.id for one in capacities_of(snapshot)] == ["deputy", "office"]
    with pytest.raises(ReportError, match="Nobody signs"):
        with_signer(snapshot, "bo_truong")
    lead = with_signer(snapshot).content.lead
    assert (lead.capacity, lead.signatory) == ("KT. Giám đốc", "Phó Giám đốc")


def test_the_draft_before_is_named_with_the_parts_that_differ(snapshot: Snapshot) -> None:
    assert draft_context(snapshot).earlier is None
    made = with_signer(snapshot)
    found = draft_context(made).earlier
    assert found is not None
    assert found.snapshot.content_hash == snapshot.content_hash
    assert (found.figures, found.parts) == ([], ["Cơ quan, thẩm quyền ký"])


def test_what_was_recorded_after_the_draft_is_counted_and_what_stood_before_is_not(snapshot: Snapshot) -> None:
    def decide(number: int) -> Any:
        payload = {"decision": "confirm", "reason": WHY, "matters": f"m{number}"}
        return append("decision", f"matters/o{number}", payload, "ra_soat")

    assert happened_since(snapshot) == []
    decide(1)
    decide(2)
    append("reply", "matters/o1", {"text": "Đã khắc phục"}, "ra_soat")
    assert happened_since(snapshot) == ["2 quyết định rà soát", "1 ý kiến của đơn vị"]
    assert happened_since(with_signer(snapshot)) == []


def test_a_missing_replacement_is_named_and_not_passed_over(snapshot: Snapshot) -> None:
    made = with_signer(snapshot)
    for path in made.folder.iterdir():
        path.unlink()
    with pytest.raises(ReportError, match="is missing"):
        current_draft(snapshot.folder)


def test_an_unnamed_user_has_nothing_composed_again(snapshot: Snapshot) -> None:
    from include.reporting.approve import Login

    with pytest.raises(ReportError, match="may not"):
        recompose(Path(snapshot.folder), Login("khach", "tests"), WHY, query=month_query, build_id="build-2")


def test_of_two_who_compose_a_draft_again_at_once_the_second_is_told_of_the_first(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_signer(snapshot)
    with pytest.raises(ReportError, match="composed again already"):
        with_signer(snapshot, "office")
    monkeypatch.setattr("include.reporting.recompose.replaced_by", lambda one, known=None: known and replaced_by(one))
    with pytest.raises(ReportError, match="composed again meanwhile"):
        with_signer(snapshot, "office")


def test_a_disk_that_is_full_while_a_draft_is_drawn_leaves_the_first_as_it_was(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("include.reporting.recompose.render", full)
    with pytest.raises(OSError, match="No space"):
        with_signer(snapshot)
    assert current_draft(snapshot.folder) == snapshot.folder
    assert state_of(snapshot.folder) == ApprovalState.WAITING
