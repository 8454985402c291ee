"""What a state portal publishes is seen by headings and links, and no name of a leader is ever kept."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.observing.home_page import observe_home_page
from include.observing.observation import Observation
from include.observing.portals import observe_portal
from include.outlets.profile import Profile
from include.pages.page import open_page

PROFILE = Profile(
    outlet_id="cong",
    name="Cổng thông tin",
    kind="portal",
    licensing_authority="city",
    domains=("phuong.vn",),
    home_page="https://phuong.vn/",
)
URL = "https://phuong.vn/"
PAGE = """<nav><ul><li><a href="/co-cau">Cơ cấu tổ chức</a></li><li><a href="/lanh-dao">Lãnh đạo phường</a></li>
<li><a href="https://thanhpho.vn/">Cổng Thành phố</a></li><li><a href="/tin">Tin tức</a></li></ul></nav>
<div>{leader}</div><form><label>Đánh giá thông tin</label></form>"""


def test_sections_and_the_rating_are_seen_with_the_sites_that_the_page_leads_to() -> None:
    facts = observe_portal(open_page(PAGE.format(leader="").encode(), URL))
    assert [fact.is_present for fact in facts] == [True] * 4
    assert facts[3].value == "https://thanhpho.vn/"


def test_a_page_without_them_shows_none() -> None:
    items = "".join(f"<li><a href='/{n}'>Mục {n}</a></li>" for n in range(8))
    html = (
        f"<nav><ul>{items}</ul></nav><p>Tin</p><footer><p>Địa chỉ: Số 1 phố Mẫu. Điện thoại: 024 3999 0101</p></footer>"
    )
    facts = observe_portal(open_page(html.encode(), URL))
    assert [fact.is_present for fact in facts] == [False] * 4
    assert {fact.place for fact in facts} == {"seen"}


@given(
    st.sampled_from(["Nguyễn Văn Mẫu", "Trần Thị Thí Dụ", "Lê Hoàng"]),
    st.sampled_from(["Lãnh đạo phường: ", "Ban lãnh đạo "]),
)
def test_a_leaders_name_beside_the_heading_is_not_kept(name: str, heading: str) -> None:
    facts = observe_portal(open_page(PAGE.format(leader=heading + name).encode(), URL))
    assert name.lower() not in repr(facts).lower()
    assert all(fact.snippet is None for fact in facts)


def links_kept(*links: str) -> str | None:
    """Return what is kept of the links of a page."""
    html = "<nav>" + "".join(f"<a href='{link}'>x</a>" for link in links) + "</nav>"
    return observe_portal(open_page(html.encode(), URL))[3].value


def test_of_a_link_its_host_is_kept_and_of_the_rest_a_hash_at_most() -> None:
    assert links_kept("https://hanoi.gov.vn/lanh-dao/nguyen-van-mau.html") == "https://hanoi.gov.vn/"
    assert links_kept("https://kenh.vn", "https://kenh.vn/") == "https://kenh.vn/"
    assert links_kept("https://facebook.com/chutich.nguyenvanmau") == (
        "https://facebook.com/" + hashlib.md5(b"facebook.com/chutich.nguyenvanmau/").hexdigest()  # noqa: S324 - no secret
    )


def test_one_address_in_several_spellings_has_one_hash() -> None:
    kept = links_kept("https://kenh.vn/Phuong", "https://kenh.vn/phuong/", "https://kenh.vn//phuong")
    assert kept is not None
    assert len(kept.split()) == 1


def test_a_broken_or_endless_address_is_passed_over() -> None:
    html = f"<nav><a href='http://[::1'>x</a><a href='https://a.vn/{'b' * 400}'>y</a><a href='javascript:1'>z</a></nav>"
    assert not observe_portal(open_page(html.encode(), URL))[3].is_present


@pytest.mark.parametrize(("number", "is_present", "place"), [(1000, True, "seen"), (1001, False, "unread")])
def test_of_more_links_than_are_kept_none_is_said_to_be_missing(number: int, is_present: bool, place: str) -> None:
    links = "".join(f"<li><a href='https://xa-{n}.vn/'>Xã {n}</a></li>" for n in range(number))
    fact = observe_portal(open_page(f"<nav><ul>{links}</ul></nav>".encode(), URL))[3]
    assert (fact.is_present, fact.place) == (is_present, place)
    assert len((fact.value or "").split()) == (number if is_present else 0)


def test_only_the_home_page_of_a_portal_is_read_so() -> None:
    page = open_page(PAGE.format(leader="").encode(), URL)
    names = {fact.observation for fact in observe_home_page(page, PROFILE)}
    others = {fact.observation for fact in observe_home_page(page, PROFILE.model_copy(update={"kind": "newspaper"}))}
    assert names - others == {
        Observation.ORGANISATION_SECTION, Observation.LEADERS_SECTION, Observation.RATING_OFFERED,
        Observation.OUTGOING_LINKS,
    }  # fmt: skip
