"""Serves drawn cities as archives do (RFC 7089), and lays out what a collector needs to meet them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import yaml

from include.outlets.profile import Profile
from include.periods.days import last_second
from include.sample_city.answers import Reply, past_day_asked
from include.sample_city.drawing.article_pages import article_page
from include.sample_city.drawing.chance import words
from include.sample_city.drawing.declaration import Article, City, Outlet
from include.sample_city.drawing.mastheads import home_page
from include.sample_city.registers import write_csv
from include.sample_city.server import UNKNOWN_HOST, CityServer, start

PATHS = {"rss": "/rss/trang-chu.rss", "atom": "/atom.xml", "news_sitemap": "/sitemap-news.xml"}
NEWEST = 10
FIXED = "/trang/"
ATTESTED = ("licences", "agreements", "annual_reports", "channels", "corrections_due", "replies_due", "lawful_removals")


class DrawnServer(CityServer):
    """Answers for the outlets of drawn cities."""

    def __init__(self, address: tuple[str, int], cities: Sequence[City]) -> None:
        """Bind the address; port 0 takes a free one."""
        super().__init__(address)
        self._cities = {outlet.domain: (city, outlet) for city in cities for outlet in city.outlets}

    def reply(self, host: str, path: str, headers: Mapping[str, str]) -> Reply:
        """Return what an outlet answered at the end of the day that is asked for, or of its last one."""
        if host not in self._cities:
            return UNKNOWN_HOST
        city, outlet = self._cities[host]
        asked = past_day_asked(headers.get("Accept-Datetime", ""))
        day = max((day for day in city.days if asked and day <= asked), default=city.days[-1])
        found = resource(city, outlet, path.partition("?")[0], day)
        status, content_type, body = (200, *found) if found else (404, "text/html; charset=utf-8", "<h1>404</h1>")
        instant = (("Memento-Datetime", format_datetime(last_second(day), usegmt=True)),) if asked else ()
        return Reply(status, (("Content-Type", content_type), ("Vary", "accept-datetime"), *instant), body.encode())


def resource(city: City, outlet: Outlet, path: str, day: date) -> tuple[str, str] | None:
    """Return content type and text of a path of an outlet as of a day; nothing where there is none."""
    shown = [a for a in city.articles if a.outlet is outlet and a.day <= day]
    listed = [a for a in reversed(shown) if (day - a.day).days <= 1]
    if path == "/robots.txt":
        return "text/plain; charset=utf-8", "User-agent: *\nDisallow: /quan-tri/\n"
    if path == PATHS[outlet.listing]:
        return "application/xml; charset=utf-8", _LISTINGS[outlet.listing](outlet, listed)
    if path == "/":
        return "text/html; charset=utf-8", home_page(outlet, city.lacks_on(outlet, day), listed[:NEWEST], day)
    if path.startswith(FIXED):
        return "text/html; charset=utf-8", f"<h1>{escape(outlet.name)}</h1><p>{words()['policy']}</p>"
    article = next((a for a in shown if a.path == path), None)
    related = [a for a in listed if a is not article][:2]
    return ("text/html; charset=utf-8", article_page(article, related)) if article else None


def _rss(outlet: Outlet, listed: Sequence[Article]) -> str:
    """Write RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(a.draft.title)}</title><link>{a.url}</link><guid>{a.url}</guid>"
        f"<description>{escape(a.draft.summary)}</description><pubDate>{format_datetime(a.published_at)}</pubDate></item>"
        for a in listed
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(outlet.name)}</title>{items}</channel></rss>'
    )


def _atom(outlet: Outlet, listed: Sequence[Article]) -> str:
    """Write Atom."""
    items = "".join(
        f'<entry><title>{escape(a.draft.title)}</title><link href="{a.url}"/><id>{a.url}</id>'
        f"<published>{a.published_at.isoformat()}</published><updated>{a.published_at.isoformat()}</updated></entry>"
        for a in listed
    )
    head = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(outlet.name)}</title>'
    return f"{head}{items}</feed>"


