"""Recognises the city's units in a text by what stands around their names.

A name alone proves little: wards are called like persons, streets, bridges, hospitals and places of other provinces. It
counts after its kind, in a list, beside the city's name, or where only a place can stand; each has its own confidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from include.classification.admitted import Article
from include.classification.places.gazetteer import Unit, by_name, elsewhere, is_surname, needs_kind, spelling, version

AFTER_KIND, BESIDE_CITY, AFTER_PREPOSITION = 0.97, 0.93, 0.8
SNIPPET_CHARACTERS = 40

_CAPITAL = f"[{''.join(chr(point) for point in range(65, 0x1EFF) if chr(point).isupper() and chr(point).isalpha())}]"
_WORD = rf"{_CAPITAL}\w*"
_NAME = rf"{_WORD}(?: (?:- )?{_WORD})*"
_KIND = r"(?:[Pp]hường|PHƯỜNG|[Xx]ã|XÃ|[Qq]uận|QUẬN|[Hh]uyện|HUYỆN|[Tt]hị xã|THỊ XÃ|(?<![\w.])(?:P|Q|H|TX)\.)"
_LISTED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?P<gap>\s?)(?P<names>{_NAME}(?:(?:, | và |; |, và | - | hoặc ){_NAME})*)"
)
_KIND_OF = {"p.": "phường", "q.": "quận", "h.": "huyện", "tx.": "thị xã"}
_CITY = re.compile(r"^\s*[,(\-]?\s*(?:[Tt]hành phố |TP\.? ?|[Tt]hủ đô )?(?:Hà Nội|HÀ NỘI)")
_CHAIN = re.compile(
    r"^(?:\s*(?:,|\(|-|thuộc|của|ở|tại)\s*"
    r"(?:[Pp]hường|[Xx]ã|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hị trấn|[Tt]ỉnh|[Tt]hành phố|TP\.?)?\s*"
    rf"(?P<place>{_NAME})(?: cũ)?)"
)
_PLACE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:[Tt]ại|[Ởở]|[Vv]ề|[Đđ]ến|[Kk]hu vực|[Đđ]ịa bàn|[Tt]rung tâm|UBND|HĐND|MTTQ|[Đđ]ảng ủy|[Cc]ông an|"
    r"[Nn]gười dân|[Nn]hân dân|[Cc]hính quyền|[Tt]ừ|[Ll]ên|[Xx]uống|[Tt]rên|[Rr]a|[Vv]ào) )$"
)
_OFFICE_BEFORE = re.compile(r"(?<!\w)(?:UBND|HĐND|MTTQ|[Đđ]ảng ủy|[Cc]ông an) $")


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text, at characters ``start`` to ``end``."""

    unit_id: str
    start: int
    end: int
    confidence: float


def _is_elsewhere(after: str) -> bool:
    """Return whether the places that follow a name lead to another province."""
    rest = after
    for _ in range(3):
        found = _CHAIN.match(rest)
        if found is None:
            return False
        place = found["place"]
        if any(place == name or place.startswith(f"{name} ") for name in elsewhere()):
            return True
        if place.startswith("Hà Nội"):
            return False
        rest = rest[found.end() :]
    return False


def _ends_in_person(words: Sequence[str]) -> bool:
    """Return whether words after a unit's name read as a person's name or as the city's."""
    return words[:2] == ["Hà", "Nội"] or (is_surname(words[0]) and 2 <= len(words) <= 5)


def _unit_at(phrase: str, kind: str, units: dict[str, tuple[Unit, ...]]) -> Unit | None:
    """Return the unit of a kind that a phrase of capitalised words names, alone or before a person's name."""
    words = phrase.split(" ")
    for length in range(len(words), 0, -1):
        for unit in units.get(" ".join(words[:length]), ()):
            if unit.kind == kind and (length == len(words) or _ends_in_person(words[length:])):
                return unit
    return None


def _title_case(phrase: str) -> str:
    """Return words written in capitals as names are written."""
    return " ".join(word[:1] + word[1:].lower() for word in phrase.split(" "))


def _shouted(phrase: str, kind: str, units: dict[str, tuple[Unit, ...]]) -> tuple[Unit, int] | None:
    """Return the unit that a phrase in capitals begins with, and the length of its name."""
    words = _title_case(phrase).split(" ")
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        for unit in units.get(name, ()):
            if unit.kind == kind:
                return unit, len(name)
    return None


