"""Home pages: masthead, sections, newest articles, and the footer that says who is responsible."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from typing import Any

from include.sample_city.article import Article
from include.sample_city.article_pages import template
from include.sample_city.declaration import Fault, Misbehaviour, Outlet, faults_of, outlets, read_yaml
from include.sample_city.writing import ABOLITION_OF_DISTRICTS

MISSING = (
    Misbehaviour.MISSING_FIELD, Misbehaviour.MISSING_LICENCE_NUMBER, Misbehaviour.MISSING_ONCE,
    Misbehaviour.AGENCY_NAMED_ONCE, Misbehaviour.UNLABELLED_SITE,
)  # fmt: skip
LICENCE_CODES_BEGIN = date(2025, 1, 1)
SCRIPT_MENU = '<div id="trinh-don"></div><script src="/js/trinh-don.js"></script>'
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
    faults = list(faults_of(outlet.outlet_id, day))
    shown_name = next((fault.shown_name for fault in faults if fault.shown_name), "")
    return template("home").substitute(
        title=escape(shown_name or outlet.name),
        masthead=_masthead(outlet, faults, shown_name),
        label=next((escape(fault.calls_itself) for fault in faults if fault.calls_itself), _label(outlet)),
        organisation=escape(outlet.organisation),
        feeds="".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in feeds),
        menu=_menu(outlet, faults, newest),
        articles="\n".join(f'<h3><a href="{a.path}">{escape(a.draft.title)}</a></h3>' for a in newest),
        footer=footer(outlet, day),
    )


def _label(outlet: Outlet) -> str:
    """Return what a home page calls its kind."""
    return str(wording()["labels"][outlet.kind])


def _masthead(outlet: Outlet, faults: Sequence[Fault], shown_name: str) -> str:
    """Return the outlet's name at the head of its page: as text, or as a logo."""
    if any(fault.misbehaviour is Misbehaviour.MAGAZINE_LOGO for fault in faults):
        return f'<img src="/img/logo.png" alt="{escape(outlet.name)}" width="320" height="60">'
    return escape(shown_name or outlet.name)


def _menu(outlet: Outlet, faults: Sequence[Fault], newest: Sequence[Article]) -> str:
    """Return the menu: sections, fixed pages and what faults add, rename or leave out; or a script that draws it."""
    if any(fault.misbehaviour is Misbehaviour.SCRIPT_MENU for fault in faults):
        return SCRIPT_MENU
    links = [(section, f"/{slug}") for section, slug in dict.fromkeys((a.draft.section, a.draft.slug) for a in newest)]
    for field, label, path in _fixed_links(outlet):
        changes = [fault for fault in faults if field in fault.fields]
        if not any(fault.misbehaviour is Misbehaviour.MISSING_LINK for fault in changes):
            links.append((next((fault.renamed for fault in changes if fault.renamed), label), path))
    besides = [*outlet.links, *(link for fault in faults for link in fault.links)]
    links += [(label, address) for label, _, address in (x.partition("|") for x in besides)]
    items = "".join(f'<li><a href="{address}">{escape(label)}</a></li>' for label, address in links)
    return f"<ul>{items}</ul>"


def _fixed_links(outlet: Outlet) -> list[tuple[str, str, str]]:
    """Return field, label and path of the pages that an outlet of its kind must lead to."""
    if outlet.kind in ("newspaper", "magazine"):
        return [("correction_section", "Cải chính", "/cai-chinh")]
    if outlet.kind == "portal":
        return [(link["field"], link["title"], link["path"]) for link in wording()["portal_sections"]]
    policies = wording()["policies"] if outlet.kind == "social_network" else []
    return [(policy["field"], policy["title"], policy["path"]) for policy in policies]


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
        ("licence_code", "Mã định danh giấy phép", _licence_code(outlet, day)),
        *(("line", "", line) for fault in faults_of(outlet.outlet_id, day) for line in fault.lines),
    ]
    return [(label, value) for name, label, value in fields if value and name not in missing]


def _licence_code(outlet: Outlet, day: date) -> str:
    """Return the code that licensing bodies have given aggregators and social networks since the end of 2024."""
    is_given = outlet.kind in ("aggregator", "social_network") and day >= LICENCE_CODES_BEGIN
    return f"VN-{list(outlets()).index(outlet.outlet_id) + 1:04d}" if is_given else ""


def _missing(outlet: Outlet, day: date) -> set[str]:
    """Return the fields that the page does not show on a day."""
    return {name for fault in faults_of(outlet.outlet_id, day, *MISSING) for name in fault.fields}


def _licence(outlet: Outlet, day: date, missing: set[str]) -> str:
    """Return the line about the licence, without the parts that a fault leaves out."""
    licence = outlet.licence_shown_on(day)
    number = "" if "licence_number" in missing else f" số {licence.number}"
    issuer = "" if "licence_issuer" in missing else f" do {licence.issuer}"
    issued = " cấp" if "licence_date" in missing else f" cấp ngày {licence.issued_on:%d/%m/%Y}"
    title = "Giấy phép" if "licence_title" in missing else wording()["licence_titles"][outlet.kind]
    return f"{title}{number}{issuer}{issued}"


def policy_page(outlet: Outlet, path: str) -> str | None:
    """Return a social network's policy page, or nothing when there is none at that path."""
    policy = next((p for p in wording()["policies"] if p["path"] == path), None)
    if policy is None or outlet.kind != "social_network":
        return None
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in policy["paragraphs"])
    return template("policy").substitute(outlet=escape(outlet.name), title=policy["title"], paragraphs=paragraphs)
