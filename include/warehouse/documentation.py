"""Writes the page of models, columns and lineage: dbt's own, with what a build knows of the warehouse inside.

``dbt docs generate`` would parse and compile the project once more, a sixth of the time of a small full build, and dbt
2.0 no longer has it. Its page needs two things only: the manifest, which each build writes, and the columns of every
relation, which the warehouse itself knows.
"""

import json
from collections import defaultdict
from importlib.resources import files
from typing import Any

from include.warehouse.store import Store

Relations = dict[tuple[str, str], dict[str, Any]]
# where dbt's page holds its two files once they are written into it
PLACES = {"manifest": '"MANIFEST.JSON INLINE DATA"', "catalog": '"CATALOG.JSON INLINE DATA"'}


def page(store: Store, manifest: dict[str, Any]) -> str:
    """Return the page as one file that loads no other.

    Args:
        store: The warehouse, built.
        manifest: dbt's manifest of that build.
    """
    text = files("dbt.task.docs").joinpath("index.html").read_text(encoding="utf-8")
    for name, data in {"manifest": manifest, "catalog": _catalogue(store, manifest)}.items():
        # within a script of the page, "</" could end it
        text = text.replace(PLACES[name], json.dumps(data, ensure_ascii=False).replace("</", "<\\/"))
    return text


def _catalogue(store: Store, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what dbt calls the catalogue: the columns, with their types, of each model, seed and source."""
    found = _relations(store)
    known: dict[str, Any] = {"metadata": manifest["metadata"], "errors": None}
    for kind in ("nodes", "sources"):
        placed = {key: (node["schema"], node.get("identifier") or node["name"]) for key, node in manifest[kind].items()}
        known[kind] = {key: found[place] | {"unique_id": key} for key, place in placed.items() if place in found}
    return known


def _relations(store: Store) -> Relations:
    """Return type and columns of everything in the warehouse, by schema and name."""
    rows: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for schema, name, kind, column, of_type in store.columns():
        rows[schema, name, kind].append((column, of_type))
    return {
        (schema, name): {
            "metadata": {"type": kind, "schema": schema, "name": name, "comment": None, "owner": None},
            "columns": {
                column: {"name": column, "type": of_type, "index": index, "comment": None}
                for index, (column, of_type) in enumerate(columns, 1)
            },
            "stats": {},
        }
        for (schema, name, kind), columns in rows.items()
    }
