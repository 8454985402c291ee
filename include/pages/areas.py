"""Which part of a page an element is, by its name, class, id and style."""

import html
import re
from functools import lru_cache
from typing import Final

from include.addresses import LONGEST_ADDRESS
from include.pages.reader_comments import is_comment_place


class Area:
    """Parts of a page that text can lie in: bits of a plain number, as each piece of a page is tested for them."""

    NOWHERE: Final = 0
    FOOTER: Final = 1
    HEADER: Final = 2
    NAVIGATION: Final = 4
    COMMENTS: Final = 8
    HEADING: Final = 16
    HIDDEN: Final = 32


_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NAMES = (
    (Area.FOOTER, re.compile(r"(?:^|[\s_-])(?:footer|foot|chan-?trang|page-bottom|copyright)|footer\b", re.I)),
    (Area.HEADER, re.compile(r"(?:^|[\s_-])(?:header|masthead|top-?bar|logo|banner-top)|header\b", re.I)),
    (Area.NAVIGATION, re.compile(r"(?:^|[\s_-])(?:nav|navbar|menu|navigation|breadcrumbs?)(?:$|[\s_-])", re.I)),
)
_TAGS = {"footer": Area.FOOTER, "header": Area.HEADER, "nav": Area.NAVIGATION} | dict.fromkeys(_HEADINGS, Area.HEADING)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|$|=)|display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ICON_FONT = re.compile(r"(?:^|\s)material-(?:icons|symbols)")  # the name of a drawing, which a font draws
_REMEMBERED = 200  # characters: longer attributes are rarely met again


def area_of(tag: str, attributes: str) -> int:
    """Return the areas an element gives to what it holds; of an anchor, only whether it is hidden."""
    if not attributes:
        return _TAGS.get(tag, Area.NOWHERE)
    if tag == "a":
        return _read_area(tag, attributes) if _HIDDEN.search(attributes) else Area.NOWHERE
    return _remembered(tag, attributes) if len(attributes) <= _REMEMBERED else _read_area(tag, attributes)


def names_of(attributes: str) -> dict[str, str]:
    """Return the attributes of a tag by name."""
    return {name.lower(): first or second or third for name, first, second, third in _ATTRIBUTE.findall(attributes)}


def address_of(attributes: str) -> str:
    """Return the address of an anchor, empty when it has none or one that nobody can ask."""
    return _remembered_address(attributes) if len(attributes) <= 5 * _REMEMBERED else _read_address(attributes)


def _read_address(attributes: str) -> str:
    """Read the address of an anchor."""
    href = html.unescape(names_of(attributes).get("href", ""))
    return href if len(href) <= LONGEST_ADDRESS else ""


def _read_area(tag: str, attributes: str) -> int:
    """Read the areas of an element."""
    area = _TAGS.get(tag, Area.NOWHERE)
    names = names_of(attributes)
    called = f"{names.get('class', '')} {names.get('id', '')}".strip()
    if is_comment_place(tag, f"{called} {names.get('itemprop', '')}".strip()):
        area |= Area.COMMENTS
    elif called and tag not in ("body", "html", "a"):
        area |= next((area for area, name in _NAMES if name.search(called)), Area.NOWHERE)
    if called and _ICON_FONT.search(called):
        area |= Area.HIDDEN
    if _HIDDEN.search(attributes) and (" hidden" in attributes or _HIDDEN.search(names.get("style", ""))):
        area |= Area.HIDDEN
    return area


_remembered = lru_cache(maxsize=4096)(_read_area)
_remembered_address = lru_cache(maxsize=4096)(_read_address)  # an outlet's menus are on each of its pages
