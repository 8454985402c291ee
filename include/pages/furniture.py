"""What on an article page is not the article: recognised by what elements are called and by how they are built.

Boxes of related items, advertising, tools to share and vote, key words, pay walls, menus. Used wherever a page's parsed
tree is read: the text, its dates, its title. Readers' comments have their own recogniser.
"""

import re
from functools import lru_cache
from typing import Any

from include.pages.outline import Outline, Size


def _token(words: str) -> re.Pattern[str]:
    """Return a pattern that finds one of the words as a whole part of a name."""
    return re.compile(rf"(?:^|-)(?:{words})(?=-|$)")


_RELATED = _token(
    r"related\w*|relation|relate|lien-?quan|tin-?lq|(?:tin|bai)-?(?:khac|cung|cu|lien|noi-?bat|moi|nong|tham-?khao|viet-?khac)\w*"
    r"|cung-?(?:chuyen-?muc|muc|su-?kien|tac-?gia|chu-?de)|same-?(?:category|cate|topic|folder|event)|tham-?khao"
    r"|(?:doc|xem)-?(?:them|nhieu|tiep|ngay)|nhieu-?nhat|goi-?y|de-?xuat|suggest\w*|recommend\w*|more-?(?:news|stories|from)"
    r"|read-?(?:more|also|next|on)|other-?(?:news|posts?|articles?)|next-?(?:videos?|news|post|article|up)|up-?next"
    r"|(?:most|top|popular|trending|latest|hot|new|newest)-?(?:read|view|viewed|news|stories|posts?|articles?|comments?)"
    r"|most|trending|list-?(?:news|video|related|other|tin|bai)|insert-?(?:internal|neww?s?|link|related|article)\w*"
    r"|internal-?link\w*|link-?(?:content|inline|related|detail)\w*|box-?(?:news|tin|tinlienquan|link)|news-?(?:list|other)"
    r"|teasers|teaser-?(?:list|box|group|grid)|promo\w*|widget-?area|sidebar|side-?bar|right-?(?:col\w*|rail|side)|outbrain|taboola|zergnet|dable"
    r"|related-?news\w*|readmore|tinlienquan|tinkhac|docthem|xemthem|post-?navigation|nav-?links|pagination|pager"
)
_ADVERT = _token(
    r"ads?|adv|adx?-?\w*box|advert\w*|adsense|adsbygoogle|ad|ad-?(?:slot|unit|wrap\w*|container|block|label)|adbox|adzone|dfp|gpt|qc|quang-?cao|quangcao|banners?"
    r"|sponsor-?box|inarticle|admicro|eclick|native-?ads?"
)
_TOOL = _token(
    r"shares?|sharing|social(?:-?\w*)?|addthis\w*|sharethis|tools?|toolbar|tool-?bar|print|print-?\w+|send-?mail|mail-?to"
    r"|likes?|fb-?like|follow|follow-?(?:us|box|me)|theo-?doi|google-?news|gg-?news|zalo\w*|rating|ratings|stars?|votes?|voting|polls?|quiz"
    r"|poll-?\w+|khao-?sat|binh-?chon|tham-?do|subscri\w*|newsletter\w*|paywall\w*|pay-?wall|premium-?\w+|login|log-?in"
    r"|dang-?nhap|sign-?(?:up|in)|dang-?ky|goi-?thang|app-?(?:download|store|banner)|donat\w*|cookie\w*|consent|gdpr|popup|modal"
    r"|audio\w*|player|nghe-?(?:bai|doc)\w*|text-?to-?speech|tts|voice|font-?size|co-?chu|luot-?xem|views?-?count|bookmark"
    r"|lightbox|loader|spinner|copy-?link|notification\w*|live-?share|chia-?se|emotion\w*|reactions?|cta"
    r"|call-?to-?action|disclaimer|copyright|ban-?quyen|skip-?(?:link|to)\w*|sr-?only|visually-?hidden|screen-?reader\w*|tooltip"
)
_WORDS = _token(
    r"tags?|tags?-?(?:list|links|cloud|box|item|name|news|detail|container)|keywords?|keyword-?\w+|tu-?khoa|hash-?tags?"
    r"|topic-?list|topics|chu-?de|category-?list|post-?tags"
)
_MENU = _token(
    r"nav|navbar|navigation|menu|main-?menu|sub-?menu|bread-?crumbs?|breadcrumbs?\w*|bread-?crumb-?\w*|duong-?dan|site-?header"
    r"|site-?footer|footer|page-?footer|foot|chan-?trang|cuoi-?trang|top-?bar|topbar|top-?header|masthead|ticker|marquee|back-?to-?top"
)
_BYLINE = _token(
    r"author(?!ity|iz|is)\w*|authors?-?(?:mail|name|info|box|bio)|by-?lines?|byline\w*|tac-?gia|tacgia|nguoi-?(?:viet|dang)"
    r"|but-?danh|writers?|reporters?|signature|contributors?|vcard|but-?ky|nhom-?pv|p-?author|post-?author\w*"
)
_SMALL = _token(
    r"date|time|datetime|date-?time|times?tamp|entry-?meta|post-?meta|article-?meta|meta|meta-?\w+|published?|posted|pub-?date"
    r"|publish-?\w+|post-?date|ngay-?\w*|thoi-?gian|tg-?dang|tgdang|views?|view-?count|location-?stamp"
    r"|kicker|label|badge|eyebrow|timeline-?time|live-?time|caption-?credit|photo-?credit|photographer"
)
_CLOCK = _token(
    r"clock|dong-?ho|lich|am-?lich|lich-?\w+|lunar\w*|current-?(?:date|time|day)|hd-?date|date-?(?:now|today|current|top|header)"
    r"|today|now|hom-?nay|gio-?hien-?tai|time-?now|header-?(?:date|time)|top-?(?:date|time|bar|header)|banner-?\w+|weather|thoi-?tiet"
    r"|marquee|ticker|running|chay-?chu|tin-?chay|banner|event|su-?kien|countdown"
)
_OTHERS = re.compile(
    r"^\W*(?:(?:các\s+)?(?:tin|bài)(?:\s+viết)?\s+(?:liên quan|khác|mới|cùng|đọc nhiều|nóng|nổi bật|xem nhiều)"
    r"|cùng chuyên mục|xem nhiều|đọc nhiều|đọc thêm|có thể bạn|đừng bỏ lỡ|tin tức khác|mới nhất|nổi bật|bạn có thể"
    r"|related|read more|more from|trở lại|quay lại)",
    re.I,
)
_PERHAPS = (_RELATED, _ADVERT, _TOOL, _WORDS, _MENU)
_MENU_TAGS = frozenset(("nav", "footer", "menu", "dialog", "aside", "amp-ad", "amp-embed", "amp-sticky-ad"))
_TITLE_TAGS = frozenset(("h1", "h2", "h3", "header"))
_NEVER = frozenset(("html", "body", "main", "head", "h1", "title"))
_SMALL_LIMIT = 160  # characters: what shows a date, a view count or a label is no longer


