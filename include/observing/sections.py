"""What a home page calls itself, and the sections and pages it links to."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from include.observing.fact import Hit, ObservedFact, Place, fact, fact_in_source
from include.observing.masthead.folding import fold as fold_in_place
from include.observing.observation import Observation
from include.observing.place import menu_place
from include.observing.words import SECTION_NAMES, fold
from include.outlets.profile import Profile
from include.pages.blocks import one_line
from include.pages.page import Page
from include.pages.visible import Area, Line, Visible

_LABELS = (
    "trang thông tin điện tử tổng hợp",
    "cổng thông tin điện tử",
    "trang thông tin điện tử",
    "báo điện tử",
    "tạp chí điện tử",
    "mạng xã hội",
)
_SELF = re.compile(
    "|".join(label.replace(" ", r"\s+") for label in _LABELS) + r"|trang\s+ttđt\s+tổng\s+hợp|cổng\s+ttđt", re.I
)
_NOT_SELF = re.compile(
    r"(?:trên|các|qua|từ|kết nối|theo dõi|chia sẻ|kênh|trang|tham gia|hoạt động|và|với"
    r"|của)\s*(?:chúng tôi\s+)?(?:trên\s+)?(?:các\s+)?$",
    re.I,
)
_LINKED: tuple[tuple[Observation, re.Pattern[str]], ...] = (
    (Observation.CORRECTION_SECTION, re.compile(r"\b(?:cải chính|đính chính)\b", re.I)),
    (
        Observation.SERVICE_AGREEMENT,
        re.compile(
            r"th[oỏ][aả]\s+thuận\s+(?:cung cấp|sử dụng|dịch vụ|người dùng)"
            r"|điều\s+khoản\s+(?:sử\s+dụng|dịch\s+vụ|và\s+điều\s+kiện)"
            r"|quy\s+(?:định|chế)\s+sử\s+dụng|điều kiện sử dụng",
            re.I,
        ),
    ),
    (
        Observation.CONTENT_DISTRIBUTION,
        re.compile(
            r"(?:phương\s+thức|cách\s+thức|nguyên\s+tắc|thuật\s+toán)[^\n]{0,20}(?:phân\s+phối|đề\s+xuất|hiển\s+thị)"
            r"|phân\s+phối\s+(?:nội\s+dung|thông\s+tin)",
            re.I,
        ),
    ),
)
_SECTION_LIMIT = 90
_SECTIONS_MINIMUM = 3
_NEWSROOM = re.compile(
    r"t[oò][aà]\s+soạn|văn\s+phòng\s+đại\s+diện|ban\s+phóng\s+viên|ban\s+biên\s+tập|ban\s+thư\s+ký"
    r"|(?<=nội dung: )(?:nhà báo|phóng viên)|(?<=nội dung )(?:nhà báo|phóng viên)",
    re.I,
)
_SPECIAL = re.compile(r"\bchuyên\s+trang\b", re.I)


def product_name(page: Page, profile: Profile | None) -> ObservedFact:
    """Return the fact of the product's name: in the header, the page title, headings or logos."""
    wanted = [profile.name] if profile else []
    wanted += [found for found in _declared_names(page) if found not in wanted]
    visible = page.visible
    for name in wanted:
        for line in visible.lines:
            if line.area & (Area.HEADER | Area.HEADING | Area.FOOTER) and fold(name) in fold(visible.line_text(line)):
                return fact(page, Observation.PRODUCT_NAME, _hit_of(visible, line, name))
        match = re.search(re.escape(name), page.source, re.I)
        if match and profile:
            return fact_in_source(page, Observation.PRODUCT_NAME, match[0], name, "seen")
    if wanted and not profile:
        return fact_in_source(page, Observation.PRODUCT_NAME, wanted[0], wanted[0], "seen")
    return fact(page, Observation.PRODUCT_NAME, None, "seen" if visible.text else "absent")


def own_names(page: Page, profile: Profile | None) -> frozenset[str]:
    """Return the names by which a page calls its site, folded as the masthead is."""
    names = [*_declared_names(page), *([profile.name] if profile else [])]
    return frozenset(fold_in_place(" ".join(name.split())) for name in names)


def observe_sections(page: Page, place: Place) -> list[ObservedFact]:
    """Return the facts of labels, sections and linked pages."""
    visible = page.visible
    menu = menu_place(page)
    found = [fact(page, name, _labelled(visible, pattern), menu) for name, pattern in _LINKED]
    finders: tuple[tuple[Observation, Callable[[Page], Hit | None]], ...] = (
        (Observation.SELF_LABEL, _self_label),
        (Observation.MAGAZINE_WORD, _magazine_word),
        (Observation.FIXED_SECTIONS, _fixed_sections),
        (Observation.NEWSROOM_WORDS, _newsroom_words),
        (Observation.SPECIAL_PAGES, _special_pages),
    )
    for name, find in finders:
        hit = find(page)
        declared = _declared_label(page, name) if hit is None else None
        found.append(declared or fact(page, name, hit, place))
    return found


