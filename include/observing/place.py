"""Where a fact belongs on a page: seen as text, drawn by script, an image, or not there at all."""

import re

from include.observing.fact import Place
from include.observing.masthead.findings import Masthead
from include.observing.masthead.folding import fold, fold_pattern
from include.pages.page import Page
from include.pages.visible import Area, Part

_TEXT_MINIMUM = 20
_MENU_LABEL_LIMIT = 30
_MENU_LINKS_MINIMUM = 3
_DATA_SCRIPT = re.compile(r"""type\s*=\s*["']?application/(?:ld\+)?json""", re.I)
_FOOTER_WORDS = re.compile(r"footer|chan-?trang|masthead|bottom-info|measthead|chân trang", re.I)
_LABELS = re.compile(  # by which a script shows that it draws a masthead
    fold_pattern(
        r"giấy phép|gpxb|gp-ttđt|(?:cơ quan|đơn vị|tổ chức) (?:chủ quản|quản lý|thiết lập|vận hành|cấp|của)"
        r"|cơ quan ngôn luận|chịu trách nhiệm|tổng biên tập|phụ trách nội dung|địa chỉ|trụ sở|tòa soạn"
        r"|điện thoại|đường dây nóng|bản quyền|©"
    )
)
_CREDIT_WORDS = re.compile(r"nguon[-_]?(?:tin|bai|goc)|nguồn\s*(?:tin|bài|gốc|:)", re.I)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_IMAGE = re.compile(r"<img\b[^>]*+", re.I)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;\"'<>]{0,60}url\([^)<>]{1,300}\)", re.I)
_IMAGE_NAMES = re.compile(
    r"foot(?:er)?|chan-?trang|giay-?phep|masthead|toa-?soan|ban-?quyen|giấy phép|bản quyền|tòa soạn", re.I
)
_ORNAMENTS = re.compile(
    r"logo|icon|ico\b|badge|facebook|youtube|tiktok|zalo|app[-_ ]?store|google|play|bct|bo-?cong-?thuong|dmca|rss"
    r"|qr|arrow|bg",
    re.I,
)
_LOGO_AROUND = re.compile(r"<(?:a|div|span|h\d|figure)\b[^<>]*(?:class|id)\s*=[^<>]*logo[^<>]*>\s*\Z", re.I)
_AROUND = 300  # characters before an image
_FIELDS_MINIMUM = 2
_SMALLEST_IMAGE = 100  # pixels: what is smaller is a badge
_FRAME = re.compile(r"<iframe\b[^>]*+", re.I)
_FOREIGN_FRAME = re.compile(
    r"src\s*=\s*[\"']?(?:https?:)?//[\w.-]*(?:facebook|youtube|google|doubleclick|tiktok|zalo|twitter|instagram|spotify)",
    re.I,
)
_WIDTH = re.compile(r"""\b(?:width|height)\s*[=:]\s*["']?(\d{1,4})(?![\d%])""", re.I)
_EMPTY = re.compile(r"<(div|p|span|section|ul|address|footer)\b(?P<attributes>[^<>]{0,300})>\s{0,200}</\1\s*>", re.I)
_FILLED_LATER = re.compile(
    r"(?:toa-?soan|masthead|thong-?tin|lien-?he|giay-?phep|foot(?:er)?[-_]?(?:info|content|text|data|contact|left|right))",
    re.I,
)


def masthead_place(page: Page, masthead: Masthead) -> Place:
    """Return where the masthead fields of a page stand; a footer that is not named as one is known by what it shows."""
    visible = page.visible
    footers = _outermost([part for part in visible.parts if part.area & Area.FOOTER])
    scripts = [_unescape(script) for script in visible.scripts if not _DATA_SCRIPT.search(script[:200])]
    if any(_FOOTER_WORDS.search(script) and _LABELS.search(fold(script)) for script in scripts):
        return "script"
    has_text = sum(part.characters for part in footers) >= _TEXT_MINIMUM
    if has_text or len(masthead.hits) >= _FIELDS_MINIMUM:
        if _is_filled_later(page.source, footers, has_scripts=bool(scripts)):
            return "script"
        return "image" if _has_named_image(page.source) or _shows_image(page.source, footers) else "seen"
    if any(part.scripts for part in footers) or any(_FOOTER_WORDS.search(script) for script in scripts):
        return "script"
    if any(part.images for part in footers) or _has_named_image(page.source):
        return "image"
    return "script" if footers and scripts else "absent"


def page_place(page: Page) -> Place:
    """Return whether a page's own text is there to be read at all."""
    if len(page.visible.text) >= _TEXT_MINIMUM * 5:
        return "seen"
    return "script" if page.visible.scripts else "absent"


def menu_place(page: Page) -> Place:
    """Return where the links of a page's menu stand: a few short ones are a menu, without them a script may draw it.

    A page without any link is no home page with a menu, but a notice of maintenance or an answer that is none.
    """
    place = page_place(page)
    if place != "seen":
        return place
    labels = [link for link in page.visible.links if link.end - link.start <= _MENU_LABEL_LIMIT]
    has_script = any(not _DATA_SCRIPT.search(script[:200]) for script in page.visible.scripts)
    if has_script and len(labels) < _MENU_LINKS_MINIMUM:
        return "script"
    return "seen" if page.visible.links else "absent"


def credit_place(page: Page) -> Place:
    """Return where an article's credit stands when its text is there: a script that speaks of sources may draw it."""
    scripts = [_unescape(script) for script in page.visible.scripts if not _DATA_SCRIPT.search(script[:200])]
    return "script" if any(_CREDIT_WORDS.search(script) for script in scripts) else "seen"


def _has_named_image(source: str) -> bool:
    """Return whether an image is called after what a masthead shows."""
    images = (image[0] for pattern in (_IMAGE, _BACKGROUND) for image in pattern.finditer(source))
    return any(_IMAGE_NAMES.search(image) and not _ORNAMENTS.search(image) for image in images)


def _outermost(parts: list[Part]) -> list[Part]:
    """Return the parts that lie in no other, in their order."""
    found: list[Part] = []
    for part in parts:
        if not found or (found[-1].source_end and part.source_start >= found[-1].source_end):
            found.append(part)
    return found


def _shows_image(source: str, footers: list[Part]) -> bool:
    """Return whether a footer holds an image that is no logo, badge or icon: it may be a picture of the masthead."""
    images = (
        image[0]
        for part in footers
        for image in _IMAGE.finditer(source, part.source_start, part.source_end or len(source))
        if not _LOGO_AROUND.search(source, max(0, image.start() - _AROUND), image.start())
    )
    return any(not _ORNAMENTS.search(image) and not _is_small(image) for image in images)


def _is_small(image: str) -> bool:
    """Return whether an image is said to be too small to be read."""
    sizes = [int(size) for size in _WIDTH.findall(image)]
    return bool(sizes) and min(sizes) < _SMALLEST_IMAGE


def _is_filled_later(source: str, footers: list[Part], *, has_scripts: bool) -> bool:
    """Return whether a footer holds a frame of the site's own, or an empty element that a script is to fill."""
    for part in footers:
        end = part.source_end or len(source)
        if any(not _FOREIGN_FRAME.search(frame[0]) for frame in _FRAME.finditer(source, part.source_start, end)):
            return True
        empty = _EMPTY.finditer(source, part.source_start, end)
        if has_scripts and any(_FILLED_LATER.search(element["attributes"]) for element in empty):
            return True
    return False


def _unescape(script: str) -> str:
    """Return a script with its escaped letters as letters."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), script) if "\\u" in script else script