@lru_cache(maxsize=16384)
def _is_furniture_name(name: str) -> bool:
    """Return whether a name is that of furniture."""
    return any(pattern.search(name) for pattern in _PERHAPS)


@lru_cache(maxsize=16384)
def is_byline_name(name: str) -> bool:
    """Return whether a name is that of a place for an author's name."""
    return bool(_BYLINE.search(name))


@lru_cache(maxsize=16384)
def is_clock_name(name: str) -> bool:
    """Return whether a name is that of a clock, a calendar or a running line, which say nothing of the article."""
    return bool(_CLOCK.search(name))


@lru_cache(maxsize=16384)
def is_related_name(name: str) -> bool:
    """Return whether a name is that of a box that leads to other items."""
    return bool(_RELATED.search(name))


@lru_cache(maxsize=16384)
def is_tag_name(name: str) -> bool:
    """Return whether a name is that of a list of key words."""
    return bool(_WORDS.search(name))


@lru_cache(maxsize=16384)
def is_small_name(name: str) -> bool:
    """Return whether a name is that of a line beside the text: date, counts, label."""
    return bool(_SMALL.search(name))


@lru_cache(maxsize=16384)
def is_menu_name(name: str) -> bool:
    """Return whether a name is that of a menu, a path or the page's frame."""
    return bool(_MENU.search(name))


def is_opening_footer(element: Any, outline: Outline) -> bool:
    """Return whether a footer stands in an article before its text, as in Drupal: it says who wrote it and when."""
    around = element.getparent() if element.tag == "footer" else None
    if around is None or around.tag != "article":
        return False
    before = (each for each in element.itersiblings(preceding=True) if isinstance(each.tag, str))
    return not any(outline.of(each).prose for each in before if each.tag not in _TITLE_TAGS)


def furniture(tree: Any, outline: Outline) -> list[Any]:
    """Return the elements of a tree that are furniture, outermost first; never one that holds most of the text.

    Args:
        tree: The parsed page.
        outline: What its elements are called and hold.
    """
    whole = outline.of(tree).prose
    found: list[Any] = []
    dropped: set[Any] = set()
    for element, size in outline.sized():
        if size.tag in _NEVER:
            continue
        if element.getparent() in dropped:
            dropped.add(element)
        elif _is_furniture(size, whole):
            found.append(element)
            dropped.add(element)
    return found


def _is_furniture(size: Size, whole: int) -> bool:
    """Return whether one element is furniture, by its tag, its name and what it holds."""
    name = size.name
    if size.tag in _MENU_TAGS or (name and _is_furniture_name(name)):
        return not size.has_heading and not 2 * size.prose > whole > 0
    if not name or size.characters > 2 * _SMALL_LIMIT:
        return False
    if is_byline_name(name):
        return True
    return size.characters <= _SMALL_LIMIT and (is_small_name(name) or is_clock_name(name))


def heads_others(text: str) -> bool:
    """Return whether a line heads other articles by its words."""
    return bool(_OTHERS.match(text))
