"""The archived page behind a finding, made inert: its words in their order, comments struck out, the passage marked.

What is shown is built from a short list of elements without a single attribute, so that nothing of a hostile page
is left that could run, load or lead anywhere; the answer forbids it once more.
"""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from include.archive.facts import Capture
from include.archive.index import read_index
from include.archive.reader import read
from include.pages.page import open_page
from include.pages.reader_comments import comment_elements
from include.periods.days import local_day
from include.review.cases import Finding

KEPT = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "blockquote",
        "figure",
        "figcaption",
        "address",
        "strong",
        "em",
        "b",
        "i",
        "span",
        "time",
        "br",
    ]
)
DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "video",
        "audio",
        "picture",
        "img",
        "link",
        "meta",
        "base",
        "input",
        "button",
        "select",
        "textarea",
        "option",
        "head",
        "title",
    ]
)
EMPTY = frozenset({"br"})
VOID = frozenset({"embed", "img", "input", "link", "meta", "base", "frame"})
"""Elements that hold nothing: what the parser hangs below one, as it does with ``embed``, is the page's own."""
TAG = re.compile(r"(<[^>]*>)")
COMMENTS_STRUCK = "<p>[bình luận đã được lược bỏ]</p>"
DEPTH = 200  # deeper pages are cut: no page that people read is


def capture_of(finding: Finding, capture_id: str | None, at: datetime | None) -> Capture | None:
    """Return a capture that a finding names, if the archive still holds it."""
    days = {finding.finding_date, *((local_day(at),) if at else ())}
    captures = (one for day in sorted(days) for one in read_index(finding.outlet_id, day).captures)
    return next((one for one in captures if one.capture_id == capture_id), None) if capture_id else None


def inert_page(capture: Capture, passage: str | None) -> str:
    """Return the archived page of a capture as inert HTML.

    Args:
        capture: The capture.
        passage: The words that a finding rests on, to be marked; none for an absence.

    Raises:
        ArchiveError: The archive no longer holds the page, or not as it was received.
    """
    page = open_page(read(capture).body, capture.final_url, capture.content_type)
    tree = page.tree
    struck = dict.fromkeys(comment_elements(tree), COMMENTS_STRUCK)
    parts: list[str] = []
    body = tree.find(".//body")
    write_inert(tree if body is None else body, struck, parts)
    return _document("".join(parts), passage)


def write_inert(element: Any, struck: Mapping[Any, str], parts: list[str], depth: int = 0) -> None:
    """Write an element and what it holds, tags without attributes; what follows it is the caller's.

    Args:
        element: An element of a page's tree.
        struck: Elements that are left out, with what stands in their place.
        parts: What is written to.
        depth: How deep the element lies below the first.
    """
    if not isinstance(element.tag, str) or element.tag in DROPPED - VOID or depth > DEPTH:
        return
    if element in struck:
        parts.append(struck[element])
        return
    tag = element.tag if element.tag in KEPT else ""
    parts.append(f"<{tag}>" if tag else "")
    parts.append(html.escape(element.text or ""))
    for child in element:
        write_inert(child, struck, parts, depth + 1)
        parts.append(html.escape(child.tail or ""))
    parts.append(f"</{tag}>" if tag and tag not in EMPTY else "")


def _document(body: str, passage: str | None) -> str:
    """Return a whole page around what was kept, with the first place of the passage marked."""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bản lưu</title></head>'
        f"<body>{marked(body, passage)}</body></html>"
    )


def marked(body: str, passage: str | None) -> str:
    """Return inert HTML with the first place of a passage marked, in its words and never inside a tag."""
    wanted = passage.strip() if passage else ""
    pieces = TAG.split(body)
    for place in range(0, len(pieces), 2):  # between two tags
        before, found, after = html.unescape(pieces[place]).partition(wanted) if wanted else ("", "", "")
        if found:
            pieces[place] = f"{html.escape(before)}<mark>{html.escape(found)}</mark>{html.escape(after)}"
            break
    return "".join(pieces)