def _after_kinds(text: str, units: dict[str, tuple[Unit, ...]]) -> list[Mention]:
    """Return the units named after their kind, alone or in a list."""
    found = []
    for listed in _LISTED.finditer(text):
        kind = _KIND_OF.get(listed["kind"].lower(), listed["kind"].lower())
        if not listed["gap"] and not listed["kind"].endswith("."):
            continue
        if _is_elsewhere(text[listed.end() : listed.end() + 120]) or _is_elsewhere_within(listed["names"]):
            continue
        for piece in re.finditer(_NAME, listed["names"]):
            start = listed.start("names") + piece.start()
            unit = _unit_at(piece.group(), kind, units)
            if unit is None and piece.group().isupper():
                loud = _shouted(piece.group(), kind, units)
                unit = loud[0] if loud else None
            if unit is not None:
                found.append(Mention(unit.unit_id, start, start + len(unit.name), AFTER_KIND))
    return found


def _is_elsewhere_within(names: str) -> bool:
    """Return whether a list of names runs on into another province."""
    pieces = re.split(r", | - ", names)[1:]
    return any(piece in elsewhere() for piece in pieces)


def _names_pattern(units: dict[str, tuple[Unit, ...]]) -> re.Pattern[str]:
    """Return the pattern of all names, longest first, not within a longer name."""
    names = "|".join(re.escape(name) for name in sorted(units, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\w.-])(?:{names})(?![\w])(?! {_CAPITAL}| - {_CAPITAL})")


def _stand_alone(text: str, units: dict[str, tuple[Unit, ...]], day: date) -> list[Mention]:
    """Return the units named without their kind, where only a place can stand."""
    found = []
    for named in _pattern_on(day).finditer(text):
        before, after = text[max(0, named.start() - 40) : named.start()], text[named.end() : named.end() + 120]
        confidence = _confidence(named.group(), before, after)
        candidates = units[named.group()]
        if confidence and len(candidates) == 1 and not _is_elsewhere(after):
            found.append(Mention(candidates[0].unit_id, named.start(), named.end(), confidence))
    return found


def _confidence(name: str, before: str, after: str) -> float:
    """Return how surely a name without its kind means the unit; 0 for not."""
    is_place = bool(_PLACE_BEFORE.search(before) or before.endswith("("))
    if _CITY.match(after) and (is_place or before.endswith(", ")):
        return BESIDE_CITY
    if _OFFICE_BEFORE.search(before) or (is_place and not before.endswith("(") and not needs_kind(name)):
        return AFTER_PREPOSITION
    return 0.0


_patterns: dict[date, re.Pattern[str]] = {}


def _pattern_on(day: date) -> re.Pattern[str]:
    """Return the pattern of the names in use on a day."""
    if day not in _patterns:
        _patterns[day] = _names_pattern(by_name(day))
    return _patterns[day]


def recognise(text: str, day: date) -> list[Mention]:
    """Return the units that a text names, of those that exist on a day, in the order of the text."""
    plain = spelling(text)
    units = by_name(day)
    if not units:
        return []
    mentions = {(m.start, m.unit_id): m for m in _stand_alone(plain, units, day)}
    mentions.update({(m.start, m.unit_id): m for m in _after_kinds(plain, units)})
    return [mention for _, mention in sorted(mentions.items())]


def unit_rows(text: str, day: date) -> list[dict[str, Any]]:
    """Return what a text says of each unit that it names, of those that exist on a day, ordered by unit."""
    by_unit: dict[str, list[Mention]] = {}
    for mention in recognise(text, day):
        by_unit.setdefault(mention.unit_id, []).append(mention)
    return [_unit_row(text, mentions) for _, mentions in sorted(by_unit.items())]


def _unit_row(text: str, mentions: Sequence[Mention]) -> dict[str, Any]:
    """Return what a text says of one unit: its surest mention, the earliest of equals, with the words around it."""
    best = max(mentions, key=lambda mention: (mention.confidence, -mention.start))
    around = text[max(0, best.start - SNIPPET_CHARACTERS) : best.end + SNIPPET_CHARACTERS]
    return {
        "unit_id": best.unit_id,
        "snippet": " ".join(around.split()),
        "classifier_version": version(),
        "mentions": len(mentions),
        "confidence": best.confidence,
    }


def place_rows(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return rows of article_places, without their day; an article without a publication day is read as of none."""
    return [
        {"article_id": article.article_id, **row}
        for article in articles
        if article.published_date is not None
        for row in unit_rows(article.whole, article.published_date)
    ]
