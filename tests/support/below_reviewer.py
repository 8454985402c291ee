"""Which marts are for readers below reviewer, and which of these rest on what nobody has decided: by dbt's manifest."""

from typing import Any

from include.warehouse.schemas import CANDIDATES, MARTS

# Facts on single outlets that rules judge; what only counts how far pages were read accuses nobody.
FACTS = {"int_article_absences_confirmed", "int_home_page_absences_confirmed", "int_reprints_directed"}
RULES = "models/intermediate/rules/"
# Portals of the city's own units are measured, not judged: they have no matters, and a preview of their own.
OF_UNITS = "models/marts/portals/"


def undecided(graph: dict[str, Any]) -> set[str]:
    """Return every model that rests on evidence, verdicts, matters or the facts behind them, by its id."""
    nodes = graph["nodes"]
    waiting = [key for key, node in nodes.items() if node["resource_type"] == "model" and _is_root(node)]
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [child for child in graph["child_map"][key] if child.startswith("model.")]
    return found


def _is_root(node: dict[str, Any]) -> bool:
    """Return whether a model says of single outlets what nobody has decided."""
    return node["schema"] == CANDIDATES or node["name"] in FACTS or node["original_file_path"].startswith(RULES)


def shown_below_reviewer(graph: dict[str, Any]) -> list[str]:
    """Return the marts for readers below reviewer that rest on what nobody has decided, by name."""
    of_marts = (graph["nodes"][key] for key in undecided(graph))
    return sorted(
        node["name"]
        for node in of_marts
        if node["schema"] == MARTS and not node["original_file_path"].startswith(OF_UNITS)
    )
