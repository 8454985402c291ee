"""A notice goes to the address of the register as it stood on the day: a role with addresses of work."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.landing import store
from include.review.contacts import contact_of
from include.review.notices import Contact

LANDED = date(2026, 11, 14)


def land(*rows: dict[str, Any]) -> None:
    """Land a register of contacts."""
    place = {"file_name": "a.csv", "file_sha256": "ab", "sheet": "csv", "day": LANDED}
    blank = {"work_address": None, "postal_address": None, "effective_to": None, "role": "Văn thư"}
    kept = [{**blank, **row, **place, "register_row_id": f"r{n}", "row_number": n + 2} for n, row in enumerate(rows)]
    store.write("contacts", LANDED, kept)


@pytest.fixture(autouse=True)
def landed(home: Path) -> None:
    land(
        {"outlet_id": "trang_a", "work_address": "vt@a.vn", "effective_from": date(2026, 1, 1)},
        {"outlet_id": "trang_a", "work_address": "vp@a.vn", "effective_from": date(2026, 11, 1)},
        {"outlet_id": "trang_b", "effective_from": date(2026, 1, 1)},
        {"outlet_id": "trang_c", "postal_address": "Số 1", "effective_from": date(2026, 1, 1),
         "effective_to": date(2026, 10, 31)},
    )  # fmt: skip


def test_the_newest_address_in_force_is_taken() -> None:
    assert contact_of("trang_a", date(2026, 10, 31)) == Contact("Văn thư", "vt@a.vn")
    assert contact_of("trang_a", date(2026, 11, 2)) == Contact("Văn thư", "vp@a.vn")


def test_an_outlet_without_an_address_has_no_contact() -> None:
    assert contact_of("trang_b", date(2026, 11, 2)) is None
    assert contact_of("trang_c", date(2026, 11, 2)) is None
    assert contact_of("trang_d", date(2026, 11, 2)) is None
