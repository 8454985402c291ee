"""The build: verdicts of a small city, the same again after a rebuild, late articles, locks and kills."""

import fcntl
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from include.errors import DeclarationError, InvariantError, StoreBusyError
from include.landing import store
from include.ledger.entries import append, entries
from include.ledger.marks import marks_in
from include.settings import settings
from include.warehouse import build, projects, published
from include.warehouse.build import build_warehouse
from include.warehouse.dbt import Dbt
from include.warehouse.judged_by import unpack
from tests.include.warehouse.conftest import BuiltCity, Landing, Row, installation

D2021, D15, D16, D17 = date(2021, 6, 1), date(2026, 10, 15), date(2026, 10, 16), date(2026, 10, 17)
OLDER = date(2021, 5, 20)


def standing(outlet_id: str, rule_id: str, day: date) -> tuple[str, str | None, str | None]:
    """Return status, strength and cause of one verdict."""
    found = published.rows(
        f"select status, strength, cause from fct_verdicts where outlet_id = '{outlet_id}' "
        f"and rule_id = '{rule_id}' and verdict_date = '{day}'"
    )
    assert len(found) == 1
    return found[0]["status"], found[0]["strength"], found[0]["cause"]


@pytest.mark.parametrize(
    ("outlet_id", "rule_id", "day", "expected"),
    [
        ("tong_hop", "source_credit", D2021, ("not_met", "duty", "missing_on_item")),
        ("tong_hop", "source_credit", D15, ("needs_review", "advisory", "text_not_read")),
        ("tong_hop", "source_link", D15, ("met", "advisory", None)),
        ("tong_hop", "reprint_delay", D2021, ("not_met", "advisory", "too_early")),
        ("tong_hop", "reprint_delay", D15, ("met", "advisory", None)),
        ("tong_hop", "home_page_identity", D15, ("needs_review", "duty", "seen_missing_once")),
        ("tong_hop", "home_page_identity", D16, ("not_met", "duty", "missing_twice")),
        ("tong_hop", "licence_current", D16, ("met", "advisory", None)),
        ("tong_hop", "licence_current", D17, ("not_observed", "advisory", "register_incomplete")),
        ("mang_b", "home_page_licence", D16, ("needs_review", "duty", "place_not_read")),
        ("mang_b", "licence_held", D16, ("not_met", "duty", "domain_not_licensed")),
        ("mang_b", "licence_held", D17, ("not_observed", "duty", "register_incomplete")),
        ("cong_c", "home_page_identity", D2021, ("not_observed", "duty", "never_asked")),
        ("cong_c", "home_page_identity", D15, ("not_applicable", None, "no_version_in_force")),
        ("bao_a", "source_credit", D15, ("not_applicable", None, "kind_not_concerned")),
        ("tong_hop", "source_removal", D2021, ("not_applicable", "duty", "left_out_by_decision")),
    ],
)
def test_the_small_city_gets_the_verdicts_it_deserves(
    at_city: BuiltCity, outlet_id: str, rule_id: str, day: date, expected: tuple[str, str | None, str | None]
) -> None:
    assert standing(outlet_id, rule_id, day) == expected


def test_every_outlet_rule_and_day_has_one_verdict(at_city: BuiltCity) -> None:
    counted = published.rows(
        "select count(*) as n, count(distinct (outlet_id, rule_id, verdict_date)) as d from fct_verdicts"
    )
    rules = published.rows("select count(*) as n from dim_rules")[0]["n"]
    assert counted == [{"n": 4 * 4 * rules, "d": 4 * 4 * rules}]


def test_every_finding_states_its_reasons(at_city: BuiltCity) -> None:
    findings = published.rows("select * from fct_findings")
    assert findings
    for finding in findings:
        assert finding["state"] == "candidate"
        assert finding["instrument"]
        assert finding["provision_address"]
        assert finding["observed_value"]


