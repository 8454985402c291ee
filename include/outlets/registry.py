"""All outlet profiles of this installation."""

from collections.abc import Collection
from functools import cache

from include.errors import ProfileError
from include.outlets.profile import Profile, read_profile
from include.settings import settings


@cache
def profiles() -> dict[str, Profile]:
    """Return every profile by outlet id; one wrong profile stops the work before it starts.

    Raises:
        ProfileError: A profile is wrong, two outlets share a feed, or there is no profile at all.
    """
    paths = sorted(settings().profiles.glob("[!.]*.yml"))  # what editors leave there begins with a dot
    found = {path.stem: read_profile(path) for path in paths}
    if not found:
        raise ProfileError(
            f"{settings().profiles} holds no profile.", hint="Add <outlet_id>.yml or set PRESS_PROFILES."
        )
    owners: dict[str, str] = {}
    for profile in found.values():
        for feed in (*profile.feeds, *profile.sitemaps):
            if owners.setdefault(feed, profile.outlet_id) != profile.outlet_id:
                raise ProfileError(
                    f"{profile.outlet_id}.yml: {feed} is also declared by {owners[feed]}.",
                    hint="Remove it from one of them.",
                )
    return found


def profile(outlet_id: str) -> Profile:
    """Return one outlet's profile.

    Raises:
        ProfileError: There is none.
    """
    try:
        return profiles()[outlet_id]
    except KeyError:
        raise ProfileError(f"No outlet is called {outlet_id}.", hint=f"Look in {settings().profiles}.") from None


def owner(address: str) -> Profile | None:
    """Return the profile on whose domains an address lies, or nothing; an installation may have no profile yet."""
    try:
        return next((profile for profile in profiles().values() if profile.owns(address)), None)
    except ProfileError:
        return None


def followed() -> list[Profile]:
    """Return the profiles of all outlets that are collected, by id."""
    return [profile for profile in profiles().values() if profile.is_followed]


def batches(size: int = 1, only: Collection[str] = ()) -> list[list[str]]:
    """Return the ids of the followed outlets, or of some of them, in batches; Airflow maps at most 1,024 of them.

    Raises:
        ProfileError: One of those asked for is not followed.
    """
    ids = [profile.outlet_id for profile in followed()]
    strangers = sorted(set(only) - set(ids))
    if strangers:
        raise ProfileError(
            f"Not followed: {', '.join(strangers)}.", hint="Give ids of outlets that are followed, or none for all."
        )
    ids = [outlet_id for outlet_id in ids if not only or outlet_id in only]
    size = max(size, -(-len(ids) // 1000))
    return [ids[start : start + size] for start in range(0, len(ids), size)]
