"""Article pages in the outlets' layouts, as they look on a day."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from string import Template

from include.sample_city.article import Article
from include.sample_city.declaration import HERE, Misbehaviour, Outlet, faults_of, outlets

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
UNTIMED = {Misbehaviour.MISSING_DATE, Misbehaviour.UNDATED_REPRINT}
COMMENTS = (
    '<section class="binh-luan"><h3>Bình luận (1)</h3><p>Bài viết rất có ích cho khu phố chúng tôi.</p>'
    '<form action="/gui-binh-luan"><textarea name="binh-luan"></textarea></form></section>'
)
SEARCH = '<form class="tra-cuu" action="/tim-kiem"><input type="search" name="q"></form>'
REVISION = "Bản cập nhật lúc {:%H:%M ngày %d/%m/%Y} bổ sung ý kiến của đơn vị phụ trách và sửa một con số ở đoạn đầu."


@cache
def template(name: str) -> Template:
    """Return one of the HTML templates."""
    return Template((HERE / "layouts" / f"{name}.html").read_text(encoding="utf-8"))


def layout_on(outlet: Outlet, day: date) -> str:
    """Return the name of the layout in use on a day."""
    change = next(faults_of(outlet.outlet_id, day, Misbehaviour.LAYOUT_CHANGE), None)
    return change.layout or outlet.layout if change else outlet.layout


def article_page(article: Article, day: date, related: Sequence[Article]) -> str:
    """Return an article's page as of a day.

    Args:
        article: What is shown.
        day: Local day as of which it is shown.
        related: Articles that the page points to.
    """
    outlet, draft = outlets()[article.outlet_id], article.draft
    is_empty = article.problem is Misbehaviour.EMPTY_TEXT
    return template("video" if is_empty else layout_on(outlet, day)).substitute(
        charset='<meta charset="utf-8">' if _declares_charset(outlet.outlet_id, day) else "",
        outlet=escape(outlet.name),
        title=escape(draft.title),
        json_title=json.dumps(draft.title, ensure_ascii=False),
        json_section=json.dumps(draft.section, ensure_ascii=False),
        summary=escape(draft.summary),
        url=escape(article.url),
        slug=draft.slug,
        section=escape(draft.section),
        paragraphs="\n".join(_paragraphs(article, day)),
        credit=credit_line(article) if is_credited(article, day) else "",
        byline=(f'<p class="tac-gia">{escape(article.byline)}</p>' if article.byline else "") + _forms(article),
        related="".join(f'<p><a href="{escape(a.path)}">{escape(a.draft.title)}</a></p>' for a in related),
        **_times(article),
    )


def _forms(article: Article) -> str:
    """Return what readers can fill in below an item: nothing, comments, or a search."""
    return {Misbehaviour.COMMENTED_ITEM: COMMENTS, Misbehaviour.SEARCHABLE_ITEM: SEARCH}.get(
        article.problem or Misbehaviour.MISSING_ONCE, ""
    )


def _paragraphs(article: Article, day: date) -> list[str]:
    """Return the body as it stands on a day; a revision ends it from its day on."""
    found = [f"<p>{escape(paragraph)}</p>" for paragraph in article.draft.paragraphs]
    if article.updated_at and article.updated_at.date() <= day:
        found.append(f"<p>{REVISION.format(article.updated_at)}</p>")
    return found


def _declares_charset(outlet_id: str, day: date) -> bool:
    """Return whether the page itself names its encoding; a page in a legacy one leaves that to the header."""
    return not any(f.charset != "utf-8" for f in faults_of(outlet_id, day, Misbehaviour.WRONG_CHARSET))


def _times(article: Article) -> dict[str, str]:
    """Return the publication time in every form that templates use, as far as the page shows it."""
    at = article.published_at
    machine, clock, shown = at.isoformat(), f"{at:%H:%M}", f"{at:%d/%m/%Y}"
    if article.problem is Misbehaviour.MISSING_DATE:
        return dict.fromkeys(("machine_time", "shown_time", "weekday", "published_meta", "published_microdata"), "")
    if article.problem is Misbehaviour.UNDATED_REPRINT:
        machine, meta = f"{at:%Y-%m-%d}", ""
    else:
        shown = f"{shown} {clock}"
        meta = f'<meta property="article:published_time" content="{machine}">'
    return {
        "machine_time": machine,
        "shown_time": shown,
        "weekday": WEEKDAYS[at.weekday()],
        "published_meta": meta,
        "published_microdata": f'<time itemprop="datePublished" datetime="{machine}">{shown}</time>',
    }


def is_credited(article: Article, day: date) -> bool:
    """Return whether a page shows its credit on a day: some get it later, and some lose it."""
    if article.problem is Misbehaviour.CREDITED_LATER:
        return day > article.listed_on
    return article.problem is not Misbehaviour.CREDITED_AT_FIRST or day <= article.listed_on


def credit_line(article: Article) -> str:
    """Return how a reprint credits its original: agency, original time and link, as far as it does."""
    original = article.original
    if original is None or not article.credit:
        return ""
    name = escape(article.credit)
    if article.credit_link:
        name = f'<a href="{escape(original.url)}">{name}</a>'
    when = f", đăng lúc {original.published_at:%H:%M ngày %d/%m/%Y}" if article.credit_time else ""
    return f'<p class="nguon-tin">Theo {name}{when}</p>'
