"""An outlet is reached as its profile and the settings say."""

from pathlib import Path

import pytest

from include.fetching.access import interval_seconds, open_fetcher, open_site
from include.outlets.profile import Profile
from include.settings import settings


def profile(**changes: object) -> Profile:
    known = {
        "outlet_id": "bao_a", "name": "A", "kind": "newspaper", "licensing_authority": "city",
        "domains": ["a.example.vn"], "home_page": "http://a.example.vn/",
    }  # fmt: skip
    return Profile.model_validate({**known, **changes})


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [
        ({}, 1.0),
        ({"crawl_delay_seconds": 5}, 5.0),
        ({"crawl_delay_seconds": 0}, 1.0),
        ({"crawl_delay_seconds": 0, "allow_loopback": True}, 0.0),
        ({"allow_loopback": True}, 1.0),
    ],
)
def test_only_an_outlet_served_here_may_be_asked_without_a_pause(
    home: Path, changes: dict[str, object], seconds: float
) -> None:
    assert interval_seconds(profile(**changes)) == seconds


def test_the_fetcher_keeps_to_the_outlets_domains(home: Path) -> None:
    policy = open_fetcher(profile()).policy
    assert policy.may_fetch("http://www.a.example.vn/x") and not policy.may_fetch("http://b.example.vn/")
    assert policy.user_agent == settings().user_agent


def test_a_site_without_profile_is_kept_to_its_own_domain(home: Path) -> None:
    policy = open_site("https://www.a.example.vn/").policy
    assert policy.may_fetch("https://a.example.vn/rss") and not policy.may_fetch("https://aa.example.vn/")
    assert policy.interval_seconds == settings().request_interval_seconds
