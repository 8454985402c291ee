"""The boundary of this package: any bug that a page triggers in our own readers leaves it as one typed error."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from include.errors import BUGS, ReadingError

P = ParamSpec("P")
R = TypeVar("R")


def reads(function: Callable[P, R]) -> Callable[P, R]:
    """Return a reader that raises ReadingError, with the bug as its cause, where it would have raised a bare bug."""

    @wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except BUGS as error:
            raise ReadingError(f"{type(error).__name__}: {error}") from error

    return read
