"""The profiles that come with the project are real outlets, unverified and not followed until someone has checked."""

from pathlib import Path

import pytest

from include.outlets.profile import Profile, read_profile
from include.settings import ROOT

FILES = sorted((ROOT / "include" / "outlets" / "profiles").glob("*.yml"))
PROFILES = [read_profile(path) for path in FILES]


def test_there_are_at_least_fifteen_of_every_kind() -> None:
    assert len(PROFILES) >= 15
    assert {p.kind for p in PROFILES} == {"newspaper", "magazine", "aggregator", "social_network", "portal"}


@pytest.mark.parametrize("profile", PROFILES, ids=[path.stem for path in FILES])
def test_an_unverified_outlet_is_not_followed_and_says_so(profile: Profile) -> None:
    assert profile.is_verified or (not profile.is_followed and profile.note)


@pytest.mark.parametrize("profile", PROFILES, ids=[path.stem for path in FILES])
def test_no_real_outlet_may_be_served_on_this_computer(profile: Profile) -> None:
    assert not profile.allow_loopback and not profile.has_time_gate


def test_of_social_networks_only_home_and_policy_pages_are_declared() -> None:
    networks = [p for p in PROFILES if p.kind == "social_network"]
    assert networks
    assert not any(p.feeds or p.sitemaps or p.list_pages for p in networks)


def test_no_feed_is_declared_by_two_outlets() -> None:
    feeds = [feed for profile in PROFILES for feed in (*profile.feeds, *profile.sitemaps)]
    assert len(feeds) == len(set(feeds))


def test_the_folder_holds_profiles_and_their_canaries_alone() -> None:
    others = {path.name for path in Path(FILES[0].parent).iterdir()} - {path.name for path in FILES}
    assert others == {"canaries"}
