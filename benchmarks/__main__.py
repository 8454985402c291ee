"""Run benchmarks and print one table: ``python -m benchmarks [NAME…]``; ``--json`` for programs.

A module of this package with ``run() -> list[dict]`` is a benchmark. Its rows hold ``what, value, unit, peer,
peer_value, ratio, mark``; what it does not measure is null. One that lacks its data says so and yields nothing.
"""

import importlib
import pkgutil
import platform
import sys
from pathlib import Path
from typing import Any

from include.cli.output import show, to_json

COLUMNS = ("benchmark", "what", "value", "unit", "peer", "peer_value", "ratio", "mark")


def benchmarks(wanted: set[str]) -> list[str]:
    """Return the names of the benchmarks, narrowed to the wanted ones where any are named."""
    here = str(Path(__file__).parent)
    found = sorted(module.name for module in pkgutil.iter_modules([here]) if not module.name.startswith("_"))
    unknown = wanted - set(found)
    if unknown:
        sys.exit(f"No benchmark is called {', '.join(sorted(unknown))}. There are: {', '.join(found)}.")
    return [name for name in found if not wanted or name in wanted]


def measure(name: str) -> list[dict[str, Any]]:
    """Run one benchmark and return its rows with every column present."""
    run = getattr(importlib.import_module(f"benchmarks.{name}"), "run", None)
    if run is None:
        return []
    print(f"{name} …", file=sys.stderr, flush=True)
    return [{column: {"benchmark": name, **row}.get(column) for column in COLUMNS} for row in run()]


def main() -> None:
    """Measure and print."""
    words = sys.argv[1:]
    rows = [row for name in benchmarks({word for word in words if word != "--json"}) for row in measure(name)]
    if "--json" in words:
        for row in rows:
            print(to_json(row))
        return
    show(
        rows,
        as_json=False,
        title=f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}",
    )


if __name__ == "__main__":
    main()
