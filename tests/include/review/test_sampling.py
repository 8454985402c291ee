"""The blind sample: every place is drawn with a known probability, answered by two people, and weighed by it."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import ActRefusedError
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.review import cases, labels, samples, sampling
from include.review.acts import Refusal
from include.review.samples import answer, items, waiting_for
from include.review.sampling import draw_month, month_before, shares
from include.warehouse.by_days import over_days
from tests.include.reporting.marts import query_of
from tests.support.reviewed import AN, BINH, CHI, GIANG, READER, decided, facts

SIZES = st.dictionaries(st.sampled_from([f"r{n}" for n in range(45)]), st.integers(0, 400), max_size=45)
NOVEMBER = datetime(2026, 11, 2, 3, tzinfo=UTC)
OCTOBER = [date(2026, 10, day) for day in range(1, 32)]
SAID = "Đã xem trang lưu."


@given(SIZES, st.integers(1, 60), st.text("abcdef0123456789", min_size=4, max_size=8))
def test_as_many_places_are_drawn_as_asked_and_their_weights_make_the_whole(
    sizes: dict[str, int], wanted: int, seed: str
) -> None:
    found = shares(sizes, wanted, seed)
    assert sum(one.places for one in found.values()) == min(wanted, sum(sizes.values()))
    assert all(one.places <= sizes[rule] and 0 < one.probability <= 1 for rule, one in found.items())
    assert {rule for rule, size in sizes.items() if size} == set(found), "every rule has a chance"
    expected = sum(one.probability * sizes[rule] for rule, one in found.items())
    assert expected == pytest.approx(min(wanted, sum(sizes.values())))


def test_a_rule_is_drawn_as_often_as_its_probability_says() -> None:
    sizes = {f"r{n}": size for n, size in enumerate([1, 2, 3, 50, 50, 50, 400])}
    draws = [shares(sizes, 20, str(seed)) for seed in range(2000)]
    for rule, size in sizes.items():
        often = sum(draw[rule].places for draw in draws) / len(draws)
        assert often == pytest.approx(draws[0][rule].probability * size, rel=0.02)


@pytest.mark.parametrize(("day", "month"), [(date(2026, 11, 2), 10), (date(2027, 1, 1), 12), (date(2026, 10, 31), 9)])
def test_the_last_whole_month_is_drawn(day: date, month: int) -> None:
    first, end = month_before(day)
    assert (first.month, first.day, end.day) == (month, 1, 1)


@pytest.fixture
def copy(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Stand for a published copy of October: two outlets, two rules, one finding a day of one of them."""
    rules = [{"rule_id": "home", "grain": "home_page", "title_vi": "Trang chủ"},
             {"rule_id": "credit", "grain": "article", "title_vi": "Ghi nguồn"}]  # fmt: skip
    found = [{"finding_id": f"f{day:%d}", "rule_id": "credit", "outlet_id": "a", "article_id": f"a{day:%d}",
              "finding_date": day, "state": "candidate", "cause": "missing_twice",
              "excerpt": "Trích"} for day in OCTOBER]  # fmt: skip
    met = [{"outlet_id": "b", "rule_id": rule["rule_id"], "rule_version_id": "v1", "status": "met", "verdict_date": day}
           for rule in rules for day in OCTOBER]  # fmt: skip
    against = [{"outlet_id": "a", "rule_id": "credit", "rule_version_id": "v1", "status": "not_met",
                "verdict_date": day} for day in OCTOBER]  # fmt: skip
    articles = [{"article_id": f"{outlet}{day:%d}{more}", "outlet_id": outlet, "canonical_url": "https://a.example.vn/",
                 "title": "Tin", "published_date": day} for outlet in "ab" for day in OCTOBER
                for more in ("", "x", "y")]  # fmt: skip
    outlets = [{"outlet_id": one, "outlet_name": f"Báo {one}", "kind": "aggregator"} for one in "ab"]
    marts: dict[str, list[dict[str, Any]]] = {
        "dim_rules": rules,
        "fct_findings": found,
        "fct_verdicts": [*met, *against],
        "fct_articles": articles,
        "dim_outlets": outlets,
        "dim_rule_versions": [{"rule_version_id": "v1", "instrument": "NĐ 1", "provision": "Điều 2"}],
    }
    ask = query_of(marts)

    def rows(sql: str, given: Sequence[object] = ()) -> list[dict[str, Any]]:
        for value in given:
            sql = sql.replace("?", str(value) if isinstance(value, int) else f"'{value}'", 1)
        return ask(sql)

    for module in (sampling, samples, labels):
        monkeypatch.setattr(module, "rows", rows)
    monkeypatch.setattr(cases, "matters_of", lambda finding_ids: dict.fromkeys(finding_ids, "m1"))
    yield marts


