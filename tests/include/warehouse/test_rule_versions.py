"""Every version of every rule, on both sides of each of its dates, through the real models; and catalogues refused.

What is expected is read from the seeds by other means than SQL: the last version that has begun is the one in force.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.errors import DeclarationError
from include.settings import ROOT
from include.warehouse import published
from include.warehouse.build import build_warehouse
from include.warehouse.rule_versions import check_rule_versions
from tests.include.warehouse.conftest import Landing, installation, noon

SEEDS = ROOT / "dbt_project" / "seeds"
KINDS = ("newspaper", "magazine", "aggregator", "social_network", "portal")
BEFORE_ALL_LAW = date(2010, 1, 1)
Row = dict[str, Any]


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


RULES, VERSIONS = seed("rules"), seed("rule_versions")
INSTRUMENT = {row["instrument"]: row for row in seed("instruments")}
FOREVER = "9999-12-31"
EDGES = sorted({row[side] for row in VERSIONS for side in ("effective_from", "effective_to")} - {""})
DAYS = sorted({date.fromisoformat(edge) - timedelta(days=n) for edge in EDGES for n in (0, 1)})


def is_known(version: dict[str, str]) -> bool:
    """Return whether an instrument that a version names is known to be in force on each of its days."""
    end = version["effective_to"] or FOREVER
    named = [INSTRUMENT[name] for name in version["instrument"].split("; ")]
    return any(
        one["effective_from"] <= version["effective_from"]
        and (one["effective_to"] or FOREVER) >= end
        and (one["unknown_from"] or FOREVER) >= end
        for one in named
    )


def in_force(rule_id: str, kind: str, day: date) -> dict[str, str] | None:
    """Return the version of a rule that holds for a kind of outlet on a day."""
    begun = [
        row for row in VERSIONS
        if row["rule_id"] == rule_id and kind in row["kinds"].split() and row["effective_from"] <= day.isoformat()
    ]  # fmt: skip
    last = max(begun, key=lambda row: row["effective_from"], default=None)
    return last if last and (not last["effective_to"] or day.isoformat() < last["effective_to"]) else None


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str, date], Row]]:
    """Build a silent outlet and a seen one of each kind on both sides of every date, with no register attested."""
    home = tmp_path_factory.mktemp("versions")
    with installation(home):
        landing = Landing()
        for kind in KINDS:
            for outlet_id in (f"silent_{kind}", f"seen_{kind}"):
                landing.outlet(outlet_id, kind, DAYS[-1], issued_on=BEFORE_ALL_LAW)
            for day in DAYS:
                page = {"outlet_id": f"silent_{kind}", "scope": "home_page", "address": "/", "outcome": "failed"}
                landing.add("harvests", day, f"silent_{kind}", **page, cause="connection_failed")
                landing.listing(f"silent_{kind}", day, outcome="failed", cause="connection_failed")
                landing.listing(f"seen_{kind}", day)
                landing.add(
                    "harvests", day, f"seen_{kind}", **page | {"outlet_id": f"seen_{kind}", "outcome": "landed"}
                )
                landing.add("captures", day, f"seen_{kind}", capture_id=f"{kind} {day}", outlet_id=f"seen_{kind}",
                            scope="home_page", captured_at=noon(day), final_url="http://seen/")  # fmt: skip
        landing.write()
        build_warehouse(None)
        rows = published.rows("from fct_verdicts")
        yield {(row["outlet_id"], row["rule_id"], row["verdict_date"]): row for row in rows}


def expected_id(version: dict[str, str]) -> str:
    """Return the id of a version: its rule and first day, and its kinds where they are not all of the rule's."""
    kinds = next(row["kinds"] for row in RULES if row["rule_id"] == version["rule_id"])
    narrow = "" if version["kinds"] == kinds else f":{version['kinds']}"
    return f"{version['rule_id']}@{version['effective_from']}{narrow}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule_id"])
