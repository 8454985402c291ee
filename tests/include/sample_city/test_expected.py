"""Tests of the expected verdicts: the whole set, and the planted ones where they were planted."""

from collections import Counter
from datetime import date

import pytest

from include.sample_city import expected
from include.sample_city.declaration import DAYS, Fault, faults, outlets


def test_there_is_one_verdict_for_each_judged_outlet_rule_and_day() -> None:
    judged = sum(day >= outlet.first_licensed_on for outlet in outlets().values() for day in DAYS)
    assert len(expected.verdicts()) == judged * len(faults().rules)


def test_nothing_is_expected_of_kinds_that_a_rule_does_not_concern() -> None:
    for verdict in expected.verdicts().values():
        if outlets()[verdict.outlet_id].kind not in faults().rules[verdict.rule_id].kinds:
            assert verdict.status == "not_applicable"


def test_a_rule_without_a_text_in_a_year_expects_nothing_in_it() -> None:
    verdicts = expected.verdicts()
    assert verdicts["tap_chi_pho_nghe", "magazine_named", date(2021, 1, 12)].cause == "no_version_in_force"
    assert verdicts["trang_tin_hang_me", "comments_absent", date(2021, 1, 13)].cause == "press_run_exempt"
    assert verdicts["trang_tin_hang_me", "comments_absent", date(2026, 10, 15)].status == "met"


def test_a_fault_may_stand_for_every_rule_of_a_grain() -> None:
    verdicts = expected.verdicts()
    for rule_id, rule in faults().rules.items():
        found = verdicts["trang_tin_hang_me", rule_id, date(2026, 10, 19)]
        is_silent = rule.grain in ("article", "home_page") and found.status != "not_applicable"
        assert (found.status == "not_observed") == is_silent


def test_every_status_is_planted() -> None:
    statuses = Counter(verdict.status for verdict in expected.verdicts().values())
    assert set(statuses) == {"met", "not_met", "needs_review", "not_observed", "not_applicable"}


def test_breaches_have_a_strength_and_others_none() -> None:
    assert all((v.status == "not_met") == (v.strength is not None) for v in expected.verdicts().values())


def test_the_citing_rules_are_broken_hard_in_2021_alone() -> None:
    hard = {
        v.day.year
        for v in expected.verdicts().values()
        if v.rule_id in ("source_credit", "source_link", "reprint_delay") and v.strength == "duty"
    }
    assert hard == {2021}


def test_a_field_that_was_missing_once_is_held_against_nobody() -> None:
    verdicts = expected.verdicts()
    statuses = [verdicts["cong_tin_phu_sa", "home_page_identity", date(2026, 10, day)].status for day in (21, 22, 23)]
    assert statuses == ["met", "needs_review", "met"]


def test_an_unattested_register_leaves_licences_unobserved() -> None:
    verdicts = expected.verdicts()
    last, after = (verdicts["cong_tin_phu_sa", "licence_held", date(2026, 11, day)] for day in (7, 8))
    assert (last.status, last.strength) == ("not_met", "duty")
    assert (after.status, after.cause) == ("not_observed", "register_incomplete")


def test_a_lapsed_licence_is_still_judged() -> None:
    verdicts = expected.verdicts()
    assert verdicts["diem_tin_ho_guom", "licence_current", date(2026, 11, 7)].status == "needs_review"
    assert verdicts["diem_tin_ho_guom", "licence_current", date(2026, 11, 14)].cause == "register_incomplete"
    assert verdicts["diem_tin_ho_guom", "home_page_licence", date(2026, 11, 14)].status == "met"


def test_a_verdict_cannot_be_declared_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = faults()
    again: tuple[Fault, ...] = (*declared.faults, declared.faults[0])
    monkeypatch.setattr(expected, "faults", lambda: declared.model_copy(update={"faults": again}))
    with pytest.raises(ValueError, match="licence_current"):
        expected.verdicts()


def test_what_ends_in_quarantine_or_fails_is_counted() -> None:
    assert sum(expected.quarantined().values()) == 3
    assert expected.article_harvests()["bao_kinh_thanh", "duplicate", "same_address"] == 2
