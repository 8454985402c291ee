"""What a page says of itself in JSON-LD, however carelessly it is written."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from include.pages.blocks import one_line

Item = dict[str, Any]
_ARTICLES = re.compile(r"(?:article|posting|report|review|story)$", re.I)
_RANKS = (
    ("article", _ARTICLES),
    ("video", re.compile(r"^(?:video|audio)object$", re.I)),
    ("page", re.compile(r"page$", re.I)),
)
_WRAPPED = re.compile(
    r"^\s*(?:/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[|<!--)|(?:/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|-->)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SALVAGED = ("datePublished", "dateModified", "uploadDate", "headline", "articleSection", "@type")
_LONGEST = 500_000  # characters of one script: real ones hold a few thousand
_DEPTH = 4
_MOST = 200  # objects of one page


@dataclass(frozen=True)
class Linked:
    """What was found: the object that describes the article, and the page's path of sections.

    Attributes:
        article: The best object that describes the article; empty where there is none.
        kind: What it is: ``article``, ``video`` (perhaps only embedded) or ``page``; empty where there is none.
        crumbs: Names in the path from the home page.
    """

    article: Item = field(default_factory=dict)
    kind: str = ""
    crumbs: tuple[str, ...] = ()

    def text(self, name: str) -> str | None:
        """Return a property that is a text, or the first text of a list."""
        value = self.article.get(name)
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str) and item.strip()), None)
        return value.strip() or None if isinstance(value, str) else None

    def authors(self) -> Iterator[tuple[str, str]]:
        """Yield kind and name of each author, for counting only."""
        declared = self.article.get("author")
        for item in declared if isinstance(declared, list) else [declared]:
            if isinstance(item, dict):
                yield str(item.get("@type") or "").lower(), one_line(str(item.get("name") or "")) or ""
            elif isinstance(item, str):
                yield "", one_line(item) or ""


def read(tree: HtmlElement) -> Linked:
    """Return what the JSON-LD of a page says of it."""
    items = [item for script in _scripts(tree) for item in _items(script)][:_MOST]
    crumbs = next((names for item in items if (names := _crumbs(item))), ())
    for kind, pattern in _RANKS:
        fitting = [item for item in items if any(pattern.search(name) for name in _types(item))]
        dated = [item for item in fitting if item.get("datePublished") or item.get("uploadDate")]
        if dated or (fitting and kind == "article"):
            return Linked((dated or fitting)[0], kind, crumbs)
    return Linked(crumbs=crumbs)


def _scripts(tree: HtmlElement) -> Iterator[str]:
    """Yield the contents of the page's JSON-LD scripts."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _LONGEST:
            yield script.text


def _items(source: str) -> list[Item]:
    """Return the objects of one script; of one that is no JSON, what its properties still say."""
    plain = _WRAPPED.sub("", source.strip()).strip().rstrip(";")
    for text in (plain, _TRAILING_COMMA.sub(r"\1", plain)):
        try:
            return list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue
    return list(_salvage(plain))


def _salvage(source: str) -> Iterator[Item]:
    """Yield one object of the properties that can still be read in broken JSON; the first of a name counts."""
    found: Item = {}
    for name in _SALVAGED:
        match = re.search(rf'"{re.escape(name)}"\s*:\s*\[?\s*"((?:[^"\\\n]|\\.){{0,300}})"\s*[,\]}}\n]', source)
        if match:
            found[name] = match[1].replace('\\"', '"').replace("\\/", "/")
    if found:
        yield {"@type": "NewsArticle"} | found


def _objects(data: Any, depth: int = 0) -> Iterator[Item]:
    """Yield the objects of a document: lists, graphs and main entities included, parts of an object not."""
    if depth > _DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(name), depth + 1)


def _types(item: Item) -> list[str]:
    """Return the types of an object."""
    kinds = item.get("@type")
    return [str(name).rsplit("/", 1)[-1] for name in (kinds if isinstance(kinds, list) else [kinds]) if name]


def _crumbs(item: Item) -> tuple[str, ...]:
    """Return the names of a path, in their order."""
    path = item if "BreadcrumbList" in _types(item) else item.get("breadcrumb")
    steps = path.get("itemListElement") if isinstance(path, dict) else None
    names = []
    for step in steps if isinstance(steps, list) else ():
        inner = step.get("item") if isinstance(step, dict) else None
        name = (step.get("name") if isinstance(step, dict) else None) or (
            inner.get("name") if isinstance(inner, dict) else None
        )
        if isinstance(name, str) and name.strip():
            names.append(one_line(name) or "")
    return tuple(names)
