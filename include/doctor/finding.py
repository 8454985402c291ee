"""What a check of the installation answers, and the row that ``press doctor`` prints of it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from include.failures import expected, explain


class Finding(NamedTuple):
    """What one check found, and what to do where that is not well."""

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
