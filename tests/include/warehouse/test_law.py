"""The changelog of law: which text holds since when and who read it, and what the catalogue does not know."""

import csv
import json

from typer.testing import CliRunner

from include.cli.rules import app
from include.errors import DeclarationError
from include.settings import ROOT
from include.warehouse.instruments import instruments, sanctions
from include.warehouse.law import law_log, open_points

SEEDS = ROOT / "dbt_project" / "seeds"


def test_the_log_names_every_version_of_rules_and_measures_in_the_order_of_their_days() -> None:
    rows = law_log()
    declared = []
    for name in ("rule_versions", "measure_versions"):
        with (SEEDS / f"{name}.csv").open(encoding="utf-8") as lines:
            declared += [row["effective_from"] for row in csv.DictReader(lines)]
    assert [row["from"] for row in rows] == sorted(declared)


def test_the_log_of_one_rule_says_who_read_its_text_when_and_where() -> None:
    first, *_, last = law_log("domain_vn")
    assert (first["from"], first["read_where"], first["in_force"]) == ("2018-04-15", "S-PD", "yes")
    assert first["read_by"]
    assert (last["from"], last["instrument"], last["confidence"]) == (
        "2026-07-01",
        "Nghị định 174/2026/NĐ-CP",
        "medium",
    )


def test_the_open_points_name_the_disputed_letter_and_instruments_of_unknown_force() -> None:
    found = {(row["id"], row["from"], row["open"]) for row in open_points()}
    assert ("source_link", "2019-10-29", "number_disputed") in found
    assert ("source_link", "2019-10-29", "in_force_unknown") in found
    assert ("annual_report_filed", "2014-10-03", "in_force_unknown") in found
    assert ("source_credit", "2026-07-01", "text_not_read") in found
    assert ("source_diversity", "2024-12-25", "gap") in found
    assert not {row for row in found if row[0] == "masthead_complete" and row[2] == "in_force_unknown"}


def test_a_disputed_number_is_printed_nowhere() -> None:
    disputed = [one for one in instruments().values() if one.is_number_disputed]
    assert [one.name for one in disputed] == ["Công văn ngày 29/10/2019 của Bộ TT&TT"]
    assert "3825" not in (SEEDS / "rule_versions.csv").read_text(encoding="utf-8")


def test_what_only_sanctions_is_known_as_such() -> None:
    assert sanctions() == {"Nghị định 174/2026/NĐ-CP"}


def test_the_catalogue_cites_a_clause_that_only_sanctions_as_such() -> None:
    answer = CliRunner().invoke(app, ["log", "--json"])
    rows = [json.loads(line) for line in answer.output.splitlines()]
    sanctioned = [row for row in rows if "174/2026" in row["instrument"]]
    assert sanctioned
    assert [row["id"] for row in sanctioned if "theo điều khoản xử phạt tại" not in row["cited"]] == []
    others = [row for row in rows if row not in sanctioned]
    assert [row["id"] for row in others if "xử phạt" in row["cited"]] == []


def test_the_commands_print_json_and_refuse_a_rule_that_is_not_there() -> None:
    answer = CliRunner().invoke(app, ["log", "reprint_delay", "--json"])
    assert [json.loads(line)["from"] for line in answer.output.splitlines()] == ["2019-10-29", "2024-12-25"]
    assert CliRunner().invoke(app, ["check"]).exit_code == 0
    assert isinstance(CliRunner().invoke(app, ["log", "none"]).exception, DeclarationError)
