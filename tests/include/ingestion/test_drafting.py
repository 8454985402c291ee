"""Profiles are drafted from the licence register, and the queue says what is not read."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import DeclarationError
from include.ingestion import drafting
from include.ingestion.drafting import Draft
from include.landing import store
from include.outlets.profile import Profile, read_profile

DAY = date(2026, 10, 16)


def licence(**values: Any) -> dict[str, Any]:
    known = {
        "licence_number": "12/GP-TTĐT", "outlet_id": "trang_a", "outlet_name": "Trang A", "kind": "aggregator",
        "organisation_name": "Công ty A", "legal_form": "company", "licensing_authority": "city", "issuer": "Sở",
        "domains": "a.example.vn", "is_press_run": False, "is_city_owned": False, "is_domain_approved": True,
        "issued_on": date(2022, 1, 1), "closed_on": None, "register_row_id": "1", "file_name": "f",
        "file_sha256": "0", "sheet": "csv", "row_number": 2, "day": DAY,
    }  # fmt: skip
    return known | values


def drafts(*rows: Mapping[str, Any], known: Mapping[str, Profile] | None = None) -> list[Draft]:
    return drafting.draft_profiles(rows, known or {})


def test_a_licensed_outlet_becomes_a_draft_that_follows_nobody() -> None:
    (draft,) = drafts(licence())
    assert draft.profile and draft.state == "drafted"
    assert (draft.profile.home_page, draft.profile.is_followed, draft.profile.is_verified) == (
        "https://a.example.vn/", False, False,
    )  # fmt: skip


def test_several_licences_of_an_outlet_make_one_draft_named_by_the_newest() -> None:
    older = licence(domains="b.example.vn a.example.vn", outlet_name="Tên cũ", issued_on=date(2015, 1, 1))
    (draft,) = drafts(older, licence())
    assert draft.profile and draft.profile.name == "Trang A"
    assert draft.profile.domain_names() == ("a.example.vn", "b.example.vn")


def test_who_has_a_profile_is_passed_over_and_a_domain_of_another_is_named() -> None:
    (first,) = drafts(licence())
    assert first.profile
    assert drafts(licence(), known={"trang_a": first.profile}) == []
    (other,) = drafts(licence(outlet_id="trang_b"), known={"trang_a": first.profile})
    assert (other.state, other.profile) == ("invalid", None) and "trang_a" in other.hint


def test_a_closed_outlet_is_not_drafted(home: Path) -> None:
    rows = [licence(), licence(outlet_id="trang_b", register_row_id="2", closed_on=DAY)]
    store.write("licences", DAY, rows)
    assert [row["outlet_id"] for row in drafting.licensed(DAY)] == ["trang_a"]


def test_without_a_register_the_fix_is_said(home: Path) -> None:
    with pytest.raises(DeclarationError, match="load_registers"):
        drafting.licensed(DAY)


def test_a_draft_is_written_once_and_is_a_profile(tmp_path: Path) -> None:
    (draft,) = drafts(licence())
    path = drafting.write_draft(draft, tmp_path / "drafts")
    assert path and read_profile(path) == draft.profile
    path.write_text("corrected", encoding="utf-8")
    assert drafting.write_draft(draft, tmp_path / "drafts") is None
    assert path.read_text(encoding="utf-8") == "corrected"
    assert list(drafting.drafted(tmp_path / "drafts")) == ["trang_a"]


def test_the_queue_begins_with_who_needs_a_person_most() -> None:
    found = [
        Draft("a", None, "read", articles_read=3),
        Draft("b", None, "read", ("contact_phone", "licence_number"), 3),
        Draft("c", None, "unreachable"),
        Draft("d", None, "read", ("contact_phone",), 0),
    ]
    assert [row["outlet_id"] for row in drafting.queue(found)] == ["c", "b", "d", "a"]


def test_an_outlet_whose_pages_break_the_readers_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    (draft,) = drafts(licence())

    def broken(*_: object) -> list[dict[str, Any]]:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(drafting, "discover_feeds", broken)
    tried = drafting.try_draft(draft, lambda _: MagicMock())
    assert (tried.state, "report it" in tried.hint) == ("unreachable", True)


@given(st.text(), st.text(min_size=1))
def test_no_row_of_a_register_stops_the_others(domains: str, name: str) -> None:
    found = drafts(licence(), licence(outlet_id="trang_b", domains=f"{domains} x", outlet_name=name))
    assert [draft.outlet_id for draft in found] == ["trang_a", "trang_b"]
