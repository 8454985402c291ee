"""Outlet profiles: what they may say, and how they fail."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import ProfileError
from include.outlets.profile import read_profile
from tests.support.profiles import profile_text

BASE = profile_text()
GOOD = (
    BASE
    + """feeds: [http://a.example.vn/rss]
layouts:
  - {valid_from: 2021-01-01, text: div.old}
  - {valid_from: 2026-11-01, text: div.fresh}
"""
)


def write(folder: Path, text: str, name: str = "bao_a.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_layout_holds_from_its_first_day_until_the_next(tmp_path: Path) -> None:
    profile = read_profile(write(tmp_path, GOOD))
    assert profile.layout_on(date(2020, 12, 31)) is None
    in_use = [profile.layout_on(day) for day in (date(2021, 1, 1), date(2026, 10, 31), date(2026, 11, 1))]
    assert [layout.text for layout in in_use if layout] == ["div.old", "div.old", "div.fresh"]


def test_a_domain_may_have_a_first_and_a_last_day_and_is_the_outlets_all_the_same(tmp_path: Path) -> None:
    former = GOOD.replace("[a.example.vn]", "[a.example.vn, {name: cu.example.com, effective_to: 2026-10-16}]")
    profile = read_profile(write(tmp_path, former))
    assert profile.domain_names() == ("a.example.vn", "cu.example.com")
    assert profile.owns("http://www.cu.example.com/bai-1")
    assert [domain.effective_to for domain in profile.domains] == [None, date(2026, 10, 16)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("name: Báo A", "name: Báo A\nmood: x"), "mood"),
        (("rss]", "rss, http://a.example.vn/rss]"), "listed twice"),
        (("http://a.example.vn/rss", "http://b.example.vn/rss"), "not on the outlet's domains"),
        (("http://a.example.vn/rss", "file:///etc/passwd"), "feeds"),
        (("newspaper", "social_network"), "never members' posts"),
        (("newspaper", "person"), "kind"),
        (("2026-11-01", "2020-11-01"), "ordered by valid_from"),
        (("outlet_id: bao_a", "outlet_id: bao_b"), "bao_b"),
        (("domains: [", "domains: {"), "bao_a.yml"),
        (("[a.example.vn]", "[a.example.vn, a.example.vn]"), "declared twice"),
        (
            ("[a.example.vn]", "[{name: a.example.vn, effective_from: 2026-10-16, effective_to: 2026-10-16}]"),
            "not after effective_from",
        ),
        (
            ("[a.example.vn]", "[{name: a.example.vn, valid_to: 2026-10-16}]"),
            "write effective_from, and effective_to with the day after the last one",
        ),
    ],
)
def test_a_wrong_profile_names_file_and_key(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(ProfileError, match="bao_a.yml") as raised:
        read_profile(path)
    assert said in str(raised.value)


def test_of_a_social_network_home_and_policy_pages_may_be_fetched(tmp_path: Path) -> None:
    text = GOOD.replace("newspaper", "social_network").replace("feeds: [http://a.example.vn/rss]", "feeds: []")
    assert read_profile(write(tmp_path, text)).feeds == ()


def test_an_outlet_owns_its_domains_and_what_lies_below(tmp_path: Path) -> None:
    profile = read_profile(write(tmp_path, GOOD))
    assert profile.owns("http://sub.a.example.vn/x")
    assert not profile.owns("http://nota.example.vn/x")
