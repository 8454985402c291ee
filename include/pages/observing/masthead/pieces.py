"""Cuts a stretch of a masthead into pieces: at signs that always part, and where something else recognisably starts."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from include.pages.observing.masthead import shapes
from include.pages.observing.masthead.folding import fold

SEPARATORS = r"[|;•·▪►●■◆★☆✦✔➤→*»«¦║☎☏✆✉📞📱📧📨📩📍🏠📠🖷🌐👤🏢]|\s/\s(?!\s*G[PXC])|\s//\s|\t"
_HARD = re.compile(SEPARATORS)
_SOFT = re.compile(r"\s+[-–—~]+\s+|\s[-–—]|[-–—]\s|\.\s+|,\s*|\s+\(")
_ABBREVIATION = re.compile(r"(?:^|[\s,(])(?:tp|t\.p|p|q|h|tx|tt|st|ths|ts|pgs|gs|bs|ls|cty|cp|mr|ms|no|đ|c|[a-zđ])$")
_EDGES = " \t\n.,:;-–—|•·*/\"'“”()[]_"


class Span(NamedTuple):
    """A stretch of the visible text."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the blanks and signs at its edges; a bracket stays where its partner is inside."""
    while start < end and text[start] in _EDGES and not (text[start] in "(+" and ")" in text[start:end]):
        start += 1
    while end > start and text[end - 1] in _EDGES and not (text[end - 1] == ")" and "(" in text[start:end]):
        end -= 1
    return Span(start, end)


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces between signs that always part, trimmed and without empty ones."""
    position = start
    for sign in [*_HARD.finditer(text, start, end), None]:
        span = trimmed(text, position, sign.start() if sign else end)
        if span.start < span.end:
            yield span
        position = sign.end() if sign else end


def cut(text: str, span: Span, opens: Callable[[str], bool]) -> tuple[Span, Span]:
    """Return a piece up to where something else starts behind a dash, comma, bracket or full stop, and the rest.

    Args:
        text: The visible text.
        span: The piece.
        opens: Whether a text starts with something else.
    """
    for sign in _SOFT.finditer(text, span.start, span.end):
        rest = trimmed(text, sign.end(), span.end)
        if sign[0].startswith(".") and _ABBREVIATION.search(fold(text[span.start : sign.start()])):
            continue
        if rest.start < rest.end and (ends_sentence(text, sign) or opens(text[rest.start : rest.end])):
            return trimmed(text, span.start, sign.start()), rest
    return span, Span(span.end, span.end)


def ends_sentence(text: str, sign: re.Match[str]) -> bool:
    """Return whether a sign is a full stop before a new sentence."""
    return sign[0].startswith(".") and text[sign.end() : sign.end() + 1].isupper()


def opens_other(rest: str) -> bool:
    """Return whether a text opens with an address, a telephone, a mailbox or a licence: the end of any name."""
    number = shapes.dialled(rest)
    mail = shapes.email(rest)
    licence = shapes.licence_number(rest)
    return (
        (number is not None and number.start < 3)
        or (mail is not None and mail.start == 0)
        or (licence is not None and licence.start < 4)
        or shapes.is_address(rest)
    )


def opens_contact(rest: str) -> bool:
    """Return whether a text opens with a telephone or a mailbox: the end of an address."""
    number, mail = shapes.dialled(rest), shapes.email(rest)
    return (number is not None and number.start < 3) or (mail is not None and mail.start == 0)


def opens_organisation(rest: str) -> bool:
    """Return whether a text opens with an organisation or any of the rest: the end of a slogan or a site's name."""
    return shapes.is_body(rest) or opens_other(rest)
