"""What was noticed is read again from its archived bytes, by the reader of today, before a place is put right."""

import hashlib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from include.archive.writer import open_day
from include.outlets import registry
from include.outlets.profile import Profile
from include.pages.version import EXTRACTOR_VERSION
from include.review import rereading
from include.review.rereading import Noticed, noticed_at, still_stands, was_misread
from tests.support.reviewed import AN, decided, facts, record

DAY = date(2026, 10, 16)
PROFILE = Profile(
    outlet_id="tong_hop", name="Tổng hợp", kind="aggregator", licensing_authority="city", domains=("a.example.vn",),
    home_page="https://a.example.vn/",
)  # fmt: skip
HOME = "<html><body><main><p>Tin trong ngày.</p></main><footer><p>{}</p></footer></body></html>"
SHOWN = HOME.format("Thư điện tử: toa-soan@a.example.vn").encode()
LACKING = HOME.format("Địa chỉ: số 1 phố Mẫu, Hà Nội").encode()
FACTS = {"contact_email": False}
OTHER_READER = frozenset({str(EXTRACTOR_VERSION - 1)})


@pytest.fixture(autouse=True)
def known(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the installation know the outlet."""
    monkeypatch.setattr(registry, "profiles", cache(lambda: {"tong_hop": PROFILE}))


def archived(body: bytes, url: str = "https://a.example.vn/", day: date = DAY) -> str:
    """Archive a home page and return its hash."""
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    with open_day("tong_hop", day) as writer:
        writer.keep(
            f"c-{url}-{day}-{len(body)}", "home_page", url, status=(200, "OK"), final_url=url,
            headers=[("Content-Type", "text/html; charset=utf-8")], received=body, body=body, captured_at=at,
            fetched_at=at, is_from_archive=False,
        )  # fmt: skip
    return hashlib.sha256(body).hexdigest()


def noticed(*hashes: str, versions: frozenset[str] = OTHER_READER, until: date = DAY, url: str = "") -> Noticed:
    return Noticed("tong_hop", FACTS, frozenset(hashes), versions, until, (), url)


def test_noticed_bytes_that_show_today_what_they_were_noticed_to_lack_were_misread() -> None:
    assert was_misread(noticed(archived(SHOWN))) is True


GROUPS = (frozenset({"a", "b"}), frozenset({"c"}))


@pytest.mark.parametrize(
    ("noticed_facts", "now", "expected"),
    [
        ({"a": False, "b": False}, {"a": True, "b": False}, False),
        ({"a": False, "b": False}, {"a": False, "b": False}, True),
        ({"a": False, "b": False}, {"a": False}, None),
        ({"a": False, "b": False, "c": False}, {"a": True, "c": False}, True),
        ({"c": False, "d": False}, {"c": True, "d": False}, True),
        ({"d": True}, {"d": True}, True),
        ({"d": True}, {"d": False}, False),
        ({"d": True}, {}, None),
        ({}, {"a": True}, None),
    ],
    ids=["one of a group", "none", "half unread", "one group of two", "alone", "shown", "gone", "unread", "nothing"],
)
def test_of_a_group_of_facts_one_is_enough_and_every_group_is_asked_for(
    noticed_facts: dict[str, bool], now: dict[str, bool], expected: bool | None
) -> None:
    assert still_stands(noticed_facts, now, GROUPS) is expected


def test_one_of_two_captures_of_an_absence_that_shows_it_is_enough() -> None:
    assert was_misread(noticed(archived(LACKING, day=date(2026, 10, 14)), archived(SHOWN))) is True


def test_noticed_bytes_that_are_read_as_before_were_read_well() -> None:
    assert was_misread(noticed(archived(LACKING))) is False


def test_a_page_that_nobody_noticed_says_nothing_of_the_reading() -> None:
    archived(SHOWN)
    assert was_misread(noticed(archived(LACKING, day=date(2026, 10, 15)))) is False


def test_of_several_pages_each_is_asked_about_its_own_facts() -> None:
    other = archived(SHOWN, "https://a.example.vn/tin-2")
    own = archived(LACKING, "https://a.example.vn/tin-1")
    assert was_misread(noticed(own, other, url="https://a.example.vn/tin-1")) is False


@pytest.mark.parametrize(("version", "expected"), [(EXTRACTOR_VERSION, False), (EXTRACTOR_VERSION - 1, None)])
def test_bytes_that_are_gone_are_believed_only_to_the_reader_that_read_them(
    version: int, expected: bool | None
) -> None:
    assert was_misread(noticed("gone", versions=frozenset({str(version)}))) is expected


def test_a_capture_after_the_last_day_that_counts_is_left_out() -> None:
    assert was_misread(noticed(archived(SHOWN, day=date(2026, 10, 17)))) is None


def test_what_the_decisions_on_a_matter_keep_says_which_bytes_were_noticed(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "rows", lambda sql, given: [{"asks_for": "contact_email|contact_phone"}])
    sha = archived(SHOWN)
    decided(facts(page_sha256s=(sha,), extractor_versions=("7",)), "confirm", AN)
    found = noticed_at("tong_hop", record(facts()), FACTS, DAY, "")
    assert (set(found.hashes), set(found.versions)) == ({sha}, {"7"})
    assert was_misread(found) is True
