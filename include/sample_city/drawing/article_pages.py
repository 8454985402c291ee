"""Article pages of drawn outlets: frames × dates × leads × credits, each outlet with a layout of its own."""

import json
from collections.abc import Sequence
from html import escape

from include.sample_city.drawing.chance import Chance, words
from include.sample_city.drawing.declaration import Article, Outlet

FRAMES = (
    "<main>{head}<div class='noi-dung'>{body}</div>{end}</main>{below}",
    "<article><header>{head}</header><section>{body}</section><footer>{end}</footer></article>{below}",
    "<div class='detail'>{head}<div class='detail-content'>{body}{end}</div></div>{below}",
    "<table><tr><td class='left'><a href='/0'>Chuyên mục</a></td>"
    "<td>{head}<div>{body}</div>{end}</td></tr></table>{below}",
    "<div id='page'><div id='content'>{head}<div class='entry-content'>{body}</div>{end}</div></div>{below}",
)
CREDITS = (
    "<p>{}</p>", "<p><strong>{}</strong></p>", "<p style='text-align:right'><em>{}</em></p>",
    "<div class='source'>{}</div>",
    "<p class='nguon-tin'>{}</p>", "<table><tr><td>{}</td></tr></table>", "<div>{}</div>", "<ul><li>{}</li></ul>",
)  # fmt: skip
DATES = (
    "<time datetime='{iso}'>{shown}</time>", "<span class='date'>{shown}</span>", "<div class='meta'>{shown}</div>",
    "<p class='ngay-dang'>{shown}</p>", "<div class='article-info'><span>{shown}</span></div>",
)  # fmt: skip
LEADS = (
    "<h2 class='sapo'>{}</h2>",
    "<p class='lead'>{}</p>",
    "<div class='summary'><p>{}</p></div>",
    "<p><strong>{}</strong></p>",
)
COMMENT_FORM = (
    "<form action='/binh-luan' method='post'><textarea name='noi_dung'></textarea><button>Gửi bình luận</button></form>"
)
SEARCH_FORM = "<form action='/tim-kiem'><input type='search' name='q'><button>Tìm</button></form>"


def article_page(article: Article, related: Sequence[Article]) -> str:
    """Return an article's page."""
    outlet, draft = article.outlet, article.draft
    chance = Chance(outlet.style, "article")
    date = chance.one(DATES).format(iso=article.published_at.isoformat(), shown=_moment(article, outlet))
    head = f"<h1>{escape(draft.title)}</h1>"
    head = chance.one((f"{head}{date}", f"{date}{head}")) + chance.one(LEADS).format(escape(draft.summary))
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in draft.paragraphs)
    credit = _credit(article, chance)
    author = "" if article.original or article.agency else f"<p class='author'>{escape(article.byline)}</p>"
    others = "".join(f"<li><a href='{other.path}'>{escape(other.draft.title)}</a></li>" for other in related)
    below = f"<div class='related'><h3>Tin liên quan</h3><ul>{others}</ul></div>" if others else ""
    below += _comments(chance) if article.has_comments else ""
    search = SEARCH_FORM if chance.happens(0.3) else ""
    page = chance.one(FRAMES).format(head=head, body=body, end=credit + author, below=below)
    name = escape(outlet.name)
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{escape(draft.title)} - {name}</title>"
        f"<link rel='canonical' href='{article.url}'>{_machine_date(article, chance)}</head>"
        f"<body><div class='top'><a href='/'>{name}</a>{search}</div>{page}"
        f"<div class='bottom'><p>© {name}</p></div></body></html>"
    )


def _moment(article: Article, outlet: Outlet) -> str:
    """Return when an article was published, in an outlet's form."""
    return str(Chance(outlet.style, "moment").one(words()["moments"]).format(article.published_at))


def _machine_date(article: Article, chance: Chance) -> str:
    """Return the moment of publication for machines, at outlets that give it."""
    iso = article.published_at.isoformat()
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": iso})
    return chance.one((
        "", f"<meta property='article:published_time' content='{iso}'>",
        f"<script type='application/ld+json'>{data}</script>",
    ))  # fmt: skip


def _credit(article: Article, chance: Chance) -> str:
    """Return what a reprint says of its original or a wire of its agency, in the outlet's wording."""
    wording, moment, link = (chance.one(words()[name]) for name in ("credits", "credit_times", "links"))
    markup, is_apart = chance.one(CREDITS), chance.happens(0.5)
    original = article.original
    if original is None and not article.agency:
        return ""
    source, url = (original.outlet.name, original.url) if original else (article.agency, words()["agency_site"])
    byline = (original or article).byline
    said = [] if "credit" in article.lacks else [wording.format(p=escape(byline), a=escape(source))]
    said += [] if "credit" in article.lacks else [moment.format(t=_moment(original or article, article.outlet))]
    linked = [] if "link" in article.lacks else [link.format(u=url)]
    lines = [", ".join(said), *linked] if is_apart else [". ".join([", ".join(said), *linked] if said else linked)]
    return "".join(markup.format(line) for line in lines if line)


def _comments(chance: Chance) -> str:
    """Return a section of readers' words."""
    items = "".join(f"<div class='item'><b>Khách Quen</b><p>{word}</p></div>" for word in words()["comments"])
    name = chance.one(("comments", "binh-luan", "list-comment", "phan-hoi"))
    return f"<section class='{name}'><h3>Bình luận ({len(words()['comments'])})</h3>{items}{COMMENT_FORM}</section>"
