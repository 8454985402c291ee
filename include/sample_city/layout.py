"""Lays out what a collector needs to meet the city: profiles, registers and the hosts file."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from include.outlets.profile import Layout, Profile
from include.sample_city.answers import hosts
from include.sample_city.declaration import DAYS, Misbehaviour, Outlet, faults, outlets
from include.sample_city.home_pages import wording
from include.sample_city.listings import PATHS
from include.sample_city.registers import write_registers

SELECTORS: dict[str, dict[str, Any]] = {
    "classic": {
        "title": "h1.tieu-de-bai", "summary": "p.sapo", "text": "div.noi-dung", "published": "span.ngay-dang",
        "section": "a.chuyen-muc", "credit": "p.nguon-tin", "byline": "p.tac-gia", "drop": [".lien-quan"],
    },
    "semantic": {
        "title": "article h1", "summary": "div.tom-tat", "text": "section.than-bai", "published": "time.dang-luc",
        "section": "a.muc", "credit": "p.nguon-tin", "byline": "p.tac-gia", "drop": [".lien-quan"],
    },
    "microdata": {
        "title": "[itemprop=headline]", "summary": "[itemprop=description]", "text": "[itemprop=articleBody]",
        "published": "[itemprop=datePublished]", "section": "[itemprop=articleSection]", "credit": "p.nguon-tin",
        "byline": "p.tac-gia", "drop": [".lien-quan"],
    },
    "tabular": {
        "title": "div.td-tieu-de", "summary": "div.td-mo-dau", "text": "div.td-noi-dung", "published": "div.td-ngay",
        "section": "a.muc", "credit": "p.nguon-tin", "byline": "p.tac-gia", "drop": ["td.trai"],
    },
}  # fmt: skip
FEEDS = ("rss", "atom", "rdf", "json_feed")
SITEMAPS = ("news_sitemap", "sitemap_index")


def lay_out(home: Path, address: str) -> None:
    """Write profiles/, registers/ and hosts.yml below a folder; what stands there already is replaced.

    Args:
        home: Folder to write to.
        address: Where the city is served, as ``127.0.0.1:8123``.
    """
    folder = home / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    for outlet in outlets().values():
        content = _yaml(profile_of(outlet).model_dump(mode="json", exclude_defaults=True))
        (folder / f"{outlet.outlet_id}.yml").write_text(content, encoding="utf-8")
    (home / "hosts.yml").write_text(_yaml(dict.fromkeys(hosts(), address)), encoding="utf-8")
    write_registers(home / "registers")


def _yaml(content: object) -> str:
    """Write YAML as people read it."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def profile_of(outlet: Outlet) -> Profile:
    """Return the profile by which an outlet is collected."""
    base = f"http://{outlet.domains[0]}"
    addresses = {style: base + PATHS[style] for style in outlet.listings}
    policies = [base + p["path"] for p in wording()["policies"]] if outlet.kind == "social_network" else []
    return Profile(
        outlet_id=outlet.outlet_id,
        name=outlet.name,
        kind=outlet.kind,
        licensing_authority=outlet.licences[-1].authority,
        licence_number=outlet.licences[-1].number,
        domains=outlet.domains,
        credit_names=(outlet.name,),
        home_page=f"{base}/",
        policy_pages=tuple(policies),
        feeds=tuple(a for style, a in addresses.items() if style in FEEDS),
        sitemaps=tuple(a for style, a in addresses.items() if style in SITEMAPS),
        list_pages=tuple(a for style, a in addresses.items() if style == "list_page"),
        list_page_links="ul.danh-sach a.ten-bai" if "list_page" in outlet.listings else "",
        crawl_delay_seconds=0,
        layouts=_layouts(outlet),
        legacy_charset=_legacy_charset(outlet),
        allow_loopback=True,
        has_time_gate=True,
        note="Invented, for tests and demonstrations.",
    )


def _layouts(outlet: Outlet) -> tuple[Layout, ...]:
    """Return the selectors of an outlet's layouts with their first days; none for a bare page."""
    changes = [
        (fault.days[0], fault.layout)
        for fault in faults().faults
        if fault.outlet_id == outlet.outlet_id and fault.misbehaviour is Misbehaviour.LAYOUT_CHANGE and fault.layout
    ]
    first: tuple[date, str] = (DAYS[0], outlet.layout)
    return tuple(Layout(valid_from=day, **SELECTORS[name]) for day, name in (first, *changes) if name in SELECTORS)


def _legacy_charset(outlet: Outlet) -> str:
    """Return the encoding that the outlet's older pages are in without saying so."""
    named = (f.charset for f in faults().faults if f.outlet_id == outlet.outlet_id and f.charset not in ("", "utf-8"))
    return next(named, "")
