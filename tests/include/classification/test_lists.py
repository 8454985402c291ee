"""Registers as classification needs them."""

from datetime import date, timedelta
from pathlib import Path

from include.classification.lists import (
    Agreements,
    Licences,
    agreements,
    credit_names,
    licences,
    newest,
    newest_profiles,
    unique,
)
from include.landing import store
from tests.include.classification.landed import DAY, licence, register_row


def test_a_licence_covers_from_its_first_to_its_last_day() -> None:
    held = Licences({"a": ((date(2026, 1, 2), date(2026, 3, 1)),)})
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 3, 1), date(2026, 3, 2)]
    assert [held.covers("a", day) for day in days] == [False, True, True, False]
    assert not held.covers("b", days[1])
    assert held.covers("a", None) and not held.covers("b", None)


def test_without_a_register_every_outlet_followed_counts_as_licensed() -> None:
    assert Licences({}).covers("a", DAY)


def test_a_closure_ends_a_licence(home: Path) -> None:
    store.write("licences", DAY, [licence(1, "a", DAY, valid_to=date(2027, 1, 1), closed_on=date(2026, 5, 1))])
    assert not licences().covers("a", date(2026, 5, 2))


def test_an_agreement_allows_within_its_days() -> None:
    allowed = Agreements((("a", "b", date(2026, 1, 1), date(2026, 2, 1)),))
    assert allowed.allow("a", "b", date(2026, 2, 1)) and not allowed.allow("a", "b", date(2026, 2, 2))
    assert allowed.allow("a", "b", None) and not allowed.allow("b", "a", None)


def test_agreements_and_names_are_read_from_landing(home: Path) -> None:
    row = {"agreement_number": "1", "outlet_id": "a", "source_outlet_id": "b", "effective_from": DAY}
    store.write("agreements", DAY, [{**register_row(1, DAY), **row}])
    profile = {"outlet_id": "b", "outlet_name": "Báo B", "kind": "newspaper", "domains": "b.example.vn"}
    sure = {"credit_names": "BB; TTX", "profile_sha256": "0", "is_verified": False, "is_followed": True, "day": DAY}
    store.write("outlet_profiles", DAY, [{**profile, **sure}])
    assert agreements().allow("a", "b", DAY)
    assert credit_names() == {"b": ("b.example.vn", "bb", "báo b", "ttx")}
    assert len(newest_profiles()) == 1


def test_the_newest_landing_counts_and_keys_are_unique(home: Path) -> None:
    assert newest("licences") == []
    store.write("licences", DAY, [licence(1, "a", DAY)])
    store.write("licences", DAY + timedelta(days=1), [licence(2, "b", DAY), licence(3, "b", DAY)])
    assert [row["register_row_id"] for row in unique(newest("licences"), "outlet_id")] == ["r2"]
