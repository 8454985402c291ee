"""The result of a check of the installation, and the row that ``press doctor`` prints for it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from include.failures import expected, explain


class Finding(NamedTuple):
    """The result of one check, with the fix where something is wrong."""

    is_well: bool
    found: str
    hint: str


Check = Callable[[], Finding]


def examine(name: str, check: Check) -> dict[str, Any]:
    """Return the row of one check; a check that fails in a known way is a finding like any other."""
    try:
        finding = check()
    except expected() as error:
        finding = Finding(False, *explain(error))
    return {"check": name, **finding._asdict(), "hint": "" if finding.is_well else finding.hint}