def _declared_names(page: Page) -> Iterator[str]:
    """Yield the names the page gives its site: og:site_name, logo, first part of the title."""
    for meta in page.tree.iter("meta"):
        if (meta.get("property") or meta.get("name")) in ("og:site_name", "application-name") and meta.get("content"):
            yield one_line(meta.get("content")) or ""
    title = one_line(page.tree.findtext(".//title"))
    if title:
        yield re.split(r"\s[-|–—:]\s", title)[0]


def _hit_of(visible: Visible, line: Line, words: str) -> Hit:
    """Return the stretch of a line that holds the words, or the line."""
    text = visible.line_text(line)
    match = re.search(r"\s+".join(map(re.escape, words.split())), text, re.I)
    start, end = (line.start + match.start(), line.start + match.end()) if match else (line.start, line.end)
    return Hit(start, end, words)


def _framing(visible: Visible) -> Iterator[Line]:
    """Yield the lines that frame the page: headers, footers, headings of the top."""
    for index, line in enumerate(visible.lines):
        if line.area & (Area.HEADER | Area.FOOTER) or index < 8:
            yield line


def _self_label(page: Page) -> Hit | None:
    """Find what kind of site the page says it is."""
    visible = page.visible
    best: Hit | None = None
    for line in _framing(visible):
        text = visible.line_text(line)
        for match in _SELF.finditer(text):
            if _NOT_SELF.search(text[: match.start()]):
                continue
            hit = Hit(line.start + match.start(), line.start + match.end(), _label_value(match[0]))
            if best is None or len(hit.value or "") > len(best.value or ""):
                best = hit
    return best


def _label_value(words: str) -> str:
    """Return a self-label in its full and folded form."""
    return re.sub(r"\bttđt\b", "thông tin điện tử", fold(words))


def _declared_label(page: Page, name: Observation) -> ObservedFact | None:
    """Find a self-label or the word for magazine in the page title or a logo."""
    pattern = {Observation.SELF_LABEL: _SELF, Observation.MAGAZINE_WORD: re.compile(r"\btạp\s+chí\b", re.I)}.get(name)
    if pattern is None:
        return None
    title = page.tree.findtext(".//title") or ""
    images = [image.get("alt") or "" for image in page.tree.xpath("//header//img | //*[contains(@class,'logo')]//img")]
    for text in (title, *images):
        match = pattern.search(text)
        if match and not _NOT_SELF.search(text[: match.start()]):
            return fact_in_source(page, name, match[0], _label_value(match[0]), "seen")
    return None


def _magazine_word(page: Page) -> Hit | None:
    """Find the word for magazine where the product names itself."""
    for line in page.visible.lines:
        if line.area & Area.HEADER:
            match = re.search(r"\btạp\s+chí\b", page.visible.line_text(line), re.I)
            if match:
                return Hit(line.start + match.start(), line.start + match.end(), "tạp chí")
    return None


def _labelled(visible: Visible, pattern: re.Pattern[str]) -> Hit | None:
    """Find a short line or link that carries a label."""
    for line in visible.lines:
        if line.end - line.start <= _SECTION_LIMIT and not line.area & Area.COMMENTS:
            match = pattern.search(visible.line_text(line))
            if match:
                return Hit(line.start + match.start(), line.start + match.end(), fold(visible.line_text(line)))
    for link in visible.links:
        match = pattern.search(visible.text[link.start : link.end]) if link.end - link.start <= _SECTION_LIMIT else None
        if match:
            words = fold(visible.text[link.start : link.end])
            return Hit(link.start + match.start(), link.start + match.end(), words)
    return None


def _fixed_sections(page: Page) -> Hit | None:
    """Find the links that are named as the sections of a newspaper."""
    visible = page.visible
    names: dict[str, tuple[int, int]] = {}
    for link in visible.links:
        words = visible.text[link.start : link.end].strip()
        if fold(words) in SECTION_NAMES:
            names.setdefault(" ".join(words.split()), (link.start, link.end))
    if len(names) < _SECTIONS_MINIMUM:
        return None
    start, end = next(iter(names.values()))
    return Hit(start, end, "; ".join(names))


def _newsroom_words(page: Page) -> Hit | None:
    """Find the words of a newsroom in the frame of the page."""
    hits = [
        (line.start + match.start(), line.start + match.end(), fold(match[0]))
        for line in _framing(page.visible)
        for match in _NEWSROOM.finditer(page.visible.line_text(line))
    ]
    if not hits:
        return None
    return Hit(hits[0][0], hits[0][1], "; ".join(dict.fromkeys(words for _, _, words in hits)))


def _special_pages(page: Page) -> Hit | None:
    """Find the addresses that are labelled as special pages."""
    found = []
    for link in page.visible.links:
        words = page.visible.text[link.start : link.end]
        if _SPECIAL.search(words) and link.href.strip():
            found.append((link.start, link.end, urljoin(page.url, link.href.strip())))
    if not found:
        return None
    return Hit(found[0][0], found[0][1], " ".join(dict.fromkeys(address for _, _, address in found)))
