"""The data dictionary of the marts, read from what dbt knows of them: descriptions and the cases beside each model."""

import re
from typing import Any

from include.warehouse.schemas import CANDIDATES, SCHEMAS

UNIT = re.compile(r"\s*Unit: ([^.]+)\.?$")
# what a column may hold where no case of any model shows one
EXAMPLES = {
    "boolean": "true",
    "date": "2026-10-16",
    "timestamptz": "2026-10-16 05:00:00+00",
    "bigint": "12",
    "float8": "0.95",
    "text": "…",
}


def marts(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each mart with its schema, description, population, columns and where it comes from, by name.

    The population is what one row stands for. Each column has its type, unit, meaning and an example; a mart with a day
    column is rewritten by the touched days alone.
    """
    shown = _examples(manifest)
    found = [
        {
            "name": node["name"],
            "schema": node["schema"],
            "description": node["description"],
            "population": node["description"].rpartition("One row per ")[2].rstrip("."),
            "day_column": node["config"]["meta"].get("day_column"),
            "columns": [_column(node["name"], column, shown) for column in node["columns"].values()],
            "reads": sorted(key.split(".")[-1] for key in node["depends_on"]["nodes"]),
        }
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in SCHEMAS
    ]
    return sorted(found, key=lambda mart: str(mart["name"]))


def as_markdown(declared: list[dict[str, Any]]) -> str:
    """Return the dictionary as a document."""
    lines = ["# Data dictionary", "", "Every mart of the published copy. Times are UTC, days are local days of Hanoi."]
    for mart in declared:
        lines += ["", f"## {mart['name']}", "", mart["description"], ""]
        if mart["schema"] == CANDIDATES:
            lines += ["Schema candidates: for reviewers and analysts; nobody has decided what stands here.", ""]
        lines += ["| column | type | unit | meaning | example |", "|---|---|---|---|---|"]
        for column in mart["columns"]:
            cells = (column[name] for name in ("name", "type", "unit", "meaning", "example"))
            lines.append(f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _column(mart: str, column: dict[str, Any], shown: dict[tuple[str, str], str]) -> dict[str, str]:
    """Return what the dictionary says of one column."""
    name, description = column["name"], column["description"]
    unit = UNIT.search(description)
    examples = (shown.get((mart, name)), shown.get(("", name)), EXAMPLES.get(column["data_type"]), "…")
    return {
        "name": name,
        "type": column["data_type"],
        "unit": unit[1] if unit else "",
        "description": description,
        "meaning": UNIT.sub("", description),
        "example": next(example for example in examples if example is not None),
    }


def _examples(manifest: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return a value of each column out of the cases beside the models: of its mart and, under no name, of any."""
    found: dict[tuple[str, str], str] = {}
    for key in sorted(manifest.get("unit_tests", {})):
        case = manifest["unit_tests"][key]
        for row in case["expect"]["rows"] or []:
            for name, value in row.items():
                if value is not None:
                    said = str(value).lower() if isinstance(value, bool) else str(value)
                    found.setdefault((case["model"], name), said)
                    found.setdefault(("", name), said)
    return found