def test_each_version_holds_from_its_first_day_to_the_day_before_the_next(
    verdicts: dict[tuple[str, str, date], Row], rule: dict[str, str]
) -> None:
    for kind in KINDS:
        for day in DAYS:
            found = verdicts[(f"seen_{kind}", rule["rule_id"], day)]
            version = in_force(rule["rule_id"], kind, day)
            assert found["rule_version_id"] == (expected_id(version) if version else None), (kind, day)
            is_judged = version and not rule["cause_not_implemented"]
            assert is_judged or found["status"] == "not_applicable", (kind, day)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule_id"])
def test_only_a_duty_that_was_read_has_the_strength_of_one(
    verdicts: dict[tuple[str, str, date], Row], rule: dict[str, str]
) -> None:
    for (outlet_id, rule_id, day), found in verdicts.items():
        version = in_force(rule_id, outlet_id.partition("_")[2], day) if rule_id == rule["rule_id"] else None
        if version:
            is_duty = version["basis"] == "duty" and version["confidence"] == "high" and is_known(version)
            wanted = "signal" if version["basis"] == "signal" else "duty" if is_duty else "advisory"
            assert found["strength"] == wanted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule_id"])
def test_what_we_did_not_see_is_not_observed_under_every_version(
    verdicts: dict[tuple[str, str, date], Row], rule: dict[str, str]
) -> None:
    for kind in KINDS:
        for day in DAYS:
            found = verdicts[(f"silent_{kind}", rule["rule_id"], day)]
            assert found["status"] != "not_met", (kind, day)
            if found["status"] == "not_applicable":
                continue
            if rule["grain"] in ("article", "home_page"):
                assert (found["status"], found["cause"]) == ("not_observed", "connection_failed"), (kind, day)
            if rule["grain"] == "deadline":
                assert (found["status"], found["cause"]) == ("not_observed", "register_incomplete"), (kind, day)


@pytest.mark.parametrize("version", VERSIONS, ids=expected_id)
def test_what_a_version_leaves_open_caps_it(
    verdicts: dict[tuple[str, str, date], Row], version: dict[str, str]
) -> None:
    found = published.rows(f"select cap_cause from dim_rule_versions where rule_version_id = '{expected_id(version)}'")
    is_open = version["confidence"] == "low" or version["gap"] or (version["unit"] and not version["threshold"])
    assert [row["cap_cause"] is not None for row in found] == [bool(is_open)]


def test_a_rule_whose_review_comes_by_what_is_left_open_has_such_a_version() -> None:
    from tests.conventions.test_rules import without_case

    said = {row["rule_id"] for row in RULES if not row["cause_not_implemented"]}
    capped = {rule_id for rule_id in said if "leaves open" in without_case(rule_id).get("needs_review", "")}
    assert capped
    assert capped <= {row["rule_id"] for row in VERSIONS if row["gap"] or row["confidence"] == "low"}


HEADER = "rule_id,kinds,basis,unit,confidence,threshold,effective_from,effective_to,instrument"
FIRST = "delay,aggregator,guidance,minutes,medium,180,2019-10-29,2024-12-25,Letter"
MEASURE_HEADER = "measure_id,applies_to,basis,unit,confidence,threshold,effective_from,effective_to,instrument"
MEASURE = "answer,press,duty,hours,high,24,2024-12-24,2027-01-01,Decree"
INSTRUMENTS = """instrument,effective_from,effective_to,unknown_from,is_sanction,is_number_disputed,read_where,note
Letter,2019-10-29,,2019-10-29,false,true,,
Decree,2024-12-24,2030-01-01,,false,false,,
"""