def _news_sitemap(outlet: Outlet, listed: Sequence[Article]) -> str:
    """Write a sitemap of news."""
    items = "".join(
        f"<url><loc>{a.url}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>vi</news:language></news:publication><news:publication_date>{a.published_at.isoformat()}"
        f"</news:publication_date><news:title>{escape(a.draft.title)}</news:title></news:news></url>"
        for a in listed
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {spaces}>{items}</urlset>'


_LISTINGS = {"rss": _rss, "atom": _atom, "news_sitemap": _news_sitemap}


def serve_drawn(host: str, port: int, cities: Sequence[City]) -> DrawnServer:
    """Start serving in the background and return the server; call ``shutdown`` and ``server_close`` to end it."""
    return start(DrawnServer((host, port), cities))


def lay_out_drawn(home: Path, address: str, cities: Sequence[City]) -> None:
    """Write profiles/, registers/, hosts.yml and declaration.json below a folder.

    Args:
        home: Folder to write to.
        address: Where the cities are served, as ``127.0.0.1:8123``.
        cities: What was drawn.
    """
    outlets = [outlet for city in cities for outlet in city.outlets]
    for name in ("profiles", "registers"):
        (home / name).mkdir(parents=True, exist_ok=True)
    for outlet in outlets:
        content = _profile(outlet).model_dump(mode="json", exclude_defaults=True)
        _write_yaml(home / "profiles" / f"{outlet.outlet_id}.yml", content)
    _write_yaml(home / "hosts.yml", {outlet.domain: address for outlet in outlets})
    last = max(day for city in cities for day in city.days)
    write_csv(home / "registers" / "licences.csv", "licences", map(_licence_row, outlets))
    write_csv(home / "registers" / "agreements.csv", "agreements", _agreement_rows(cities))
    write_csv(home / "registers" / "attestations.csv", "attestations", _attestation_rows(last))
    declared = [_declared(city) for city in cities]
    (home / "declaration.json").write_text(json.dumps(declared, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_pages(folder: Path, city: City) -> int:
    """Write every page of a city's last day below a folder, a folder a host, and return how many there are."""
    day, count = city.days[-1], 0
    for outlet in city.outlets:
        place = folder / outlet.domain
        place.mkdir(parents=True, exist_ok=True)
        paths = {"/": "index.html"} | {a.path: f"{a.number}.html" for a in city.articles if a.outlet is outlet}
        for path, name in paths.items():
            found = resource(city, outlet, path, day)
            if found:
                (place / name).write_text(found[1], encoding="utf-8")
                count += 1
    return count


def _write_yaml(path: Path, content: object) -> None:
    """Write YAML as people read it."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _profile(outlet: Outlet) -> Profile:
    """Return the profile by which an outlet is collected: without a layout, so that its pages are read unseen."""
    base = f"http://{outlet.domain}"
    listing = () if outlet.kind == "social_network" else (base + PATHS[outlet.listing],)
    return Profile(
        outlet_id=outlet.outlet_id,
        name=outlet.name,
        kind=outlet.kind,
        licensing_authority="ministry" if outlet.is_press else "city",
        licence_number=outlet.fields["licence_number"],
        domains=(outlet.domain,),
        credit_names=(outlet.name,),
        home_page=f"{base}/",
        policy_pages=tuple(f"{base}{FIXED}{name}" for name in _policies(outlet)),
        feeds=() if outlet.listing == "news_sitemap" else listing,
        sitemaps=listing if outlet.listing == "news_sitemap" else (),
        crawl_delay_seconds=0,
        allow_loopback=True,
        has_time_gate=True,
        note="Drawn, for tests.",
    )


def _policies(outlet: Outlet) -> list[str]:
    """Return the names of a social network's policy pages."""
    return list(words()["fixed_pages"][outlet.kind]) if outlet.kind == "social_network" else []


def _licence_row(outlet: Outlet) -> dict[str, Any]:
    """Return the register's row of an outlet's licence."""
    return {
        "licence_number": outlet.fields["licence_number"],
        "outlet_id": outlet.outlet_id,
        "outlet_name": outlet.name,
        "organisation_name": outlet.fields["organisation_name"],
        "governing_body": outlet.fields.get("governing_body", ""),
        "legal_form": "press_agency" if outlet.is_press else "public_unit" if outlet.kind == "portal" else "company",
        "kind": outlet.kind,
        "licensing_authority": "ministry" if outlet.is_press else "city",
        "issuer": outlet.fields["licence_issuer"],
        "domains": outlet.domain,
        "is_city_owned": False,
        "is_press_run": False,
        "is_domain_approved": True,
        "issued_on": outlet.issued_on,
        "valid_to": outlet.valid_to,
    }


def _agreement_rows(cities: Sequence[City]) -> list[dict[str, Any]]:
    """Return the register's rows of agreements."""
    return [
        {
            "agreement_number": f"{number}/{city.seed}/TT",
            "outlet_id": outlet_id,
            "source_outlet_id": source_id,
            "effective_from": date(2020, 6, 1),
        }
        for city in cities
        for number, (outlet_id, source_id) in enumerate(city.agreements, start=1)
    ]


def _attestation_rows(last: date) -> list[dict[str, Any]]:
    """Return the register's rows of attestations: complete to the last day."""
    return [
        {"register": name, "complete_to": last, "attested_by": "Chuyên viên phòng Báo chí", "attested_on": last}
        for name in ATTESTED
    ]


def _declared(city: City) -> dict[str, Any]:
    """Return what a city declares, for people and programs."""
    return {
        "seed": city.seed,
        "days": [day.isoformat() for day in city.days],
        "outlets": {outlet.outlet_id: {"name": outlet.name, "kind": outlet.kind} for outlet in city.outlets},
        "planted": [
            {"what": one.what, "outlet_id": one.outlet_id,
             "findings": [{"rule_id": rule_id, "day": day.isoformat()} for _, rule_id, day in one.findings]}
            for one in city.planted
        ],
    }  # fmt: skip
