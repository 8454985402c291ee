"""Chains of reprints and the sources that agreements allow."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from include.classification.lists import Agreements, Licences
from include.classification.reprints import chains
from include.classification.reprints.chains import Sources, resolve_days
from include.landing import contract, store
from tests.include.classification.landed import DAY
from tests.support.steps import steps_of

NO_REGISTER, NO_AGREEMENTS = Licences({}), Agreements(())
HOURS = {"a": 1, "b": 3, "c": 5, "d": 7}


def resolve(
    rows: list[dict[str, Any]], licences: Licences, agreements: Agreements, announcers: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    table = pa.Table.from_pylist(rows, schema=contract.table("reprints").schema)
    found = chains.resolve(table, Sources(licences, agreements, announcers)).to_pylist()
    return [{name: one[name] for name in given} for given, one in zip(rows, found, strict=True)]


def row(original: str, reprint: str, **other: Any) -> dict[str, Any]:
    return {
        "original_article_id": original,
        "reprint_article_id": reprint,
        "original_outlet_id": f"outlet_{original}",
        "reprint_outlet_id": f"outlet_{reprint}",
        "direction": "known",
        "shared_origin": None,
        "original_published_at": datetime(2026, 10, 15, HOURS[original], tzinfo=UTC),
        "is_earliest_original": False,
        "day": DAY,
        **other,
    }


CHAIN = [row("a", "b"), row("a", "c"), row("b", "c")]


def earliest(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(r["original_article_id"], r["reprint_article_id"]) for r in rows if r["is_earliest_original"]}


def test_a_chain_ends_at_the_first_article_whatever_the_order() -> None:
    assert earliest(resolve(CHAIN, NO_REGISTER, NO_AGREEMENTS)) == {("a", "b"), ("a", "c")}
    assert earliest(resolve(CHAIN[::-1], NO_REGISTER, NO_AGREEMENTS)) == {("a", "b"), ("a", "c")}


def test_an_unlicensed_original_is_passed_over() -> None:
    held = Licences({"outlet_b": ((date(2020, 1, 1), None),)})
    assert earliest(resolve(CHAIN, held, NO_AGREEMENTS)) == {("b", "c")}


def test_an_unknown_direction_makes_no_original() -> None:
    assert earliest(resolve([row("a", "b", direction="unknown")], NO_REGISTER, NO_AGREEMENTS)) == set()


def test_a_source_that_the_outlet_may_print_by_agreement_is_the_shared_origin() -> None:
    allowed = Agreements((("outlet_c", "outlet_a", date(2026, 1, 1), None),))
    found = resolve(CHAIN, NO_REGISTER, allowed)
    origins = {(r["original_article_id"], r["reprint_article_id"]): r["shared_origin"] for r in found}
    assert origins == {("a", "b"): None, ("a", "c"): None, ("b", "c"): "a"}
    assert resolve(found, NO_REGISTER, allowed) == found
    assert resolve(found, NO_REGISTER, NO_AGREEMENTS) == resolve(CHAIN, NO_REGISTER, NO_AGREEMENTS)


def test_two_outlets_that_print_a_portals_announcement_share_their_origin() -> None:
    rows = [{**one, "containment": 0.9} for one in CHAIN]
    held = Licences({"outlet_b": ((date(2020, 1, 1), None),)})
    found = resolve(rows, held, NO_AGREEMENTS, frozenset({"outlet_a"}))
    assert {r["shared_origin"] for r in found if r["original_article_id"] == "b"} == {"a"}
    assert earliest(found) == set()


def test_what_an_outlet_adds_to_an_announcement_is_its_own() -> None:
    rows = [{**one, "containment": 0.9 if one["original_article_id"] == "b" else 0.4} for one in CHAIN]
    held = Licences({"outlet_b": ((date(2020, 1, 1), None),)})
    found = resolve(rows, held, NO_AGREEMENTS, frozenset({"outlet_a"}))
    assert earliest(found) == {("b", "c")}


def test_a_release_keeps_a_pair_from_being_a_reprint() -> None:
    assert earliest(resolve([row("a", "b", shared_origin="tt-1")], NO_REGISTER, NO_AGREEMENTS)) == set()


def earliest_one_by_one(rows: list[dict[str, Any]], held: Licences) -> set[tuple[str, str]]:
    """The rule in its plainest words: for each reprint walk all rows."""
    best: dict[str, tuple[datetime, str]] = {}
    for one in rows:
        at = one["original_published_at"]
        if one["direction"] == "known" and held.covers(one["original_outlet_id"], at.date()):
            known = best.get(one["reprint_article_id"], (at, one["original_article_id"]))
            best[one["reprint_article_id"]] = min(known, (at, one["original_article_id"]))
    return {(original, reprint) for reprint, (_, original) in best.items()}


@given(
    st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.booleans()), max_size=12),
    st.sets(st.sampled_from("abcd")),
)
def test_the_earliest_licensed_original_is_the_one_found_by_walking_all_rows(
    drawn: set[tuple[str, str, bool]], licensed: set[str]
) -> None:
    pairs = {(a, b): known for a, b, known in sorted(drawn) if HOURS[a] < HOURS[b]}
    rows = [row(a, b, direction="known" if known else "unknown") for (a, b), known in pairs.items()]
    held = Licences({f"outlet_{name}": ((date(2020, 1, 1), None),) for name in licensed} or {"none": ()})
    assert earliest(resolve(rows, held, NO_AGREEMENTS)) == earliest_one_by_one(rows, held)


def wire(outlets: int) -> pa.Table:
    """Rows of one text that a number of outlets print, one minute after the other, all from outlet 0 by agreement."""
    start = datetime(2026, 10, 15, tzinfo=UTC)
    rows = [
        row("a", "b") | {
            "original_article_id": f"{first:04}", "original_outlet_id": f"o{first}",
            "reprint_article_id": f"{later:04}", "reprint_outlet_id": f"o{later}",
            "original_published_at": start + timedelta(minutes=first),
        }
        for later in range(outlets)
        for first in range(later)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=contract.table("reprints").schema)


def test_resolving_takes_steps_in_proportion_to_the_outlets_that_print_a_text_and_not_to_their_pairs() -> None:
    allowed = Agreements(tuple((f"o{later}", "o0", date(2026, 1, 1), None) for later in range(1, 80)))
    few, many = wire(20), wire(80)
    assert many.num_rows > 16 * few.num_rows
    taken = [steps_of(partial(chains.resolve, rows, Sources(NO_REGISTER, allowed))) for rows in (few, many)]
    assert taken[1] < 20 * taken[0], "the pairs grew seventeenfold: more is no longer linear in them"
    found = chains.resolve(many, Sources(NO_REGISTER, allowed))
    assert sum(found["is_earliest_original"].to_pylist()) == 79
    assert set(found.filter(pa.compute.greater(found["original_article_id"], "0000"))["shared_origin"].to_pylist()) == {
        "0000"
    }


def test_nothing_stored_is_nothing_to_resolve(home: Path) -> None:
    assert resolve_days([DAY], Sources(NO_REGISTER, NO_AGREEMENTS)) == 0
    assert store.days("reprints") == []
