"""All profiles of an installation."""

from pathlib import Path

import pytest

from include.errors import ProfileError
from include.outlets import registry
from tests.include.outlets.test_profile import GOOD, write


def test_no_profile_at_all_stops_the_work(home: Path) -> None:
    with pytest.raises(ProfileError, match="holds no profile"):
        registry.profiles()


def test_two_outlets_cannot_declare_one_feed(home: Path) -> None:
    write(home / "profiles", GOOD)
    write(home / "profiles", GOOD.replace("bao_a", "bao_b"), "bao_b.yml")
    with pytest.raises(ProfileError, match="also declared by bao_a"):
        registry.profiles()


def test_batches_hold_every_followed_outlet_once(home: Path) -> None:
    for name in ("bao_a", "bao_b", "bao_c"):
        text = GOOD.replace("bao_a", name).replace("/rss", f"/rss/{name}")
        write(home / "profiles", text, f"{name}.yml")
    write(home / "profiles", GOOD.replace("bao_a", "bao_d") + "is_followed: false\n", "bao_d.yml")
    assert registry.batches() == [["bao_a"], ["bao_b"], ["bao_c"]]
    assert registry.batches(2) == [["bao_a", "bao_b"], ["bao_c"]]
    assert registry.batches(only=["bao_c", "bao_a"]) == [["bao_a"], ["bao_c"]]
    with pytest.raises(ProfileError, match="Not followed: bao_d, bao_x"):
        registry.batches(only=["bao_x", "bao_a", "bao_d"])


def test_an_unknown_outlet_is_refused_by_name(home: Path) -> None:
    write(home / "profiles", GOOD)
    with pytest.raises(ProfileError, match="No outlet is called bao_x"):
        registry.profile("bao_x")


@pytest.mark.parametrize("name", ["._bao_a.yml", ".bao_a.yml", ".#bao_a.yml"])
def test_what_an_editor_leaves_beside_the_profiles_stops_no_work(home: Path, name: str) -> None:
    write(home / "profiles", GOOD)
    (home / "profiles" / name).write_bytes(b"\x00\x05\x16\x07")
    assert list(registry.profiles()) == ["bao_a"]