def test_a_months_sample_is_drawn_once_and_says_how_likely_each_place_was(copy: dict[str, Any]) -> None:
    drawn = [entry.payload for entry in draw_month(NOVEMBER)]
    assert draw_month(NOVEMBER) == []
    by = {name: [one for one in drawn if one["stratum"] == name] for name in ("found", "met")}
    assert {name: len(of) for name, of in by.items()} == {"found": 20, "met": 20}
    assert len({one["item"] for one in drawn}) == 40
    assert {one["probability"] for one in by["found"]} == {20 / 31}
    assert {(one["rule_id"], one["probability"]) for one in by["met"]} == {("home", 10 / 31), ("credit", 10 / 31 / 3)}
    assert sum(1 / one["probability"] for one in by["met"]) == pytest.approx(31 + 3 * 31), "pages, and articles of days"
    assert entries(EntryKind.SAMPLE_DRAWN)[0].subject_id == "sample/2026-10"


def test_nothing_is_drawn_of_a_month_that_is_not_judged_to_its_end(copy: dict[str, Any]) -> None:
    assert draw_month(datetime(2026, 12, 1, 3, tzinfo=UTC)) == []


def test_two_people_answer_a_place_and_a_third_only_where_they_differ(copy: dict[str, Any]) -> None:
    draw_month(NOVEMBER)
    alike, apart = [one.item for one in items().values() if not one.finding_id][:2]
    answer(alike, "met", SAID, AN, NOVEMBER)
    assert alike not in {one.item for one in waiting_for(AN)}
    assert alike in {one.item for one in waiting_for(BINH)}
    with pytest.raises(ActRefusedError) as refused:
        answer(alike, "not_met", SAID, AN, NOVEMBER)
    assert refused.value.code == Refusal.NO_CHANGE
    answer(alike, "met", SAID, BINH, NOVEMBER)
    answer(apart, "met", SAID, AN, NOVEMBER)
    answer(apart, "cannot_tell", SAID, GIANG, NOVEMBER)
    assert alike not in {one.item for one in waiting_for(CHI)}
    answer(apart, "met", SAID, CHI, NOVEMBER)
    for item in (alike, apart):
        with pytest.raises(ActRefusedError):
            answer(item, "met", SAID, GIANG if item == alike else BINH, NOVEMBER)


def test_whoever_decided_the_matter_of_a_finding_is_not_asked_about_it(copy: dict[str, Any]) -> None:
    draw_month(NOVEMBER)
    found = next(one for one in items().values() if one.finding_id)
    assert found.item in {one.item for one in waiting_for(AN)}
    decided(facts(outlet_id=found.outlet_id), "confirm", AN)
    assert found.item not in {one.item for one in waiting_for(AN)}
    with pytest.raises(ActRefusedError) as refused:
        answer(found.item, "met", SAID, AN, NOVEMBER)
    assert refused.value.code == Refusal.DECIDED_BEFORE
    answer(found.item, "met", SAID, BINH, NOVEMBER)


@pytest.mark.parametrize(
    ("item", "said", "text", "who", "code"),
    [
        ("none", "met", SAID, AN, Refusal.NOT_FOUND),
        ("", "perhaps", SAID, AN, Refusal.TEXT_EMPTY),
        ("", "met", " ", AN, Refusal.TEXT_EMPTY),
        ("", "met", "x" * 9000, AN, Refusal.REASON_LONG),
        ("", "met", SAID, READER, Refusal.ROLE),
    ],
)
def test_an_answer_that_may_not_be_writes_nothing(
    copy: dict[str, Any], item: str, said: str, text: str, who: Any, code: Refusal
) -> None:
    draw_month(NOVEMBER)
    with pytest.raises(ActRefusedError) as refused:
        answer(item or next(iter(items())), said, text, who, NOVEMBER)
    assert refused.value.code == code
    assert entries(EntryKind.SAMPLE_ANSWERED) == []


