"""Home pages: masthead, sections, newest articles, and the footer that says who is responsible."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from typing import Any

from include.sample_city.article_pages import template
from include.sample_city.articles import Article
from include.sample_city.declaration import Misbehaviour, Outlet, faults_of, outlets, read_yaml
from include.sample_city.writing import ABOLITION_OF_DISTRICTS

MISSING = (Misbehaviour.MISSING_FIELD, Misbehaviour.MISSING_LICENCE_NUMBER, Misbehaviour.MISSING_ONCE)
SCRIPT_FOOTER = (
    '<footer id="chan-trang"><div id="thong-tin-quan-ly"></div>'
    '<script src="/js/chan-trang.js"></script><noscript>Vui lòng bật JavaScript.</noscript></footer>'
)
IMAGE_FOOTER = '<footer id="chan-trang"><img src="/img/chan-trang.png" alt="" width="960" height="120"></footer>'


@cache
def wording() -> dict[str, Any]:
    """Return what home pages say."""
    found: dict[str, Any] = read_yaml("texts/home_pages.yml")
    return found


def home_page(outlet: Outlet, day: date, newest: Sequence[Article], feeds: Sequence[str]) -> str:
    """Return an outlet's home page as of a day.

    Args:
        outlet: Whose page.
        day: Local day as of which it is shown.
        newest: Articles it leads to.
        feeds: Paths of the feeds it names.
    """
    sections = dict.fromkeys((article.draft.section, article.draft.slug) for article in newest)
    links = [f'<li><a href="/{slug}">{escape(section)}</a></li>' for section, slug in sections]
    if outlet.kind in ("newspaper", "magazine"):
        links.append('<li><a href="/cai-chinh">Cải chính</a></li>')
    if outlet.kind == "social_network":
        links += [f'<li><a href="{p["path"]}">{escape(p["title"])}</a></li>' for p in wording()["policies"]]
    return template("home").substitute(
        outlet=escape(outlet.name),
        label=wording()["labels"][outlet.kind],
        organisation=escape(outlet.organisation),
        feeds="".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in feeds),
        sections="".join(links),
        articles="\n".join(f'<h3><a href="{a.path}">{escape(a.draft.title)}</a></h3>' for a in newest),
        footer=footer(outlet, day),
    )


def footer(outlet: Outlet, day: date) -> str:
    """Return the footer of a day: as text in the outlet's own form, or drawn by script, or an image."""
    if next(faults_of(outlet.outlet_id, day, Misbehaviour.SCRIPT_FOOTER), None):
        return SCRIPT_FOOTER
    if next(faults_of(outlet.outlet_id, day, Misbehaviour.IMAGE_FOOTER), None):
        return IMAGE_FOOTER
    lines = [(label, escape(value)) for label, value in _fields(outlet, day)]
    said = [f"{label}: {value}" if label else value for label, value in lines]
    if outlet.footer == "table":
        rows = "".join(f"<tr><td>{line}</td></tr>" for line in said)
        return f'<footer id="chan-trang"><table>{rows}</table></footer>'
    if outlet.footer == "inline":
        return f'<footer id="chan-trang"><p>{" | ".join(said)}</p></footer>'
    return '<footer id="chan-trang">' + "".join(f"<p>{line}</p>" for line in said) + "</footer>"


def footer_script(outlet: Outlet, day: date) -> str:
    """Return the script that draws the footer where a page leaves it to one."""
    lines = "".join(f"<p>{label}: {value}</p>" if label else f"<p>{value}</p>" for label, value in _fields(outlet, day))
    return f'document.getElementById("thong-tin-quan-ly").innerHTML = {lines!r};\n'


def _fields(outlet: Outlet, day: date) -> list[tuple[str, str]]:
    """Return label and value of each line of the footer, without those that a fault leaves out."""
    words, missing = wording(), _missing(outlet, day)
    number = list(outlets()).index(outlet.outlet_id) + 1
    quarter = words["from_2025" if day >= ABOLITION_OF_DISTRICTS else "before_2025"]
    fields = [
        ("governing_body", "Cơ quan chủ quản", outlet.governing_body),
        ("organisation_name", words["organisation_titles"][outlet.kind], outlet.organisation),
        ("responsible_person", words["responsible_titles"][outlet.kind], words["responsible_person"]),
        ("licence", "", _licence(outlet, day, missing)),
        ("contact_address", "Địa chỉ", f"Số {number * 3} {words['street']}, {quarter}"),
        ("contact_phone", "Điện thoại", f"024 3999 {number:02d}{number:02d}"),
        ("contact_email", "Email", f"lienhe@{outlet.domains[0]}"),
    ]
    return [(label, value) for name, label, value in fields if value and name not in missing]


def _missing(outlet: Outlet, day: date) -> set[str]:
    """Return the fields that the page does not show on a day."""
    return {name for fault in faults_of(outlet.outlet_id, day, *MISSING) for name in fault.fields}


def _licence(outlet: Outlet, day: date, missing: set[str]) -> str:
    """Return the line about the licence, without the parts that a fault leaves out."""
    licence = outlet.licence_shown_on(day)
    number = "" if "licence_number" in missing else f" số {licence.number}"
    issuer = "" if "licence_issuer" in missing else f" do {licence.issuer}"
    issued = " cấp" if "licence_date" in missing else f" cấp ngày {licence.issued_on:%d/%m/%Y}"
    return f"{wording()['licence_titles'][outlet.kind]}{number}{issuer}{issued}"


def policy_page(outlet: Outlet, path: str) -> str | None:
    """Return a social network's policy page, or nothing when there is none at that path."""
    policy = next((p for p in wording()["policies"] if p["path"] == path), None)
    if policy is None or outlet.kind != "social_network":
        return None
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in policy["paragraphs"])
    return template("policy").substitute(outlet=escape(outlet.name), title=policy["title"], paragraphs=paragraphs)
