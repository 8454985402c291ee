"""The limits of the mission, read from dbt's own lineage and from every declaration of a column.

No verdict rests on what articles are about, no person and no opinion has a column, no mart keeps a text.
"""

import csv
import re
from collections.abc import Iterator
from typing import Any

import pytest

from include.landing.contract import tables
from include.settings import ROOT, settings
from include.warehouse import dbt, projects
from include.warehouse.load import kept_schema
from include.warehouse.schemas import SCHEMAS

FORBIDDEN_ANCESTORS = (
    "stg_classification__article_topics",
    "stg_classification__article_places",
    "stg_classification__release_carriers",
    "stg_classification__fact_check_matches",
    "stg_classification__correction_links",
    "stg_registers__releases",
    "stg_registers__fact_checks",
)
FORBIDDEN_WORDS = re.compile(
    r"viewpoint|sentiment|attitude|loyal|hostil|stance|opinion|emotion|ideolog|negativ|positiv|toxic|politic"
    r"|author_name|person_name|commenter|reader_name|account_name|user_name|full_name|quan_diem|thai_do",
    re.I,
)
TEXT_COLUMNS = {"text", "body", "content", "full_text", "html", "summary"}
OUTLET_COLUMNS = {"outlet_id", "outlet_name", "organisation_name", "licence_number", "domain", "domains"}
ARTICLE_COLUMNS = {"article_id", "capture_id", "canonical_url", "url", "evidence_url"}  # each leads to an outlet


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Parse the project and return dbt's manifest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(tmp_path_factory.mktemp("lineage")))
        settings.cache_clear()
        assert dbt.run_dbt(["--quiet", "parse"]).success
        yield dbt.manifest()
    settings.cache_clear()


def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every model by name."""
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}


def ancestors(manifest: dict[str, Any], name: str) -> set[str]:
    """Return the names of all that a model descends from."""
    nodes = manifest["nodes"] | manifest["sources"]
    waiting = [key for key, node in nodes.items() if node["name"] == name and node["resource_type"] == "model"]
    seen: set[str] = set()
    while waiting:
        parents = nodes[waiting.pop()].get("depends_on", {}).get("nodes", [])
        fresh = [key for key in parents if key not in seen]
        seen.update(fresh)
        waiting += fresh
    return {nodes[key]["name"] for key in seen}


def marts(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every mart."""
    return [node for node in models(manifest).values() if node["schema"] in SCHEMAS]


@pytest.mark.parametrize("name", ["fct_verdicts", "fct_findings", "fct_matters", "int_evidence_gathered"])
def test_no_verdict_descends_from_topics_places_releases_or_fact_checks(manifest: dict[str, Any], name: str) -> None:
    found = ancestors(manifest, name)
    assert {f"rule_{rule_id}" for rule_id in dbt.rule_models()} <= found
    assert not found & set(FORBIDDEN_ANCESTORS)


def test_a_forbidden_ancestor_would_be_seen(manifest: dict[str, Any]) -> None:
    assert "stg_classification__article_topics" in ancestors(manifest, "fct_topics_by_kind")


def test_no_column_speaks_of_opinions_or_persons(manifest: dict[str, Any]) -> None:
    names = {f"{t.table}.{c.name}" for t in tables().values() for c in t.columns}
    names |= {f"{name}.{column}" for name, node in models(manifest).items() for column in node["columns"]}
    for seed in (ROOT / "dbt_project" / "seeds").glob("*.csv"):
        with seed.open(encoding="utf-8") as lines:
            names |= {f"{seed.stem}.{column}" for column in next(csv.reader(lines))}
    assert not [name for name in sorted(names) if FORBIDDEN_WORDS.search(name)]


def test_no_model_and_no_seed_is_named_for_an_opinion(manifest: dict[str, Any]) -> None:
    paths = [path.stem for path in (ROOT / "dbt_project").rglob("*") if path.suffix in (".sql", ".csv")]
    assert not [name for name in paths if FORBIDDEN_WORDS.search(name)]


@pytest.mark.parametrize("folder", ["models", "macros", "tests"])
def test_no_sql_speaks_of_opinions_or_persons(folder: str) -> None:
    files = sorted((ROOT / "dbt_project" / folder).rglob("*.sql"))
    assert files
    assert [path.name for path in files if FORBIDDEN_WORDS.search(path.read_text(encoding="utf-8"))] == []


def test_full_texts_do_not_enter_the_warehouse() -> None:
    assert "text" in tables()["articles"].schema.names
    assert not {"text", "summary"} & set(kept_schema(tables()["articles"]).names)
    assert "text" not in kept_schema(tables()["releases"]).names


def test_no_mart_has_a_column_for_a_text(manifest: dict[str, Any]) -> None:
    for mart in marts(manifest):
        assert not TEXT_COLUMNS & set(mart["columns"]), mart["name"]


def test_topics_and_places_are_never_told_by_outlet(manifest: dict[str, Any]) -> None:
    for mart in marts(manifest):
        found = ancestors(manifest, mart["name"])
        if found & {"stg_classification__article_topics", "stg_classification__article_places"}:
            assert not (OUTLET_COLUMNS | ARTICLE_COLUMNS) & set(mart["columns"]), mart["name"]


def test_no_mart_tells_who_did_not_carry_a_release(manifest: dict[str, Any]) -> None:
    everyone = {
        "dim_outlets",
        "int_outlets_dated",
        "int_outlet_days_judged",
        "stg_outlets__outlet_profiles",
        "stg_outlets__outlet_domains",
    }
    for mart in marts(manifest):
        found = ancestors(manifest, mart["name"])
        if "stg_classification__release_carriers" in found and OUTLET_COLUMNS & set(mart["columns"]):
            assert not found & everyone, mart["name"]


def test_no_code_of_a_rule_holds_a_date_of_law() -> None:
    for path in sorted((projects.PROJECT / projects.RULES).glob("*.sql")):
        dates = set(re.findall(r"\b(?:19|20)\d\d-\d\d-\d\d\b", path.read_text(encoding="utf-8")))
        assert not dates, path.name