def test_labelled_facts_name_neither_an_outlet_nor_whoever_decided(copy: dict[str, Any]) -> None:
    copy["fct_findings"][0]["state"] = "dismissed"
    draw_month(NOVEMBER)
    found = next(one for one in items().values() if one.finding_id and one.finding_id != "f01")
    for who in (AN, BINH):
        answer(found.item, "not_met", SAID, who, NOVEMBER)
    rows = list(labels.labelled())
    assert {row["from"]: row["label"] for row in rows} == {"decision": "met", "sample": "not_met"}
    assert {row["excerpt"] for row in rows} == {"Trích"}
    assert not {"outlet_id", "actor", "evidence_url"} & {name for row in rows for name in row}
    assert not any(str(value) in ("an", "binh", "a") for row in rows for value in row.values())


def test_the_interval_of_recall_holds_over_drawn_histories() -> None:
    """Places of which the truth is known are drawn and answered two hundred times over."""
    wrong, missed = {"r1": 0.3, "r2": 0.1, "r3": 0.0}, {"r1": 0.002, "r2": 0.02, "r3": 0.05}
    sizes = {"found": {"r1": 60, "r2": 30, "r3": 5}, "met": {"r1": 3000, "r2": 500, "r3": 40}}
    right = sum(size * (1 - wrong[rule]) for rule, size in sizes["found"].items())
    truth = right / (right + sum(size * missed[rule] for rule, size in sizes["met"].items()))
    held = 0
    for number in range(200):
        drawn = _answered(random.Random(number), sizes, wrong, missed)  # noqa: S311 - a fixed history, no secret
        row = query_of({"fct_samples": drawn})(over_days("select * from rpt_samples", [PERIOD]))[0]
        assert row["recall_low"] <= row["recall_share"] <= row["recall_high"]
        assert 0 <= row["agreement_low"] <= row["agreement_share"] <= row["agreement_high"] <= 1
        held += row["recall_low"] <= truth <= row["recall_high"]
    assert held >= 190


def test_the_interval_of_what_was_found_right_holds_where_the_days_of_an_outlet_are_alike() -> None:
    """Six of each ten outlets are read right on all their days; five days of each of forty outlets are answered."""
    held = 0
    for number in range(100):
        chance = random.Random(number)  # noqa: S311 - a fixed history, no secret
        drawn = [_answer(outlet, day, is_right) for outlet in range(40) for is_right in [chance.random() < 0.6]
                 for day in range(5)]  # fmt: skip
        row = query_of({"fct_samples": drawn})(over_days("select * from rpt_samples", [PERIOD]))[0]
        held += row["sampled_precision_low"] <= 0.6 <= row["sampled_precision_high"]
    assert held >= 92


def _answer(outlet: int, day: int, is_right: bool) -> dict[str, Any]:
    """Return one answered place of an outlet."""
    return {"item_id": f"{outlet}-{day}", "cluster_id": f"{outlet}", "rule_id": "r", "stratum": "found",
            "outcome": "not_met" if is_right else "met", "probability": 0.5, "answers": 2, "is_agreed": True,
            "drawn_on": date(2026, 11, 2), "answered_on": date(2026, 11, 12)}  # fmt: skip


PERIOD = ("2026-12", date(2026, 11, 15), date(2026, 12, 15))


def _answered(
    chance: random.Random, sizes: dict[str, dict[str, int]], wrong: dict[str, float], missed: dict[str, float]
) -> list[dict[str, Any]]:
    """Return three months of samples, drawn from places of which some shares are wrong and some were overlooked."""
    rows = []
    for month in (8, 9, 10):
        for stratum, of in sizes.items():
            for rule, share in shares(of, 20, f"{chance.random()}").items():
                bad = round(of[rule] * ((1 - wrong[rule]) if stratum == "found" else missed[rule]))
                places = chance.sample([True] * bad + [False] * (of[rule] - bad), share.places)
                rows += [
                    dict.fromkeys(("item_id", "cluster_id"), f"{month}{stratum}{rule}{n}") |
                    {"rule_id": rule, "stratum": stratum,
                     "outcome": "not_met" if is_bad else "met", "probability": share.probability, "answers": 2,
                     "is_agreed": chance.random() < 0.9, "drawn_on": date(2026, month + 1, 2),
                     "answered_on": date(2026, month + 1, 12)}
                    for n, is_bad in enumerate(places)
                ]  # fmt: skip
    return rows
