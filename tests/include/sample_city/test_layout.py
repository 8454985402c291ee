"""Tests of what is laid out for a collector: valid profiles, hosts, registers, and nothing by chance."""

from pathlib import Path

import pytest
import yaml

from include.outlets.profile import read_profile
from include.sample_city.declaration import outlets
from include.sample_city.layout import lay_out, profile_of


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("city")
    lay_out(home, "127.0.0.1:8123")
    return home


def contents(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_every_profile_is_valid_and_reachable_here_alone(laid_out: Path) -> None:
    for outlet_id in outlets():
        profile = read_profile(laid_out / "profiles" / f"{outlet_id}.yml")
        assert profile == profile_of(outlets()[outlet_id])
        assert profile.allow_loopback
        assert profile.has_time_gate


def test_the_hosts_file_leads_every_domain_to_the_server(laid_out: Path) -> None:
    hosts = yaml.safe_load((laid_out / "hosts.yml").read_text(encoding="utf-8"))
    assert set(hosts) == {domain for outlet in outlets().values() for domain in outlet.domains}
    assert set(hosts.values()) == {"127.0.0.1:8123"}


def test_laying_out_again_changes_no_byte(laid_out: Path) -> None:
    before = contents(laid_out)
    lay_out(laid_out, "127.0.0.1:8123")
    assert contents(laid_out) == before


def test_two_outlets_are_read_without_selectors() -> None:
    articles_have = {o for o, outlet in outlets().items() if outlet.articles_a_day}
    assert {o for o in articles_have if not profile_of(outlets()[o]).layouts} == {"trang_tin_hang_me", "cong_dieu_phoi"}


def test_a_layout_change_is_known_to_the_profile() -> None:
    assert [str(x.valid_from) for x in profile_of(outlets()["bao_cua_bac"]).layouts] == ["2021-01-11", "2026-11-01"]


def test_social_networks_are_read_by_home_and_policy_pages() -> None:
    profile = profile_of(outlets()["mang_xa_hoi_lang_hoa"])
    assert profile.policy_pages
    assert not (profile.feeds or profile.sitemaps or profile.list_pages)
