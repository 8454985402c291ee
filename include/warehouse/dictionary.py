"""The data dictionary of the marts, read from what dbt knows of them."""

from typing import Any


def marts(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each mart with its description, columns, types and where it comes from, by name.

    A mart with a day column is rewritten by the touched days alone.
    """
    found = [
        {
            "name": node["name"],
            "description": node["description"],
            "day_column": node["config"]["meta"].get("day_column"),
            "columns": [
                {"name": column["name"], "type": column["data_type"], "description": column["description"]}
                for column in node["columns"].values()
            ],
            "reads": sorted(key.split(".")[-1] for key in node["depends_on"]["nodes"]),
        }
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "marts"
    ]
    return sorted(found, key=lambda mart: str(mart["name"]))


def as_markdown(declared: list[dict[str, Any]]) -> str:
    """Return the dictionary as a document."""
    lines = ["# Data dictionary", "", "Every mart of the published copy. Times are UTC, days are local days of Hanoi."]
    for mart in declared:
        lines += ["", f"## {mart['name']}", "", mart["description"], "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| {c['name']} | {c['type']} | {c['description'].replace('|', '/')} |" for c in mart["columns"]]
    return "\n".join(lines) + "\n"
