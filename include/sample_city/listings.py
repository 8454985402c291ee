"""Feeds, sitemaps and list pages: what an outlet lists on a day, in the style it has."""

import gzip
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from html import escape

from include.periods.days import last_second
from include.sample_city.article import Article
from include.sample_city.article_pages import UNTIMED
from include.sample_city.declaration import ListingStyle, Misbehaviour, Outlet, faults_of

PATHS: dict[ListingStyle, str] = {
    "rss": "/rss/home.rss",
    "atom": "/atom.xml",
    "rdf": "/index.rdf",
    "json_feed": "/feed.json",
    "news_sitemap": "/sitemap-news.xml",
    "sitemap_index": "/sitemap.xml",
    "list_page": "/tin-moi",
}
NESTED_SITEMAP = "/sitemap-moi.xml.gz"
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
Listed = tuple[str, Article]


def listing(style: ListingStyle, outlet: Outlet, day: date, articles: Sequence[Article]) -> tuple[str, bytes]:
    """Return content type and bytes of one listing as of a day."""
    content_type, write = _WRITERS[style]
    text = write(outlet, day, _entries(style, day, articles))
    if any(fault.listing == style for fault in faults_of(outlet.outlet_id, day, Misbehaviour.BROKEN_XML)):
        text = _broken(text)
    return content_type, text.encode()


def _entries(style: ListingStyle, day: date, articles: Sequence[Article]) -> list[Listed]:
    """Return address and article of each entry; a feed may name one article again with tracking parameters."""
    found = []
    for article in articles:
        found.append((article.url, article))
        fault = article.fault
        is_repeated = article.problem is Misbehaviour.TRACKING_DUPLICATES and style == "rss" and article.day == day
        if fault and is_repeated:
            tails = ("?utm_source=rss&utm_medium=feed", "?fbclid=IwAR0bengao", "?zarsrc=30")
            found += [(article.url + tail, article) for tail in tails[: fault.copies]]
    return found


def _broken(text: str) -> str:
    """Break XML as hurried templates do: bare ampersands, and an end that was never written."""
    text = text.replace("<title>", "<title>Tin & bài: ", 2)
    return text[: text.rindex("</channel>")]


def _shows_time(article: Article) -> bool:
    """Return whether a listing gives the article's time."""
    return article.problem not in UNTIMED


def _rss(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(a.draft.title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
        f"<category>{escape(a.draft.section)}</category><description>{escape(a.draft.summary)}</description>"
        + (f"<pubDate>{format_datetime(a.published_at)}</pubDate>" if _shows_time(a) else "")
        + "</item>\n"
        for url, a in entries
    )
    home = f"<link>http://{outlet.domains[0]}/</link>"
    head = f"<title>{escape(outlet.name)}</title>{home}<description>Tin mới</description>"
    return f'{XML}<rss version="2.0"><channel>{head}\n{items}</channel></rss>'


def _atom(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write Atom 1.0."""
    items = "".join(
        f'<entry><title>{escape(a.draft.title)}</title><link href="{escape(url)}"/><id>{escape(url)}</id>'
        f'<category term="{escape(a.draft.section)}"/><summary>{escape(a.draft.summary)}</summary>'
        f"<published>{a.published_at.isoformat()}</published>"
        f"<updated>{_updated(a, day).isoformat()}</updated></entry>\n"
        for url, a in entries
    )
    changed = f"<updated>{last_second(day).isoformat()}</updated>"
    head = f"<title>{escape(outlet.name)}</title><id>http://{outlet.domains[0]}/</id>{changed}"
    return f'{XML}<feed xmlns="http://www.w3.org/2005/Atom">{head}\n{items}</feed>'


def _updated(article: Article, day: date) -> datetime:
    """Return when an article was last changed, as of a day."""
    is_revised = article.updated_at and article.updated_at.date() <= day
    return article.updated_at if is_revised and article.updated_at else article.published_at


def _rdf(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write RSS 1.0."""
    home = f"http://{outlet.domains[0]}/"
    items = "".join(
        f'<item rdf:about="{escape(url)}"><title>{escape(a.draft.title)}</title><link>{escape(url)}</link>'
        f"<description>{escape(a.draft.summary)}</description><dc:subject>{escape(a.draft.section)}</dc:subject>"
        f"<dc:date>{a.published_at.isoformat()}</dc:date></item>\n"
        for url, a in entries
    )
    order = "".join(f'<rdf:li rdf:resource="{escape(url)}"/>' for url, _ in entries)
    return (
        f'{XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{home}"><title>{escape(outlet.name)}</title>'
        f"<link>{home}</link><description>Bài mới</description>"
        f"<items><rdf:Seq>{order}</rdf:Seq></items></channel>\n{items}</rdf:RDF>"
    )


def _json_feed(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write JSON Feed 1.1."""
    items = [
        {
            "id": url, "url": url, "title": a.draft.title, "summary": a.draft.summary, "tags": [a.draft.section],
            "date_published": a.published_at.isoformat(),
        }
        for url, a in entries
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items}
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _news_sitemap(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write a sitemap with the news extension."""
    items = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>vi</news:language></news:publication><news:publication_date>{a.published_at.isoformat()}"
        f"</news:publication_date><news:title>{escape(a.draft.title)}</news:title></news:news></url>\n"
        for url, a in entries
    )
    return (
        f'{XML}<urlset xmlns="{SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{items}</urlset>'
    )


def _sitemap_index(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write an index that names one gzipped sitemap."""
    return (
        f'{XML}<sitemapindex xmlns="{SITEMAP}"><sitemap><loc>http://{outlet.domains[0]}{NESTED_SITEMAP}</loc>'
        f"<lastmod>{day.isoformat()}</lastmod></sitemap></sitemapindex>"
    )


def nested_sitemap(articles: Sequence[Article]) -> bytes:
    """Return the gzipped sitemap, the same bytes every time."""
    items = "".join(f"<url><loc>{escape(a.url)}</loc></url>\n" for a in articles)
    return gzip.compress(f'{XML}<urlset xmlns="{SITEMAP}">\n{items}</urlset>'.encode(), mtime=0)


def _list_page(outlet: Outlet, day: date, entries: Sequence[Listed]) -> str:
    """Write an HTML page that lists the newest articles."""
    items = "".join(
        f'<li><a class="ten-bai" href="{escape(url)}">{escape(a.draft.title)}</a>'
        f"<p>{escape(a.draft.summary)}</p></li>\n"
        for url, a in entries
    )
    head = f'<meta charset="utf-8"><title>Tin mới - {escape(outlet.name)}</title>'
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head>{head}</head><body><ul class="danh-sach">\n{items}</ul></body></html>'
    )


_WRITERS: dict[ListingStyle, tuple[str, Callable[[Outlet, date, Sequence[Listed]], str]]] = {
    "rss": ("application/rss+xml; charset=utf-8", _rss),
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "rdf": ("application/rdf+xml; charset=utf-8", _rdf),
    "json_feed": ("application/feed+json; charset=utf-8", _json_feed),
    "news_sitemap": ("application/xml; charset=utf-8", _news_sitemap),
    "sitemap_index": ("application/xml; charset=utf-8", _sitemap_index),
    "list_page": ("text/html; charset=utf-8", _list_page),
}
