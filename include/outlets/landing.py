"""Lands the outlet profiles as they stand, so that the warehouse knows who is followed."""

import hashlib
import logging
from datetime import date
from typing import Any

from include.landing import store
from include.outlets.profile import Profile
from include.outlets.registry import profiles

logger = logging.getLogger(__name__)


def land_profiles(day: date) -> dict[str, Any]:
    """Replace the landing of the profiles of one day and return how many there are.

    Raises:
        ProfileError: A profile is wrong.
    """
    rows = [_row(profile, day) for profile in profiles().values()]
    store.write("outlet_profiles", day, rows)
    store.write("outlet_domains", day, [row for profile in profiles().values() for row in _domains(profile, day)])
    counts = {"profiles": len(rows), "followed": sum(row["is_followed"] for row in rows)}
    logger.info("profiles: %(profiles)d landed, %(followed)d followed", counts)
    return counts


def _row(profile: Profile, day: date) -> dict[str, Any]:
    """Return the row of one profile."""
    return {
        "outlet_id": profile.outlet_id,
        "outlet_name": profile.name,
        "kind": profile.kind,
        "domains": " ".join(profile.domain_names()),
        "credit_names": ";".join(profile.credit_names) or None,
        "profile_sha256": hashlib.sha256(profile.model_dump_json().encode()).hexdigest(),
        "is_verified": profile.is_verified,
        "is_followed": profile.is_followed,
        "day": day,
    }


def _domains(profile: Profile, day: date) -> list[dict[str, Any]]:
    """Return a row for each domain of one profile."""
    return [
        {
            "outlet_id": profile.outlet_id,
            "kind": profile.kind,
            "domain": domain.name,
            "effective_from": domain.effective_from,
            "effective_to": domain.effective_to,
            "day": day,
        }
        for domain in profile.domains
    ]
