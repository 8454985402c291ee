"""The sample city collected, admitted and classified in this process: the chain's stages without Airflow between them.

It shows within a minute or two whether the verdicts are those declared; that the stages are handed on rightly is for
the chain itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from include.classification.classify import classify_days
from include.ingestion.harvest import close_days
from include.outlets import registry
from include.outlets.landing import land_profiles
from include.periods.days import days_between
from include.registers.load import load_registers
from include.sample_city import expected
from include.sample_city.declaration import DAYS, PERIODS
from include.sample_city.layout import lay_out
from include.sample_city.server import serve
from include.validation.gate import admit_days
from tests.conftest import forget


@contextmanager
def city_at(home: Path) -> Iterator[None]:
    """Serve the city and make a folder the installation that collects it."""
    server = serve("127.0.0.1", 0)
    lay_out(home / "city", server.place)
    with installed_at(home):
        yield
    server.shutdown()
    server.server_close()


@contextmanager
def installed_at(home: Path) -> Iterator[None]:
    """Make a folder the installation, which collects what is laid out in its ``city``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(home))
        patch.setenv("PRESS_REQUEST_INTERVAL_SECONDS", "0")
        for name, path in {"PROFILES": "profiles", "REGISTERS": "registers", "HOSTS_FILE": "hosts.yml"}.items():
            patch.setenv(f"PRESS_{name}", str(home / "city" / path))
        forget()
        yield
    forget()


def classify() -> None:
    """Run every stage from the registers to the classified articles on the days of the city."""
    load_registers(DAYS[-1])
    land_profiles(DAYS[-1])
    for first, last in PERIODS:
        close_days([profile.outlet_id for profile in registry.followed()], list(days_between(first, last)))
    for first, last in PERIODS:
        admit_days(list(days_between(first, last)))
        classify_days(list(days_between(first, last)))


def mismatches(found: list[dict[str, Any]]) -> list[str]:
    """Compare published verdicts with the declaration in both directions and return what differs, in words."""
    wanted = expected.verdicts()
    judged = {(row["outlet_id"], row["rule_id"], row["verdict_date"]): row for row in found}
    lacking = [f"{key}: declared, not judged" for key in wanted if key not in judged]
    beyond = [f"{key}: judged, not declared" for key in judged if key not in wanted and key[2] in DAYS]
    wrong = [
        f"{key}: wanted {verdict}, found {judged[key]}"
        for key, verdict in wanted.items()
        if key in judged and not _agrees(verdict, judged[key])
    ]
    return [*lacking, *beyond, *wrong]


def _agrees(wanted: expected.Verdict, found: dict[str, Any]) -> bool:
    """Return whether a verdict is the wanted one, as far as strength and cause were declared."""
    return (
        found["status"] == wanted.status
        and wanted.strength in (None, found["strength"])
        and wanted.cause in (None, found["cause"])
    )
