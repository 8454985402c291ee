"""No register and no mart on units and the press has a place for an organiser, a citizen, a leader or a speaker."""

import re
from pathlib import Path

import pytest

from include.landing.contract import tables
from include.settings import ROOT
from include.warehouse.disclaimer import NOT_EVIDENCE
from tests.support.declared import read_yaml

PERSONS = re.compile(
    r"organi[sz]er|chair|speaker|citizen|leader|person_name|full_name|author_name|invited|guest|phone|commenter"
)
IN_WORDS = re.compile(
    r"họ tên|họ và tên|công dân|người chủ trì|người tổ chức|người phát ngôn là|lãnh đạo|khách mời|điện thoại"
    r"|số căn cước",
    re.IGNORECASE,
)
# Every column of a register into which a clerk may write words of their own, each looked at: offices, organisations,
# roles, numbers of documents, titles. A further one is added here by whoever has looked at it.
FREE = {
    "agreements": {"agreement_number"},
    "annual_reports": {"document_number"},
    "attestations": {"attested_by"},
    "budget_lines": {"title"},
    "channels": {"platform", "channel_name"},
    "contacts": {"role", "postal_address"},
    "corrections_due": {"conclusion_number", "competent_body"},
    "fact_checks": {"fact_checker", "claim"},
    "inspections": {"organisation_name", "decision_number", "legal_basis"},
    "lawful_removals": {"legal_basis"},
    "licences": {"licence_number", "outlet_name", "organisation_name", "governing_body", "issuer"},
    "manual_figures": {"section", "title", "unit", "figure_source", "entered_by"},
    "plan_tasks": {"code", "title", "difficulty", "proposal"},
    "plans": {"plan_number", "title", "issuer"},
    "portal_sheets": {"remark"},
    "press_conferences": {"subject"},
    "press_requests": {"press_agency", "document_number", "answer_number"},
    "recipients": {"role", "report"},
    "releases": {"title", "document_number", "issuing_unit", "text"},
    "replies_due": {"reply_number"},
    "signers": {"decision_number"},
    "spokesperson_lists": {"decision_number"},
    "training_sessions": {"title"},
    "unit_reports": {"document_number"},
    "units": {"unit_name", "legal_basis"},
    "urgent_matters": {"subject"},
}
REGISTERS = ("press_briefings", "correction_requests", "portal_pauses", "press_conference_notices")
MODELS = sorted((ROOT / "dbt_project" / "models").rglob("*.yml"))
WRITTEN = sorted((ROOT / "dbt_project" / "models").rglob("*.sql"))


def test_what_is_wrong_in_a_register_of_dates_and_counts_is_kept_nowhere() -> None:
    assert {name for name, table in tables().items() if table.is_masked} == set(REGISTERS)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_of_the_press_holds_dates_counts_and_ids_alone(name: str) -> None:
    columns = [column for column in tables()[name].columns if column.header]
    assert not [column.name for column in columns if PERSONS.search(column.name)]
    assert not [c.name for c in columns if c.type == "string" and not c.pattern and not c.choices]


@pytest.mark.parametrize("name", sorted(name for name, table in tables().items() if table.is_register))
def test_every_column_of_a_register_that_takes_free_words_has_been_looked_at(name: str) -> None:
    columns = [column for column in tables()[name].columns if column.header]
    free = {c.name for c in columns if c.type == "string" and not c.pattern and not c.choices}
    assert free == FREE.get(name, set())
    assert not [column.header for column in columns if IN_WORDS.search(column.header)]


@pytest.mark.parametrize("name", sorted(tables()))
def test_no_landing_table_has_a_column_for_a_person(name: str) -> None:
    assert not [column.name for column in tables()[name].columns if PERSONS.search(column.name)]


def test_a_notice_of_a_press_conference_has_room_for_its_times_alone() -> None:
    columns = [column.name for column in tables()["press_conference_notices"].columns if column.header]
    assert columns == ["notice_id", "received_at", "planned_at", "answered_at"]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_no_model_has_a_column_for_a_person(path: Path) -> None:
    for model in read_yaml(path).get("models", []):
        assert not [column["name"] for column in model.get("columns", []) if PERSONS.search(column["name"])]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_no_model_names_a_column_for_a_person(path: Path) -> None:
    assert not re.findall(rf"\bas \w*(?:{PERSONS.pattern})\w*", path.read_text(encoding="utf-8"))


def test_the_page_on_portals_says_what_its_figures_may_not_be_used_for() -> None:
    assert NOT_EVIDENCE in (ROOT / "docs" / "vi" / "phieu-cong-thong-tin.md").read_text(encoding="utf-8")
