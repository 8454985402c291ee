"""Chains of reprints and the sources that agreements allow."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from include.classification.lists import Agreements, Licences
from include.classification.reprints.chains import resolve, resolve_days
from include.landing import store
from tests.include.classification.landed import DAY

NO_REGISTER, NO_AGREEMENTS = Licences({}), Agreements(())
HOURS = {"a": 1, "b": 3, "c": 5, "d": 7}


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


def test_a_release_keeps_a_pair_from_being_a_reprint() -> None:
    assert earliest(resolve([row("a", "b", shared_origin="tt-1")], NO_REGISTER, NO_AGREEMENTS)) == set()


def test_nothing_stored_is_nothing_to_resolve(home: Path) -> None:
    assert resolve_days([DAY], NO_REGISTER, NO_AGREEMENTS) == 0
    assert store.days("reprints") == []
