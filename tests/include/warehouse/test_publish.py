"""The published copy: complete, with checksums, pointed at in one step."""

import hashlib
import json
import re

import duckdb
import pytest

from include.ledger.verification import require_sound
from include.settings import settings
from include.warehouse import projects, published
from include.warehouse.dbt import Dbt
from include.warehouse.publish import DOCUMENTATION, publish
from include.warehouse.store import DuckDBStore
from tests.include.warehouse.conftest import BuiltCity


def test_the_copy_has_the_checksums_it_names(at_city: BuiltCity) -> None:
    folder = published.current()
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha256((folder / name.lstrip("*")).read_bytes()).hexdigest() == digest, name


def test_the_manifest_counts_the_rows_that_are_there(at_city: BuiltCity) -> None:
    manifest = json.loads((published.current() / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["build_id"] == at_city.outcome.build_id
    counted = int(published.query("select count(*) as rows from fct_verdicts")["rows"].iloc[0])
    assert counted > 0
    assert str(counted) in json.dumps(manifest)


def test_the_documentation_of_dbt_is_one_page_that_loads_nothing_from_elsewhere(at_city: BuiltCity) -> None:
    page = (published.current() / DOCUMENTATION).read_text(encoding="utf-8")
    assert "model.press_compliance.fct_verdicts" in page
    assert re.findall(r"<(?:script|link)[^>]+(?:src|href)=[\"']?https?:", page) == []
    assert '"finding_id": {"name": "finding_id", "type": "VARCHAR", "index": 1' in page
    assert '"name": "captures", "comment"' in page  # of landing, which no model makes
    assert "INLINE DATA" not in page
    assert published.documentation() == published.current() / DOCUMENTATION


def test_what_is_current_is_a_link_to_a_finished_build(at_city: BuiltCity) -> None:
    link = settings().published / "current"
    assert link.is_symlink()
    assert link.resolve().parent == (settings().published / "builds").resolve()


def test_no_row_of_a_mart_lacks_its_key(settled_city: BuiltCity) -> None:
    store = DuckDBStore()
    with pytest.raises(duckdb.ConstraintException, match=r"NOT NULL constraint failed: fct_verdicts\.outlet_id"):
        store.execute("insert into candidates.fct_verdicts by name select null as outlet_id")
    store.close()


def test_a_mart_that_moved_to_the_candidates_leaves_nothing_behind_for_readers(settled_city: BuiltCity) -> None:
    store = DuckDBStore()
    store.execute("create table marts.fct_verdicts as from candidates.fct_verdicts")
    with projects.private_copy() as copy:
        publish(store, Dbt(copy), [], str(require_sound()))
    left = store.rows("select table_name from information_schema.tables where table_schema = 'marts'")
    store.close()
    assert ("dim_rules",) in left
    assert ("fct_verdicts",) not in left
    assert published.rows("select count(*) as verdicts from fct_verdicts")[0]["verdicts"] > 0
