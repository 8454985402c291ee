"""A source of choices that a seed decides, and the wordings to choose from."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
_WORDS = Path(__file__).with_name("words.yml")


@cache
def words() -> dict[str, Any]:
    """Return the wordings of drawn cities."""
    found: dict[str, Any] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


class Chance:
    """Choices that depend on the seed alone."""

    def __init__(self, *seed: object) -> None:
        """Begin at a seed."""
        self._random = random.Random("|".join(map(str, seed)))  # noqa: S311 - layouts are no secrets

    def one(self, options: Sequence[T]) -> T:
        """Return one of several."""
        return self._random.choice(options)

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """Return up to a number of different ones, in any order."""
        return self._random.sample(options, self._random.randint(0, min(most, len(options))))

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """Return all of them in any order."""
        return self._random.sample(options, len(options))

    def number(self, first: int, last: int) -> int:
        """Return a whole number between two, both included."""
        return self._random.randint(first, last)

    def happens(self, share: float) -> bool:
        """Return true in this share of all cases."""
        return self._random.random() < share
