"""A changed catalogue is switched on by a second person, and a build refuses it before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from include.custody.rule_changes import agree_to_change, open_comparison, record_comparison
from include.errors import DeclarationError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.ledger.verification import verify
from include.settings import settings
from include.warehouse import build, projects
from include.warehouse.beside import Comparison
from include.warehouse.judged_by import note_in_force, project_in_force, require_agreement

LAW, BEFORE = "f" * 64, "e" * 64
FOUND = Comparison(LAW, date(2026, 9, 18), date(2026, 10, 17), 120, before=BEFORE)


class Noted:
    """A warehouse that was built by some law."""

    def __init__(self, law: str) -> None:
        self.law = law

    def rows(self, query: str) -> list[tuple[Any]]:
        if "extractor_version" in query:
            return [(5,)]
        return [(self.law,)] if self.law else []


@pytest.fixture(autouse=True)
def approvers(home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name two who may agree."""
    monkeypatch.setenv("PRESS_APPROVERS", "giam_doc, quan_tri, Quan_Tri")
    settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "reason", "further", "why"),
    [
        ("quan_tri", "Đã xem", 0, "second person has to agree"),
        ("Quan_Tri", "Đã xem", 0, "second person has to agree"),
        ("ai_do", "Đã xem", 0, "not among the approvers"),
        ("giam_doc", " ", 0, "reason is empty"),
        ("giam_doc", "\u3164\u200b…", 0, "reason is empty"),
        ("giam_doc", "Đã xem", 1, "No such comparison"),
    ],
)
def test_nobody_but_a_second_approver_with_a_reason_agrees(name: str, reason: str, further: int, why: str) -> None:
    compared = record_comparison(FOUND, 3, "quan_tri")
    with pytest.raises(DeclarationError) as refused:
        agree_to_change(compared.sequence + further, reason, name, "tests")
    assert why in f"{refused.value} {refused.value.hint}"
    assert open_comparison() == compared


def test_what_was_agreed_waits_no_longer() -> None:
    compared = record_comparison(FOUND, 3, "quan_tri")
    agreed = agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
    assert open_comparison() is None
    assert (agreed.kind, agreed.subject_id, agreed.actor) == (EntryKind.RULES_AGREED, LAW, "giam_doc")
    assert agreed.payload["compared_by"] == "quan_tri"


def test_a_build_refuses_a_changed_catalogue_until_a_second_person_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "project_hash", lambda: LAW)
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build._require_agreed(Noted(BEFORE), LAW)  # type: ignore[arg-type]
    compared = record_comparison(FOUND, 3, "quan_tri")
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build._require_agreed(Noted(BEFORE), LAW)  # type: ignore[arg-type]
    agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
    build._require_agreed(Noted(BEFORE), LAW)  # type: ignore[arg-type]


def test_an_agreement_to_a_change_of_another_catalogue_is_none_to_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "project_hash", lambda: LAW)
    compared = record_comparison(replace(FOUND, before="d" * 64), 3, "quan_tri")
    agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build._require_agreed(Noted(BEFORE), LAW)  # type: ignore[arg-type]


def test_whoever_upgrades_is_shown_the_command_and_who_agrees_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "project_hash", lambda: LAW)
    with pytest.raises(DeclarationError) as refused:
        build._require_agreed(Noted(BEFORE), LAW)  # type: ignore[arg-type]
    hint = str(refused.value.hint)
    assert "press rules compare --from-day … --to-day …" in hint
    assert "second approver" in hint
    assert "install the version before again" in hint


def test_the_same_change_compared_again_waits_again() -> None:
    first = record_comparison(FOUND, 3, "quan_tri")
    agree_to_change(first.sequence, "Đã xem", "giam_doc", "tests")
    again = record_comparison(replace(FOUND, before="d" * 64), 3, "quan_tri")
    assert open_comparison() == again


@pytest.mark.parametrize("noted", ["", LAW])
def test_a_first_build_and_an_unchanged_catalogue_need_nobody(monkeypatch: pytest.MonkeyPatch, noted: str) -> None:
    monkeypatch.setattr(projects, "project_hash", lambda: LAW)
    build._require_agreed(Noted(noted), LAW)  # type: ignore[arg-type]


