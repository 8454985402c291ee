"""A tiny press with a time gate: one outlet, a feed a day, and whatever a test wants to go wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

from include.periods.days import last_second, local_day
from tests.support.profiles import profile_text

PARAGRAPH = "Sáng nay, Ủy ban nhân dân thành phố họp bàn về giao thông, cây xanh và vỉa hè của các phường. " * 4
PROFILE = profile_text(feeds=["http://a.example.vn/rss"], crawl_delay_seconds=0, allow_loopback=True) + (
    "has_time_gate: {gate}\n"
)


def article(number: int) -> bytes:
    """Return the page of one article."""
    return (
        f"<html lang=vi><head><title>Tin số {number} của thành phố</title></head><body><article>"
        f"<h1>Tin số {number} của thành phố</h1><p>{PARAGRAPH}</p>"
        f"<p>Bài {number}. {PARAGRAPH}</p></article></body></html>"
    ).encode()


def feed(numbers: list[int], suffixes: Sequence[str]) -> bytes:
    """Return a feed that lists articles by number."""
    items = "".join(
        f"<item><title>Tin số {n} của thành phố</title><link>http://a.example.vn/tin-{n}.html{suffix}</link></item>"
        for n in numbers
        for suffix in suffixes
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()


def sitemap(entries: Mapping[str, str]) -> bytes:
    """Return a sitemap of addresses, each with its date of publication; an empty one is left out."""
    dated = "<news:news><news:publication_date>{}</news:publication_date></news:news>"
    urls = "".join(
        f"<url><loc>{address}</loc>{dated.format(date) if date else ''}</url>" for address, date in entries.items()
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"<urlset {spaces}>{urls}</urlset>".encode()


def sitemap_index(children: Mapping[str, str]) -> bytes:
    """Return an index of sitemaps, each with the date of its last change; an empty one is left out."""
    lines = "".join(
        f"<sitemap><loc>{address}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
        for address, date in children.items()
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</sitemapindex>'.encode()


def lay_out(home: Path, port: int, *, gate: bool = True, sitemaps: Sequence[str] = ()) -> None:
    """Write the outlet's profile and the hosts file."""
    profile = PROFILE.format(gate=str(gate).lower()) + f"sitemaps: [{', '.join(sitemaps)}]\n"
    (home / "profiles" / "bao_a.yml").write_text(profile, encoding="utf-8")
    (home / "hosts.yml").write_text(f'a.example.vn: "127.0.0.1:{port}"\n', encoding="utf-8")


def serve(server: Any, hostile: Any, days: dict[date, list[int]], suffixes: Sequence[str] = ("",)) -> None:
    """Let a hostile server answer as of each day: the home page, the day's feed, every article."""

    def as_of(bodies: dict[date, bytes]) -> Any:
        def say(connection: Any, headers: dict[str, str]) -> None:
            asked = headers.get("accept-datetime")
            day = local_day(parsedate_to_datetime(asked)) if asked else max(bodies)
            memento = format_datetime(last_second(day), usegmt=True)
            extra = ["Content-Type: text/html; charset=utf-8", "Vary: accept-datetime", f"Memento-Datetime: {memento}"]
            status = "200 OK" if day in bodies else "404 Not Found"
            hostile.reply(bodies.get(day, b""), status, extra)(connection, headers)

        return say

    server.on("/", as_of({day: f"<html><body><h1>Báo A {day}</h1></body></html>".encode() for day in days}))
    server.on("/rss", as_of({day: feed(numbers, suffixes) for day, numbers in days.items()}))
    for number in {n for numbers in days.values() for n in numbers}:
        server.on(f"/tin-{number}.html", as_of({day: article(number) for day in days}))


def now() -> datetime:
    """Return an instant after every day of the tests."""
    return last_second(date(2026, 11, 20))
