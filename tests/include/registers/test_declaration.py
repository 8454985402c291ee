"""The registers as clerks know them."""

import pytest

from include.errors import RegisterError
from include.landing.contract import table
from include.registers.declaration import (
    choice_words,
    clerk_columns,
    columns_by_header,
    fold,
    register,
    register_of_name,
    registers,
)

NAMED_BY_THE_PLAN = {
    "licences", "agreements", "releases", "fact_checks", "corrections_due", "replies_due", "lawful_removals",
    "channels", "annual_reports", "plans", "press_requests", "press_conferences", "spokesperson_lists", "inspections",
    "training_sessions", "budget_lines", "plan_tasks", "unit_reports", "units", "recipients", "signers", "attestations",
    "contacts", "manual_figures", "urgent_matters", "press_briefings", "correction_requests", "portal_pauses",
    "portal_sheets", "press_conference_notices",
}  # fmt: skip


def test_every_register_of_the_plan_is_declared() -> None:
    assert set(registers()) == NAMED_BY_THE_PLAN


@pytest.mark.parametrize("name", sorted(NAMED_BY_THE_PLAN))
def test_a_register_has_headers_examples_and_words_for_its_choices(name: str) -> None:
    for column in clerk_columns(table(name)):
        assert len(column.labels) == len(column.choices), column.name
        assert column.example or not column.is_required or column.name == "text", column.name
        assert fold(column.header) == fold(fold(column.header))


@pytest.mark.parametrize("name", sorted(NAMED_BY_THE_PLAN))
def test_a_register_ends_with_where_its_rows_came_from(name: str) -> None:
    tail = [column.name for column in table(name).columns][-6:]
    assert tail == ["register_row_id", "file_name", "file_sha256", "sheet", "row_number", "day"]


@pytest.mark.parametrize("name", sorted(NAMED_BY_THE_PLAN))
def test_no_two_headers_of_a_register_are_alike(name: str) -> None:
    headers = [fold(column.header) for column in clerk_columns(table(name))]
    assert len(set(headers)) == len(headers)


def test_attestations_speak_of_every_register_by_its_title() -> None:
    column = table("attestations").column("register")
    assert dict(zip(column.choices, column.labels, strict=True)) == {n: t.title for n, t in registers().items()}


@pytest.mark.parametrize(
    "text",
    ["licences", "Licences_2026", "licences-ha-noi", "licences hn", "GIẤY PHÉP HOẠT ĐỘNG", "Giấy phép hoạt động (2)"],
)
def test_a_name_or_title_says_which_register_it_is(text: str) -> None:
    found = register_of_name(text)
    assert found is not None
    assert found.table == "licences"


@pytest.mark.parametrize("text", ["licencesold", "Sheet1", "plan", "unit_reportss"])
def test_other_names_say_nothing(text: str) -> None:
    assert register_of_name(text) is None


def test_plans_and_plan_tasks_are_told_apart() -> None:
    names = [register_of_name(text) for text in ("plans", "plan_tasks_2026", "units_hn", "unit_reports")]
    assert [found.table for found in names if found] == ["plans", "plan_tasks", "units", "unit_reports"]


def test_an_unknown_register_is_refused_with_the_list() -> None:
    with pytest.raises(RegisterError, match="licences"):
        register("giay_phep")


def test_columns_are_found_by_header_in_any_case_and_by_name() -> None:
    known = columns_by_header(table("licences"))
    assert known[fold("SỐ  GIẤY PHÉP")].name == known["licence_number"].name == "licence_number"


def test_choices_are_known_by_word_and_by_code() -> None:
    words = choice_words(table("licences").column("kind"))
    assert words[fold("Mạng xã hội")] == words["social_network"] == "social_network"