def catalogue(folder: Path, *versions: str) -> Path:
    """Write a catalogue of one rule and its versions."""
    (folder / "rules.csv").write_text("rule_id,kinds\ndelay,aggregator social_network\n", encoding="utf-8")
    (folder / "instruments.csv").write_text(INSTRUMENTS, encoding="utf-8")
    (folder / "measures.csv").write_text("measure_id\nanswer\n", encoding="utf-8")
    (folder / "measure_versions.csv").write_text(f"{MEASURE_HEADER}\n{MEASURE}\n", encoding="utf-8")
    (folder / "rule_versions.csv").write_text("\n".join((HEADER, *versions, "")), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (
            "delay,aggregator,duty,minutes,medium,60,2024-12-24,2030-01-01,Decree",
            "it begins on 2024-12-24, while line 2 holds",
        ),
        ("delay,aggregator,duty,minutes,medium,60,2024-12-26,2030-01-01,Decree", "nothing holds from 2024-12-25"),
        ("delay,aggregator,duty,minutes,medium,60,2024-12-25,2024-12-25,Decree", "not after its first day"),
        ("delay,aggregator,duty,fortnights,medium,60,2024-12-25,2030-01-01,Decree", "“fortnights” is no unit"),
        ("delay,portal,duty,minutes,medium,60,2024-12-25,2030-01-01,Decree", "does not concern portal"),
        ("haste,aggregator,duty,minutes,medium,60,2024-12-25,2030-01-01,Decree", "rules.csv has no such rule"),
        ("delay,aggregator,wish,minutes,medium,60,2024-12-25,2030-01-01,Decree", "basis is “wish”"),
        ("delay,aggregator,duty,minutes,sure,60,2024-12-25,2030-01-01,Decree", "confidence is “sure”"),
        ("delay,aggregator,duty,minutes,medium,an hour,2024-12-25,2030-01-01,Decree", "cannot be read"),
        ("delay,aggregator,duty,minutes,medium,60,25/12/2024,,Decree", "cannot be read"),
        ("delay,aggregator,duty,minutes,medium,60,2024-12-25,,Bill", "instruments.csv has no “Bill”"),
        ("delay,aggregator,duty,minutes,medium,60,2024-12-25,2030-01-02,Decree", "none of its instruments is in force"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused_by_its_line(tmp_path: Path, second: str, sentence: str) -> None:
    with pytest.raises(DeclarationError, match="line 3") as refused:
        check_rule_versions(catalogue(tmp_path, FIRST, second))
    assert sentence in str(refused.value)
    assert "Fix: " in str(refused.value)


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ("answer,press,duty,hours,high,12,2026-12-31,2030-01-01,Decree", "it begins on 2026-12-31, while line 2 holds"),
        ("answer,press,duty,hours,high,12,2027-01-02,2030-01-01,Decree", "nothing holds from 2027-01-01"),
        ("answer,press,duty,weeks,high,12,2027-01-01,2030-01-01,Decree", "“weeks” is no unit"),
        ("delay,,duty,hours,high,12,2027-01-01,2030-01-01,Decree", "measures.csv has no such measure"),
        ("answer,press,duty,hours,high,12,2027-01-01,,Bill", "instruments.csv has no “Bill”"),
        (
            "answer,press,duty,hours,high,12,2027-01-01,,Decree",
            "none of its instruments is in force on each of its days",
        ),
    ],
)
def test_a_measure_that_contradicts_itself_is_refused_by_its_line(tmp_path: Path, second: str, sentence: str) -> None:
    seeds = catalogue(tmp_path, FIRST)
    (seeds / "measure_versions.csv").write_text(f"{MEASURE_HEADER}\n{MEASURE}\n{second}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"measure_versions\.csv, line 3") as refused:
        check_rule_versions(seeds)
    assert sentence in str(refused.value)


def test_versions_of_different_kinds_need_not_meet(tmp_path: Path) -> None:
    other = "delay,social_network,duty,minutes,medium,60,2026-07-01,2030-01-01,Decree"
    check_rule_versions(catalogue(tmp_path, FIRST, other))


@pytest.mark.parametrize("version", VERSIONS, ids=expected_id)
def test_a_version_without_an_instrument_known_to_be_in_force_only_advises(
    verdicts: dict[tuple[str, str, date], Row], version: dict[str, str]
) -> None:
    (found,) = published.rows(
        f"select in_force, strength from dim_rule_versions where rule_version_id = '{expected_id(version)}'"
    )
    assert found["in_force"] == ("yes" if is_known(version) else "unknown")
    assert found["in_force"] == "yes" or found["strength"] != "duty"
