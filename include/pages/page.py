"""One answer as a page: decoded once, parsed once, shared by extraction and observation."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree, html

from include.pages.boundary import reads
from include.pages.charset import decode
from include.pages.comment_lines import mark_comments
from include.pages.furniture import furniture
from include.pages.outline import Outline
from include.pages.reader_comments import comment_elements
from include.pages.visible import Visible, read_visible
from include.text import clean

_HIDDEN_LIMIT = 200  # elements; a masthead and an article's end are among the last
_STYLE = "contains(translate(@style, ' ', ''), '{}')"
_HIDDEN = (
    "//noscript | //template | //textarea | //select | //button | //svg[.//text] | //*[@hidden]"
    f" | //*[{_STYLE.format('display:none')} or {_STYLE.format('visibility:hidden')}]"
)
TAGS_LIMIT = 100_000  # several times the most that real pages hold


@dataclass(frozen=True)
class Page:
    """A decoded page; its tree and its visible text are made when first asked for.

    Attributes:
        url: Address it came from.
        source: Decoded body in NFC; offsets of snippets count its characters.
        charset: Character set the body was read in.
    """

    url: str
    source: str
    charset: str

    @cached_property
    def tree(self) -> html.HtmlElement:
        """The parsed page; shared, so never altered."""
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
        try:
            return html.document_fromstring(self.source.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            return html.document_fromstring("<html><body></body></html>")

    @cached_property
    def outline(self) -> Outline:
        """What the elements of the tree are called and hold."""
        return Outline(self.tree)

    @cached_property
    def comments(self) -> frozenset[Any]:
        """The elements of the tree that are places for readers' comments."""
        return frozenset(comment_elements(self.tree, self.outline))

    @cached_property
    def furniture(self) -> frozenset[Any]:
        """The outermost elements of the tree that are no part of an article."""
        return frozenset(furniture(self.tree, self.outline))

    @cached_property
    def hidden(self) -> tuple[Any, ...]:
        """The last elements that a browser may not show, in their order: what they hold was not seen to be missing."""
        return tuple(self.tree.xpath(_HIDDEN)[-_HIDDEN_LIMIT:])

    @cached_property
    def visible(self) -> Visible:
        """What a reader sees, with the way back to the source."""
        return mark_comments(read_visible(self.source), self.source)


@reads
def open_page(body: bytes, url: str, content_type: str = "", legacy_charset: str = "") -> Page:
    """Return a body as a page.

    Args:
        body: Decompressed bytes.
        url: Address it came from.
        content_type: The Content-Type header.
        legacy_charset: Character set the outlet's profile declares for old pages.

    Raises:
        ValueError: It holds more tags than could be parsed without exhausting this computer.
    """
    source, charset = decode(body, content_type, legacy_charset)
    if source.count("<") > TAGS_LIMIT:
        raise ValueError(f"The page holds more than {TAGS_LIMIT} tags.")
    return Page(url, clean(source), charset)
