"""Asks one followed outlet after the other; what goes wrong with one keeps none of the others waiting."""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import closing

from include.errors import PressError, StoreBusyError, UnfinishedError
from include.fetching.access import open_fetcher
from include.fetching.fetch import Fetcher
from include.ingestion.reading import READING_ERRORS
from include.outlets import registry
from include.outlets.profile import Profile

logger = logging.getLogger(__name__)
FAULTS = (PressError, OSError, *READING_ERRORS)  # of ours; they are told once all have had their turn
NAMED = 10  # outlets that a failure names; the log has them all


def ask_followed(
    ask: Callable[[Profile, Fetcher], Counter[str]], connect: Callable[[Profile], Fetcher] | None = None
) -> Counter[str]:
    """Let every followed outlet have its turn.

    Args:
        ask: What is asked of one outlet; returns what is to be counted.
        connect: What opens an outlet's fetcher.

    Returns:
        What the turns counted, with ``outlets`` and, of those another process is writing, ``busy``.

    Raises:
        UnfinishedError: Something of ours broke in the turn of an outlet; all the others have had theirs.
    """
    counts: Counter[str] = Counter()
    failures: dict[str, Exception] = {}
    for profile in registry.followed():
        counts["outlets"] += 1
        try:
            with closing((connect or open_fetcher)(profile)) as fetcher:
                counts.update(ask(profile, fetcher))
        except StoreBusyError:
            counts["busy"] += 1
        except FAULTS as error:
            logger.exception("%s could not be asked", profile.outlet_id)
            failures[profile.outlet_id] = error
    if failures:
        named = ", ".join(list(failures)[:NAMED]) + (", …" if len(failures) > NAMED else "")
        raise UnfinishedError(
            f"{len(failures)} of {counts['outlets']} outlets could not be asked: {named}.",
            hint="Read each one's failure above in this log; press doctor tells of a full disk or a damaged archive.",
        ) from next(iter(failures.values()))
    return counts