@pytest.mark.parametrize("noted", ["", LAW, "d" * 64], ids=["removed", "edited", "another's"])
def test_what_the_ledger_has_in_force_counts_whatever_warehouse_and_copy_say(
    monkeypatch: pytest.MonkeyPatch, noted: str
) -> None:
    append(EntryKind.SWITCH, "bao_a", {}, "tests")
    assert note_in_force(BEFORE, 5)
    monkeypatch.setattr(projects, "project_hash", lambda: LAW)
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build._require_agreed(Noted(noted), LAW)  # type: ignore[arg-type]
    compared = record_comparison(FOUND, 3, "quan_tri")
    agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
    build._require_agreed(Noted(noted), LAW)  # type: ignore[arg-type]
    assert note_in_force(LAW, 5)
    with pytest.raises(DeclarationError, match="no second person agreed"):  # the old rules put back in silence
        build._require_agreed(Noted(BEFORE), BEFORE)  # type: ignore[arg-type]


def test_what_new_readers_read_is_judged_once_a_second_person_agreed_to_a_comparison_that_read_again() -> None:
    append(EntryKind.SWITCH, "bao_a", {}, "tests")
    require_agreement("", projects.project_hash(), 5)  # nothing is in force yet
    law = projects.project_hash()
    assert note_in_force(law, 4)
    found = replace(FOUND, fingerprint=law, before=law)
    for readers in (None, 5):  # judged as it was landed, then read again
        with pytest.raises(DeclarationError, match="Version 5 of the readers .* version 4 is in force") as refused:
            require_agreement(law, law, 5)
        assert "press rules compare --re-read" in str(refused.value.hint)
        compared = record_comparison(found, readers, "quan_tri")
        agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
    require_agreement(law, law, 5)
    assert note_in_force(law, 5)
    with pytest.raises(DeclarationError, match="Version 4 of the readers"):  # the old ones put back in silence
        require_agreement(law, law, 4)
    assert note_in_force(law, 6)
    with pytest.raises(DeclarationError, match="Version 5 of the readers"):  # agreed to once, from another version
        require_agreement(law, law, 5)
    assert not note_in_force(law, None)  # nothing is landed any more
    with pytest.raises(DeclarationError, match="version 6 is in force"):
        require_agreement(law, law, 7)


def test_what_is_in_force_is_recorded_once_and_again_with_other_readers_at_the_instant_before() -> None:
    assert not note_in_force(LAW, 5)  # nothing rests on a verdict yet
    past = append(EntryKind.SWITCH, "bao_a", {}, "tests", datetime(2026, 11, 3, 5, tzinfo=UTC))
    assert [note_in_force(law, readers) for law, readers in ((LAW, 5), (LAW, 5), (LAW, 6))] == [True, False, True]
    assert [entry.payload["readers"] for entry in entries(EntryKind.RULES_IN_FORCE)] == [5, 6]
    assert {entry.recorded_at for entry in entries()} == {past.recorded_at}
    append(EntryKind.SWITCH, "bao_b", {}, "tests", past.recorded_at)  # a past day is still put on record
    assert (project_in_force(), verify().is_unbroken) == (LAW, True)


@pytest.mark.parametrize("what", ["rules", "readers"])
def test_an_agreement_switches_its_change_on_once(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law = projects.project_hash()
    states = [(BEFORE, 5), (LAW, 5)] if what == "rules" else [(law, 4), (law, 5)]
    append(EntryKind.SWITCH, "bao_a", {}, "tests")
    assert note_in_force(*states[0])
    for (before, readers_before), (after, readers) in pairwise((*states, states[0])):  # forth, then back again
        found = replace(FOUND, fingerprint=after, before=before)
        compared = record_comparison(found, readers if readers != readers_before else None, "quan_tri")
        agree_to_change(compared.sequence, "Đã xem", "giam_doc", "tests")
        require_agreement("", after, readers)
        assert note_in_force(after, readers)
    with pytest.raises(DeclarationError, match="no second person agreed"):  # what was taken back is put there once more
        require_agreement("", *states[1])
