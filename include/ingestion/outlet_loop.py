"""One loop over outlets for every stage that asks them: a failure at one outlet stops none of the others."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import datetime

from include.archive.writer import open_day
from include.errors import BUGS, PressError, StoreBusyError, UnfinishedError
from include.fetching.access import open_fetcher
from include.fetching.fetch import Fetcher
from include.fetching.robots import Robots
from include.ingestion.collect import CollectMode, Collector
from include.outlets import registry
from include.outlets.profile import Profile
from include.periods.days import local_day

logger = logging.getLogger(__name__)
Connect = Callable[[Profile], Fetcher]
FAULTS = (PressError, OSError, *BUGS)
NAMED = 10  # outlets that a failure names; the log has them all


def for_each_outlet(
    profiles: Sequence[Profile], act: Callable[[Profile, Fetcher], Counter[str]], connect: Connect | None = None
) -> Counter[str]:
    """Act on one outlet after the other, each with a fetcher of its own that is closed afterwards.

    Args:
        profiles: The outlets.
        act: What is done with one outlet; returns what is to be counted.
        connect: What opens an outlet's fetcher.

    Returns:
        The sum of all counts, with ``outlets`` and ``requests``.

    Raises:
        UnfinishedError: Something of ours broke for some outlets; the work on all others is done.
    """
    counts: Counter[str] = Counter(outlets=len(profiles))
    failures: dict[str, Exception] = {}
    for profile in profiles:
        try:
            with closing((connect or open_fetcher)(profile)) as fetcher:
                try:
                    counts.update(act(profile, fetcher))
                finally:
                    counts["requests"] += fetcher.requests
        except FAULTS as error:
            logger.exception("%s: failed; the other outlets go on", profile.outlet_id)
            failures[profile.outlet_id] = error
    if failures:
        named = ", ".join(list(failures)[:NAMED]) + (", …" if len(failures) > NAMED else "")
        first = next(iter(failures.values()))
        raise UnfinishedError(
            f"{len(failures)} of {len(profiles)} outlets failed: {named}. The first with: {first}",
            hint="Read each one's failure above in this log; press doctor finds a full disk or a damaged archive.",
        ) from first
    return counts


def ask_followed(
    ask: Callable[[Collector], Counter[str]],
    now: datetime,
    connect: Connect | None = None,
    outlet_ids: Collection[str] | None = None,
) -> Counter[str]:
    """Run one step for every followed outlet, live, with the archive of today's local day open.

    Args:
        ask: What is asked of one outlet; returns what is to be counted.
        now: The present instant.
        connect: What opens an outlet's fetcher.
        outlet_ids: The outlets to ask; every followed one when left out.

    Returns:
        The sum of all counts, with ``outlets``, ``requests`` and ``busy``: outlets another process is writing.

    Raises:
        UnfinishedError: Something of ours broke for some outlets; all others were asked.
    """

    def act(profile: Profile, fetcher: Fetcher) -> Counter[str]:
        """Ask one outlet, unless another process is writing its archive: the next run comes soon."""
        try:
            with open_day(profile.outlet_id, local_day(now)) as writer:
                return ask(Collector(profile, fetcher, Robots(fetcher), writer, CollectMode.LIVE, set()))
        except StoreBusyError:
            return Counter(busy=1)

    followed = [one for one in registry.followed() if outlet_ids is None or one.outlet_id in outlet_ids]
    return for_each_outlet(followed, act, connect)