def test_rules_exchanged_with_warehouse_and_copy_removed_or_edited_are_refused(
    settled_city: BuiltCity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    append("switch", "bao_a", {}, "tests")
    build_warehouse([])
    recorded = entries("rules_in_force")
    assert [entry.subject_id for entry in recorded] == [projects.project_hash()]
    (mark,) = marks_in((published.current() / "manifest.json").read_text(encoding="utf-8"))
    assert mark.count == recorded[0].sequence  # whoever cuts it off is found by the copy
    assert build_warehouse([]).models == 0  # its own entry is no news to a build
    other = tmp_path / "dbt_project"
    shutil.copytree(projects.PROJECT, other)
    (other / "models" / "hooked.yml").write_text("version: 2", encoding="utf-8")
    monkeypatch.setattr(build, "private_copy", lambda: projects.private_copy(other))
    manifest = published.current() / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(
        manifest.read_text("utf-8").replace(recorded[0].subject_id, projects.project_hash(other)), encoding="utf-8"
    )
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build_warehouse([])
    for folder in (settings().warehouse, settings().published):
        shutil.rmtree(folder)
    with pytest.raises(DeclarationError, match="no second person agreed"):
        build_warehouse()


def test_a_project_that_is_exchanged_while_it_is_built_is_not_what_is_built_by(
    settled_city: BuiltCity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = tmp_path / "dbt_project"
    shutil.copytree(projects.PROJECT, installed)
    law, seen = projects.project_hash(installed), []

    def exchanged(project: Dbt, plan: build.Plan) -> list[dict[str, object]]:
        (installed / "models" / "hooked.yml").write_text("version: 2", encoding="utf-8")
        seen.append(projects.project_hash(project.copy.folder))
        return []

    monkeypatch.setattr(build, "private_copy", lambda: projects.private_copy(installed))
    monkeypatch.setattr(build, "_run", exchanged)
    build_warehouse()
    assert seen == [law] != [projects.project_hash(installed)]
    assert published.manifest()["law"] == law
    assert unpack(published.current(), law, tmp_path / "kept")


def test_a_failed_data_test_publishes_nothing(settled_city: BuiltCity) -> None:
    row = {
        "outlet_id": "bao_a",
        "scope": "article",
        "address": "x",
        "outcome": "landed",
        "is_our_failure": False,
        "day": D17,
    }
    store.write("harvests", D17, [row, row | {"address": "y"}], "bao_a")
    with pytest.raises(InvariantError, match="landed_articles_are_accounted_for"):
        build_warehouse([D17])
    assert published.manifest()["build_id"] == settled_city.outcome.build_id


def test_a_second_build_at_the_same_time_is_turned_away(at_city: BuiltCity) -> None:
    with (settings().warehouse / "build.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(StoreBusyError, match="Another build"):
            build_warehouse([])


def test_paths_of_the_copy_are_complete(at_city: BuiltCity) -> None:
    folder = published.current()
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert {"warehouse.duckdb", "data_dictionary.json", "data_dictionary.md", "manifest.json"} < listed
    assert (folder / "parquet" / "rpt_verdicts.parquet").is_file()
    assert (folder / "parquet" / "candidates" / "fct_verdicts" / "fct_verdicts_2026-10.parquet").is_file()
    assert Path(folder / "warehouse.duckdb").stat().st_size > 0


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an installation with an outlet that changes kind, one whose licence lapses and one whose first begins."""
    home = tmp_path_factory.mktemp("changing")
    landing = Landing()
    landing.outlet("doi_loai", "aggregator", D17, licence_number="1/GP", domains="doiloai.vn")
    later: Row = {"outlet_id": "doi_loai", "kind": "social_network", "licence_number": "2/GP", "issued_on": D16}
    landing.add("licences", D17, **later, domains="doiloai.vn", register_row_id="second", valid_to=None)
    landing.outlet("het_han", "aggregator", D17, valid_to=D15, closed_on=D17)
    landing.attest("licences", D17, D17)
    landing.outlet("moi", "aggregator", D17, issued_on=D16)
    landing.article("moi", D15, "som", status="quarantined")
    for outlet_id, days in (("doi_loai", (D15, D16, D17)), ("het_han", (D15, D16, D17)), ("moi", (D15, D16))):
        for day in days:
            landing.listing(outlet_id, day)
    with installation(home):
        landing.write()
        build_warehouse(None)
    return home


@pytest.fixture
def at_changing(changing: Path) -> Iterator[Path]:
    """Make that installation the current one for a test that only reads."""
    with installation(changing):
        yield changing


def test_an_outlet_that_changes_kind_is_judged_by_the_duties_of_each_kind_on_its_days(at_changing: Path) -> None:
    assert standing("doi_loai", "source_credit", D15)[0] == "met"
    assert standing("doi_loai", "source_credit", D16)[2] == "kind_not_concerned"
    assert standing("doi_loai", "fixed_sections", D15)[2] == "kind_not_concerned"
    assert standing("doi_loai", "fixed_sections", D17)[0] == "not_observed"


def test_a_licence_that_lapses_within_the_month_leaves_the_outlet_judged_until_it_closes(at_changing: Path) -> None:
    assert standing("het_han", "licence_current", D15)[0] == "met"
    assert standing("het_han", "licence_current", D16) == ("needs_review", "advisory", "text_not_read")
    assert published.rows(f"from fct_verdicts where outlet_id = 'het_han' and verdict_date = '{D17}'") == []


def test_an_outlet_is_not_judged_before_its_first_licence(at_changing: Path) -> None:
    days = published.rows("select distinct verdict_date as day from fct_verdicts where outlet_id = 'moi' order by 1")
    assert [row["day"] for row in days] == [D16, D17]
    assert published.rows("from fct_articles") == []
