"""The profiles are landed as they stand."""

from datetime import date
from pathlib import Path

from include.landing import store
from include.outlets import registry
from include.outlets.landing import land_profiles

PROFILE = """
outlet_id: {outlet_id}
name: Báo A
kind: newspaper
licensing_authority: city
domains: [{outlet_id}.vn, www.{outlet_id}.vn]
credit_names: [Báo A, A Online]
home_page: http://{outlet_id}.vn/
is_followed: {is_followed}
"""
DAY = date(2026, 10, 15)


def test_every_profile_is_a_row_followed_or_not(home: Path) -> None:
    for outlet_id, is_followed in (("a", "true"), ("b", "false")):
        text = PROFILE.format(outlet_id=outlet_id, is_followed=is_followed)
        (home / "profiles" / f"{outlet_id}.yml").write_text(text, encoding="utf-8")
    assert land_profiles(DAY) == {"profiles": 2, "followed": 1}
    rows = store.read("outlet_profiles", days=[DAY]).to_pylist()
    assert [(row["outlet_id"], row["is_followed"]) for row in rows] == [("a", True), ("b", False)]
    assert (rows[0]["domains"], rows[0]["credit_names"]) == ("a.vn www.a.vn", "Báo A;A Online")


def test_every_domain_is_a_row_with_its_days(home: Path) -> None:
    text = PROFILE.format(outlet_id="a", is_followed="true")
    dated = text.replace("www.a.vn", "{name: cu.com, effective_from: 2020-01-01, effective_to: 2026-10-16}")
    (home / "profiles" / "a.yml").write_text(dated, encoding="utf-8")
    land_profiles(DAY)
    rows = store.read("outlet_domains", days=[DAY]).to_pylist()
    assert [(row["domain"], row["effective_from"], row["effective_to"]) for row in rows] == [
        ("a.vn", None, None), ("cu.com", date(2020, 1, 1), date(2026, 10, 16)),
    ]  # fmt: skip


def test_a_changed_profile_has_another_hash(home: Path) -> None:
    path = home / "profiles" / "a.yml"
    hashes = set()
    for note in ("", "note: đã đổi giao diện\n"):
        path.write_text(PROFILE.format(outlet_id="a", is_followed="true") + note, encoding="utf-8")
        registry.profiles.cache_clear()
        land_profiles(DAY)
        hashes.add(store.read("outlet_profiles").to_pylist()[0]["profile_sha256"])
    assert len(hashes) == 2
