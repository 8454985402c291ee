"""Where outlets receive notices: role, work e-mail and postal address of the register, used for notices alone."""

from datetime import date
from typing import Any

from include.landing import store
from include.review.notices import Contact


def _newest() -> list[dict[str, Any]]:
    """Return the newest register of contacts, the address that holds longest first."""
    landed = store.days("contacts")
    rows = store.read("contacts", days=[landed[-1]]).to_pylist() if landed else []
    return sorted(rows, key=lambda row: row["effective_from"], reverse=True)


def contact_of(outlet_id: str, day: date) -> Contact | None:
    """Return where an outlet receives notices on a day, by the newest register; nothing when it has no address."""
    for row in _newest():
        is_current = row["effective_from"] <= day and (row["effective_to"] is None or day <= row["effective_to"])
        if row["outlet_id"] == outlet_id and is_current and (row["work_address"] or row["postal_address"]):
            return Contact(row["role"], row["work_address"] or "", row["postal_address"] or "")
    return None


def outlet_of_address(address: str) -> str:
    """Return the outlet that has or had a work address, or nothing."""
    known = ((row["outlet_id"], (row["work_address"] or "").casefold()) for row in _newest())
    return next((outlet_id for outlet_id, one in known if one and one == address.casefold()), "")
