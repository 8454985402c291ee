"""Tests of home pages: everything that is asked for stands there, but for what is declared missing."""

from datetime import date

import pytest

from include.observing.home_page import observe_home_page
from include.pages.page import open_page
from include.sample_city.declaration import Fault, Misbehaviour, faults, outlets
from include.sample_city.home_pages import footer, footer_script, home_page, policy_page, wording
from include.sample_city.layout import profile_of

ORDINARY = date(2026, 10, 16)
MISSING = (Misbehaviour.MISSING_FIELD, Misbehaviour.MISSING_LICENCE_NUMBER, Misbehaviour.MISSING_ONCE)
PLANTED = [fault for fault in faults().faults if fault.misbehaviour in MISSING]


@pytest.mark.parametrize("outlet_id", sorted(outlets()))
def test_an_ordinary_footer_says_who_is_responsible(outlet_id: str) -> None:
    outlet = outlets()[outlet_id]
    shown = footer(outlet, ORDINARY)
    licence = outlet.licence_shown_on(ORDINARY)
    for wanted in (outlet.organisation, outlet.governing_body, licence.number, licence.issuer, "Điện thoại", "Email"):
        assert wanted in shown
    assert f"{licence.issued_on:%d/%m/%Y}" in shown


def test_a_missing_licence_number_leaves_issuer_and_date() -> None:
    shown = footer(outlets()["cong_tin_long_thanh"], date(2026, 10, 28))
    assert "41/GP-TTĐT" not in shown
    assert "cấp ngày 21/01/2021" in shown


def test_a_missing_field_is_left_out_on_its_days_alone() -> None:
    outlet = outlets()["cong_dieu_phoi"]
    assert "Email" in footer(outlet, date(2026, 10, 29))
    assert "Email" not in footer(outlet, date(2026, 10, 30))


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: f"{fault.outlet_id}-{'-'.join(fault.fields)}")
def test_what_is_declared_missing_is_seen_to_be_missing(fault: Fault) -> None:
    outlet = outlets()[fault.outlet_id]
    page = open_page(home_page(outlet, fault.days[0], (), ()).encode(), f"http://{outlet.domains[0]}/")
    observed = {
        str(fact.observation): (fact.is_present, fact.place) for fact in observe_home_page(page, profile_of(outlet))
    }
    assert {field: observed[field] for field in fault.fields} == dict.fromkeys(fault.fields, (False, "seen"))


def test_a_footer_drawn_by_script_says_nothing_itself() -> None:
    outlet = outlets()["cong_tin_o_quan"]
    assert outlet.organisation not in footer(outlet, date(2026, 10, 25))
    assert outlet.organisation in footer_script(outlet, date(2026, 10, 25))


def test_a_footer_may_be_an_image() -> None:
    assert "<img" in footer(outlets()["mang_xa_hoi_pho_co"], date(2026, 11, 10))


def test_newspapers_have_a_correction_section() -> None:
    assert "Cải chính" in home_page(outlets()["bao_thang_long"], ORDINARY, (), ("/rss/home.rss",))


def test_addresses_name_the_quarter_of_their_era() -> None:
    assert "quận Hoàn Kiếm" in footer(outlets()["bao_thang_long"], date(2021, 1, 11))
    assert "quận" not in footer(outlets()["bao_thang_long"], ORDINARY)


def test_policy_pages_are_those_of_social_networks() -> None:
    path = wording()["policies"][0]["path"]
    assert policy_page(outlets()["mang_xa_hoi_lang_hoa"], path)
    assert policy_page(outlets()["bao_thang_long"], path) is None
