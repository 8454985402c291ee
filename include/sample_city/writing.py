"""Writes the city's articles: sentences by hand, chosen and filled at random from a fixed seed."""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from include.sample_city.declaration import read_yaml

TOPICS = (
    "health", "traffic", "culture", "education", "economy", "sport", "environment", "science", "law", "society",
)  # fmt: skip
SENTENCES = 9
SHINGLE_SYLLABLES = 5  # as the reprint classifier compares texts
OVERLAP_LIMIT = 0.15  # half of the containment from which a pair counts as a reprint
TRIES = 100
ABOLITION_OF_DISTRICTS = date(2025, 7, 1)
_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A written text that nobody has published yet."""

    topic: str
    section: str
    slug: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]


@cache
def _topic(name: str) -> dict[str, Any]:
    """Return the hand-written parts of one topic."""
    parts: dict[str, Any] = read_yaml(f"texts/{name}.yml")
    return parts


@cache
def places(day: date) -> tuple[str, ...]:
    """Return the units of the city as they were called on a day."""
    return tuple(read_yaml("texts/places.yml")["from_2025" if day >= ABOLITION_OF_DISTRICTS else "before_2025"])


def lot(*parts: object) -> random.Random:
    """Return a source of choices that depends on the parts alone."""
    return random.Random("|".join(map(str, parts)))  # noqa: S311


class Writer:
    """Writes drafts none of which resembles an earlier one by accident."""

    def __init__(self) -> None:
        """Begin with an empty desk."""
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._titles: set[str] = set()

    def write(self, seed: str, day: date) -> Draft:
        """Write a draft for a day: the first one drawn whose title and wording are unlike all before.

        Raises:
            RuntimeError: The sentences are too few for the articles asked for.
        """
        for attempt in range(TRIES):
            draft = _draw(lot(seed, attempt), day)
            shingles = shingles_of(" ".join((draft.summary, *draft.paragraphs)))
            if draft.title not in self._titles and self._overlap(shingles) < OVERLAP_LIMIT:
                self._keep(draft, shingles)
                return draft
        raise RuntimeError(f"no draft for {seed} is unlike the others")

    def _overlap(self, shingles: set[str]) -> float:
        """Return the largest share that a text has in common with an earlier one."""
        shared = Counter(number for shingle in shingles for number in self._holders.get(shingle, ()))
        return max((hits / min(len(shingles), self._sizes[number]) for number, hits in shared.items()), default=0.0)

    def _keep(self, draft: Draft, shingles: set[str]) -> None:
        """Remember a draft's wording."""
        self._titles.add(draft.title)
        for shingle in shingles:
            self._holders[shingle].append(len(self._sizes))
        self._sizes.append(len(shingles))


def shingles_of(text: str) -> set[str]:
    """Return the runs of five syllables of a text."""
    syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return {" ".join(syllables[i : i + SHINGLE_SYLLABLES]) for i in range(len(syllables) - SHINGLE_SYLLABLES + 1)}


def _draw(chance: random.Random, day: date) -> Draft:
    """Draw one draft."""
    topic = chance.choice(TOPICS)
    parts = _topic(topic)
    fill = _filler(chance, parts["organisations"], places(day))
    sentences = [fill(sentence) for sentence in chance.sample(parts["sentences"], SENTENCES)]
    summary, body = sentences[0], sentences[1:]
    cuts = [0, *sorted(chance.sample(range(2, len(body) - 1), 2)), len(body)]
    paragraphs = tuple(" ".join(body[a:b]) for a, b in pairwise(cuts))
    title = fill(chance.choice(parts["titles"]))
    return Draft(topic, parts["section"], parts["slug"], title, summary, paragraphs)


def _filler(chance: random.Random, organisations: list[str], wards: tuple[str, ...]) -> Callable[[str], str]:
    """Return the function that fills choices and slots; an article speaks of one organisation and two places."""
    organisation, (near, far) = chance.choice(organisations), chance.sample(wards, 2)
    slots: dict[str, Callable[[], str]] = {
        "org": lambda: organisation,
        "ward": lambda: near if chance.random() < 0.7 else far,
        "n": lambda: str(chance.randint(3, 48)),
        "big": lambda: str(chance.randint(11, 96) * 10),
        "pct": lambda: f"{chance.randint(3, 42)}%",
    }

    def fill(template: str) -> str:
        text = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), template)
        text = _SLOT.sub(lambda match: slots[match[1]](), text)
        return text[:1].upper() + text[1:]

    return fill


def plain_slug(text: str) -> str:
    """Return a text as part of an address: without marks, words joined by hyphens."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))
