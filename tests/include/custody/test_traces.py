"""What was made of a withdrawn page goes from snapshots too, and they still prove what was approved."""

import json
from datetime import date

import pytest

from include.custody.traces import Withdrawn, changed_snapshots, write_snapshots
from include.custody.withdraw import already_sent
from include.errors import ReportError
from include.ledger.entries import append
from include.reporting.approve import approve
from include.reporting.compose import SNAPSHOT, Snapshot, read_snapshot
from include.reporting.deliver import deliver
from include.reporting.verify import verify_file
from tests.include.reporting.conftest import *  # noqa: F403 - the snapshot and all that it needs

DAY = date(2026, 11, 27)


def test_a_snapshot_is_intact_but_for_what_was_lawfully_withdrawn(snapshot: Snapshot) -> None:
    passage = snapshot.content.opening
    changed = changed_snapshots(Withdrawn.of([passage], DAY))
    ((path, record),) = changed.items()
    assert path == snapshot.folder / SNAPSHOT
    assert record["withdrawn"]["passages"] == 1
    write = {record["withdrawn"]["content_hash"]: record["content_hash"]}
    append("withdrawal", "http://a.example.vn/x", {"snapshots": write}, "data_engineer")
    write_snapshots(changed)
    assert passage not in path.read_text(encoding="utf-8")
    assert read_snapshot(snapshot.folder).content.opening == "[đã rút ngày 27/11/2026]"
    assert json.loads(path.read_text(encoding="utf-8"))["content_hash"] == snapshot.content_hash
    assert verify_file(path)["found"] == "intact but for 1 withdrawn passages"


def test_mails_that_have_left_with_the_passage_are_listed(snapshot: Snapshot, mailbox: Mailbox) -> None:  # noqa: F405
    gone = Withdrawn.of([snapshot.content.opening], DAY)
    assert already_sent({snapshot.content_hash}, gone) == []
    approve(snapshot.folder, DIRECTOR, "Đã xem")  # noqa: F405
    deliver(snapshot.folder, today=DAY)
    append("notice_drafted", "matters/bao_a", {"text": f"Kính gửi: {snapshot.content.opening}"}, "chuyen_vien")
    sent = already_sent({snapshot.content_hash}, gone)
    assert len(sent) == len(mailbox.messages()) + 1
    assert already_sent({"0" * 64}, Withdrawn.of(["Câu này không có ở đâu cả"], DAY)) == []


def test_a_snapshot_changed_without_an_entry_is_altered(snapshot: Snapshot) -> None:
    changed = changed_snapshots(Withdrawn.of([snapshot.content.opening], DAY))
    with pytest.raises(ReportError, match="altered"):
        write_snapshots(changed)


def test_a_snapshot_without_the_passage_is_not_touched(snapshot: Snapshot) -> None:
    assert changed_snapshots(Withdrawn.of(["Câu này không có ở đâu cả"], DAY)) == {}
