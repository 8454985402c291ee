"""Roles come from the settings; nobody named means nobody may, and some acts need somebody else."""

from pathlib import Path

import pytest

from include.errors import ActRefusedError
from include.review.acts import ACTS, Act, Refusal, Role, check_act, impossible_acts, person
from include.settings import settings
from tests.support.reviewed import AN, GIANG, HOA, READER


def test_roles_come_from_the_settings_alone(desk: Path) -> None:
    assert person("an").roles == {Role.READER, Role.REVIEWER}
    assert person("giang").roles == {Role.READER, Role.CHIEF}
    assert person("ai_do").roles == {Role.READER}


def test_nobody_named_means_nobody_may(home: Path) -> None:
    assert not [act for act in Act if person("admin").may(act)]
    assert impossible_acts() == list(Act)


def test_every_act_has_its_roles_and_no_act_is_for_readers() -> None:
    assert set(ACTS) == set(Act)
    assert not [act for act in Act if READER.may(act)]


@pytest.mark.parametrize("act", [Act.RELEASE_NOTICE, Act.RELEASE_NAMING, Act.ANSWER_APPEAL])
def test_a_chief_who_decided_does_not_release(act: Act) -> None:
    check_act(act, GIANG, {"an"})
    with pytest.raises(ActRefusedError) as refused:
        check_act(act, GIANG, {"an", "giang"})
    assert refused.value.code == Refusal.DECIDED_BEFORE
    with pytest.raises(ActRefusedError) as refused:
        check_act(act, AN)
    assert refused.value.code == Refusal.ROLE


def test_one_person_alone_makes_acts_impossible(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert impossible_acts() == []
    monkeypatch.setenv("PRESS_REVIEWERS", "an")
    monkeypatch.setenv("PRESS_APPROVERS", "an")
    settings.cache_clear()
    assert set(impossible_acts()) == {act for act, rule in ACTS.items() if rule.not_decider}
    assert HOA.may(Act.RELEASE_NAMING)


def test_two_people_name_nobody_and_answer_no_appeal_since_both_will_have_decided(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_REVIEWERS", "an")
    monkeypatch.setenv("PRESS_APPROVERS", "giang")
    settings.cache_clear()
    assert set(impossible_acts()) == {Act.ANSWER_APPEAL, Act.RELEASE_NAMING, Act.ANSWER_SAMPLE}
    monkeypatch.setenv("PRESS_REVIEWERS", "an,binh")
    settings.cache_clear()
    assert impossible_acts() == []
