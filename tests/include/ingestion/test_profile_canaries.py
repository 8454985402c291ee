"""Layouts of real outlets are written from public knowledge of their markup: each reads a page of invented content."""

import gzip
from datetime import date

import pytest

from include.ingestion import canaries
from include.outlets.profile import Profile, read_profile
from include.pages.extraction.article import extract_article
from include.settings import ROOT

FOLDER = ROOT / "include" / "outlets" / "profiles"
PROFILES = [profile for path in sorted(FOLDER.glob("*.yml")) if (profile := read_profile(path)).layouts]
TITLE = "Làng Mẫu mở con đường qua cánh đồng"


def ids(profile: Profile) -> str:
    return profile.outlet_id


def test_some_profiles_have_layouts_and_every_layout_has_its_canary() -> None:
    kept = {path.parent.name for path in FOLDER.glob("canaries/*/*.json")}
    assert len(PROFILES) >= 19
    assert kept == {profile.outlet_id for profile in PROFILES}


@pytest.mark.parametrize("profile", PROFILES, ids=ids)
def test_the_canary_of_a_layout_is_read_as_it_was(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canaries, "folder", lambda outlet_id: FOLDER / "canaries" / outlet_id)
    assert [row["state"] for row in canaries.check_outlet(profile, date(2026, 11, 28))] == ["ok"]


@pytest.mark.parametrize("profile", PROFILES, ids=ids)
def test_the_layout_itself_reads_the_canary(profile: Profile) -> None:
    (path,) = (FOLDER / "canaries" / profile.outlet_id).glob("*.html.gz")
    day = date.fromisoformat(path.name.removesuffix(".html.gz"))
    found = extract_article(gzip.decompress(path.read_bytes()), profile.home_page, "text/html", profile, day)
    assert found.extractor == f"{profile.outlet_id}@{day}"
    assert (found.title, found.published_from, found.summary) == (
        TITLE, "layout", "Con đường dài hai cây số nối làng với trường học.",
    )  # fmt: skip
    assert found.text and found.text.endswith("không còn phải qua cầu tạm nữa.") and "Chợ phiên" not in found.text
