"""What may show an article's credit although it is not visible text: hidden elements, attributes, frames."""

import html
import re
from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import unquote, urlsplit

from include.observing.crediting import wordings
from include.observing.crediting.names import NameKind, Names
from include.observing.crediting.originals import is_elsewhere
from include.pages.areas import address_of, names_of
from include.pages.page import Page
from include.pages.styles import drawn_words

_ELEMENTS_LIMIT = 200
_PIECES_LIMIT = 2_000
_ADDRESS = re.compile(r"https?://[^\s\"'<>)\]]+")
_LENGTH_LIMIT = 120  # characters: a longer text is no credit
_HELD = re.compile(
    r"""\sdata-(?:source|nguon|origin|credit|link-?goc)(?:-(?:name|title|url|link|text))?\s*=\s*["']([^"'<>]{3,200})["']""",
    re.I,
)
_STATED = re.compile(
    r"""<meta\s[^<>]{0,80}(?:original-source|syndication-source|["']source["'])[^<>]{0,40}content\s*=\s*["']([^"'<>]{3,200})"""
    r"""|"(?:sourceOrganization|isBasedOn(?:Url)?)"\s*:\s*(?:\{[^{}]{0,200}"(?:name|url|@id)"\s*:\s*)?"([^"]{3,200})""",
    re.I,
)
_FRAMED = re.compile(r"""<iframe\b[^<>]{0,300}?src\s*=\s*["']?[^"'\s<>]{0,200}(?:nguon|source|credit|origin)""", re.I)
_ANCHOR = re.compile(r"<a\b([^<>]{0,600})>", re.I)
_SPOKEN = re.compile(
    r"""\s(?:alt|title|aria-label|data-[\w-]{1,30})\s*=\s*(?:"([^"<>]{3,200})"|'([^'<>]{3,200})')""", re.I
)
_MUTE_ANCHOR = re.compile(
    r"<a\b([^<>]{0,600})>((?:[^\w<>&]++|&#?\w{1,8};|<(?!/a\b|a\b)[^<>]{0,600}+>){0,30})</a\s*>", re.I
)
_BANNER = re.compile(
    r"(?:^|[\s_\"'/-])(?:adv?|ads|adsense|advert\w*|banner\w*|qc|quang-?cao|sponsor\w*|promo\w*|share\w*|social\w*|follow\w*|app"
    r"|icon-\w*|btn-share)(?:$|[\s_\"'/.-]|\d)",
    re.I,
)
_HELD_BY = re.compile(  # any attribute but that of an anchor, whose words are read
    r"""\s(?!href\s*=)([\w:-]{2,40})\s*=\s*(?:"([^"<>]{8,600})"|'([^'<>]{8,600})')""", re.I
)
_MEDIA = re.compile(
    r"src|img|image|thumb|poster|bg|background|photo|video|audio|media|file|lazy|share|full|zoom|large|avatar|style"
    r"|item(?:type|id|prop)|xmlns|vocab|typeof|prefix|class",
    re.I,
)
_KEPT = re.compile(  # what a script holds of the article's source
    r"""["'](?:source|nguon|original|origin(?=_?(?:url|link|name))|publisher|copyright|agency)_?-?(?:name|title|url|link|site|tin|goc|bai|owner)?\\?["']"""
    r"""\s*:\s*\\?["']([^"'<>{}]{3,200})["']""",
    re.I,
)
_KEPT_IN = re.compile(  # the same where the source is an object; quotes may be escaped, as in data within a string
    r"""["'](?:source|nguon|original|origin|agency)_?-?(?:site|tin|goc|bai|owner)?\\?["']\s*:\s*\{([^{}]{5,600})\}""",
    re.I,
)
_NAMED_IN = re.compile(r"""["'](?:name|title|url|link|site)\\?["']\s*:\s*\\?["']([^"'<>{}]{3,200})["']""", re.I)
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.I)
_PASSED_ON = re.compile(
    r"""\shref\s*=\s*["']?([^"'\s<>]{0,200}[?&=/](?:https?%3A%2F%2F|https?://)[^"'\s<>]{4,400})""", re.I
)
_STANDS_FOR = re.compile(
    r"""<link\b[^<>]{0,200}?\brel\s*=\s*["']?canonical\b[^<>]{0,600}>|<link\b[^<>]{0,600}?\brel\s*=\s*["']?canonical\b[^<>]{0,200}>"""
    r"""|<meta\b[^<>]{0,100}?og:url["'][^<>]{0,600}>""",
    re.I,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp[34])(?:[?#]|$)", re.I)
_CALLED = re.compile(r"(?<![a-z])(?:link-?)?(?:goc|nguon|sources?|origin(?:al)?|credits?)(?![a-z])", re.I)


def may_credit_unseen(page: Page, names: Names, begin: int = 0, end: int = 0) -> bool:
    """Return whether something that no reader sees may say where an article comes from.

    Args:
        page: The open page.
        names: What names stand for.
        begin: Where the article starts in the source: there, the words of attributes are asked.
        end: Where it ends.
    """
    spoken = (words for words in spoken_words(page, begin, end) if not wordings.is_photo_credit(words, len(words)))
    if any(_is_elsewhere(_credited(words), names) for words in spoken):
        return True
    if any(_is_elsewhere(match[1], names) for match in _HELD.finditer(page.source)):
        return True
    if any(_is_elsewhere(match[1] or match[2], names) for match in _STATED.finditer(page.source)):
        return True
    if any(map(wordings.may_credit, drawn_words(page.source))):
        return True
    if any(_is_press(value, page, names) for value in islice(_kept_values(page.source), _PIECES_LIMIT)):
        return True
    return (
        bool(_FRAMED.search(page.source)) or any(map(wordings.may_credit, _hidden_lines(page))) or _draws(page, names)
    )


def _kept_values(source: str) -> Iterator[str]:
    """Yield what scripts hold as an article's source: a text, or name and address of an object; escapes are read."""
    texts = (match[1] for match in _KEPT.finditer(source))
    inner = (value for match in _KEPT_IN.finditer(source) for value in _NAMED_IN.findall(match[1]))
    for value in chain(texts, inner):
        plain = value.replace("\\/", "/") if "\\" in value else value
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain).rstrip("\\")


def _is_press(value: str, page: Page, names: Names) -> bool:
    """Return whether a script's value names another press outlet, or an address of another host."""
    if value.startswith(("http://", "https://")):
        if _FILE.search(value) or not is_elsewhere(page, value, None):  # nothing that is no address leads elsewhere
            return False
        return not names.is_own((urlsplit(value).hostname or "").removeprefix("www."))
    return names.kind_of(value) is NameKind.PRESS


def _draws(page: Page, names: Names) -> bool:
    """Return whether a drawing shows the name of another press outlet."""
    drawn = (" ".join(text.text_content().split()) for text in page.tree.iterfind(".//svg//text"))
    return any(names.kind_of(words) is NameKind.PRESS for words in islice(drawn, _ELEMENTS_LIMIT) if words)


def links_unseen(page: Page, begin: int = 0, end: int = 0) -> Iterator[str]:
    """Yield the addresses of anchors that are called after a source and may show no words.

    Args:
        page: The open page.
        begin: Where the article starts in the source: in it, every anchor without words may lead to the original,
            and so may an address in an attribute.
        end: Where it ends.
    """
    for match in _MUTE_ANCHOR.finditer(page.source, begin, max(begin, min(end, len(page.source)))):
        if not _BANNER.search(match[0]) and not _FILE.search(address_of(match[1])):
            yield address_of(match[1])
    yield from (address for words in spoken_words(page, begin, end) for address in _ADDRESS.findall(words))
    yield from _opened_addresses(page, begin, end)
    for match in _ANCHOR.finditer(page.source):
        if _CALLED.search(match[1]):
            names = names_of(match[1])
            if _CALLED.search(f"{names.get('class', '')} {names.get('id', '')}"):
                yield address_of(match[1])


def _credited(words: str) -> str:
    """Return whom words credit, or the words."""
    found = wordings.labelled(words)
    return found.who if found else words


def _opened_addresses(page: Page, begin: int, end: int) -> Iterator[str]:
    """Yield the addresses that an article's elements open when they are clicked, and those that stand for the page."""
    for match in islice(_HELD_BY.finditer(page.source, begin, max(begin, min(end, len(page.source)))), _PIECES_LIMIT):
        if not _MEDIA.search(match[1]):
            found = _ADDRESS.findall(html.unescape(match[2] or match[3]))
            yield from (address for address in found if not _FILE.search(address))
    for match in islice(
        _PASSED_ON.finditer(page.source, begin, max(begin, min(end, len(page.source)))), _ELEMENTS_LIMIT
    ):
        yield from _ADDRESS.findall(unquote(html.unescape(match[1]))[8:])  # the address that a redirector is given
    for match in islice(_STANDS_FOR.finditer(page.source), _ELEMENTS_LIMIT):
        yield from _ADDRESS.findall(match[0])


def spoken_words(page: Page, begin: int, end: int) -> Iterator[str]:
    """Yield the words of attributes that speak like a credit, in a stretch of the source."""
    for match in islice(_SPOKEN.finditer(page.source, begin, max(begin, min(end, len(page.source)))), _PIECES_LIMIT):
        words = html.unescape(match[1] or match[2]).strip()
        if wordings.labelled(words) or wordings.may_credit(words):
            yield words


def _is_elsewhere(value: str, names: Names) -> bool:
    """Return whether a value names somebody but the outlet itself."""
    words = value.strip()
    return any(letter.isalpha() for letter in words) and names.kind_of(words) not in (NameKind.OWN, NameKind.NOBODY)


def _hidden_lines(page: Page) -> Iterator[str]:
    """Yield the short texts of elements that a browser may not show."""
    for element in page.hidden:
        for piece in islice(element.itertext(), _ELEMENTS_LIMIT):
            words = " ".join(piece.split())
            if 5 <= len(words) <= _LENGTH_LIMIT:
                yield words
