"""What the home page of a state portal publishes, by its headings and links; never a name, nor the words around one."""

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from include.observing.fact import ObservedFact, Place
from include.observing.observation import Observation
from include.observing.place import menu_place
from include.observing.words import fold
from include.pages.page import Page
from include.pages.visible import Area

_HEADINGS: tuple[tuple[Observation, re.Pattern[str]], ...] = (
    (
        Observation.ORGANISATION_SECTION,
        re.compile(r"(?:cơ cấu|sơ đồ|bộ máy) tổ chức|tổ chức bộ máy|chức năng,?(?: và)? nhiệm vụ", re.I),
    ),
    (
        Observation.LEADERS_SECTION,
        re.compile(
            r"(?:ban|danh sách|thông tin|đồng chí|danh bạ) lãnh đạo"
            r"|lãnh đạo (?:ủy ban|uỷ ban|ubnd|sở|phường|xã|thành phố|đơn vị)"
            r"|tiểu sử tóm tắt|thường trực (?:ủy ban|uỷ ban|ubnd)",
            re.I,
        ),
    ),
    (
        Observation.RATING_OFFERED,
        re.compile(r"đánh giá (?:thông tin|nội dung|bài viết|mức độ|chất lượng)|mức độ hài lòng|xếp hạng bài", re.I),
    ),
)
_STATE = ".gov.vn"
_PARTS = str.maketrans(":?#", "///")
_HEADING_LIMIT = 90
_LINKS_KEPT = 1_000
_ADDRESS_LIMIT = 300


def observe_portal(page: Page) -> list[ObservedFact]:
    """Return one fact for each thing that a state portal should publish, and the other sites it links to."""
    place = menu_place(page)
    found = []
    for name, pattern in _HEADINGS:
        words = next((match[0] for text in _headings(page) if (match := pattern.search(text))), None)
        value = fold(words) if words else None
        found.append(ObservedFact(name, words is not None, value, place="seen" if words else place))
    return [*found, _links(page, place)]


def _links(page: Page, place: Place) -> ObservedFact:
    """Return the sites that a page links to; of more than are kept nothing is said, as what is cut would be missed."""
    links = list(dict.fromkeys(_outgoing(page)))
    if len(links) > _LINKS_KEPT:
        return ObservedFact(Observation.OUTGOING_LINKS, is_present=False, place="unread")
    return ObservedFact(
        Observation.OUTGOING_LINKS, bool(links), " ".join(links) or None, place="seen" if links else place
    )


def _headings(page: Page) -> Iterator[str]:
    """Yield the short lines and links of a page, outside readers' comments."""
    visible = page.visible
    for line in visible.lines:
        if line.end - line.start <= _HEADING_LIMIT and not line.area & Area.COMMENTS:
            yield visible.line_text(line)
    for link in visible.links:
        if link.end - link.start <= _HEADING_LIMIT:
            yield visible.text[link.start : link.end]


def _outgoing(page: Page) -> Iterator[str]:
    """Yield the other hosts that a page links to, and of what stands after the host a hash: it may be a name."""
    own = urlsplit(page.url).hostname
    for link in page.visible.links:
        try:
            address = urljoin(page.url, link.href.strip())
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            continue
        is_address = parts.scheme in ("http", "https") and len(address) <= _ADDRESS_LIMIT
        if is_address and host and host != own and not re.search(r"\s", address):
            yield f"{parts.scheme}://{host}/{_hash_of(address)}"


def _hash_of(address: str) -> str:
    """Return the hash by which an address is found again among official channels; nothing for a site as a whole.

    It is taken of the spelling in which the warehouse compares addresses (the macro ``as_one_spelling``), and not of a
    state site's: a page there may carry a leader's name and is nobody's channel.
    """
    spelled = re.sub(r"^(https?://)?(www\.|m\.)?", "", address.lower()).translate(_PARTS)
    spelled = re.sub("/+", "/", f"{spelled}/")
    host, _, rest = spelled.partition("/")
    if not rest or host.endswith(_STATE):
        return ""
    return hashlib.md5(spelled.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()
