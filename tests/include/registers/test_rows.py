"""How one row is read."""

from collections.abc import Callable
from typing import Any

import pytest

from include.landing.contract import table
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.declaration import clerk_columns, registers
from include.registers.rows import RowReader, speaks_of_a_person

Good = Callable[..., dict[str, Any]]


def _read(name: str, row: dict[str, Any], *beyond: object) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    columns = clerk_columns(table(name))
    values, problems = RowReader(table(name), columns).read([*(row.get(c.name) for c in columns), *beyond])
    return values, [(problem.reason, problem.column.name if problem.column else "") for problem in problems]


@pytest.mark.parametrize("name", sorted(registers()))
def test_the_examples_of_every_register_are_read(name: str, good: Good) -> None:
    values, problems = _read(name, good(name))
    assert problems == []
    assert set(values) == {column.name for column in clerk_columns(table(name))}


@pytest.mark.parametrize("name", sorted(registers()))
def test_every_required_cell_is_asked_for(name: str, good: Good) -> None:
    required = {column.name for column in clerk_columns(table(name)) if column.is_required}
    _, problems = _read(name, dict.fromkeys(good(name)))
    assert {column for reason, column in problems if reason is Reason.VALUE_MISSING} == required


def test_every_wrong_cell_of_a_row_is_named(good: Good) -> None:
    _, problems = _read("licences", good("licences", kind="blog", issued_on="32/01/2020", is_city_owned="=TRUE()"))
    assert problems == [
        (Reason.CHOICE_UNKNOWN, "kind"), (Reason.FORMULA, "is_city_owned"), (Reason.DATE_UNREADABLE, "issued_on"),
    ]  # fmt: skip


def test_an_individual_is_refused(good: Good) -> None:
    _, problems = _read("licences", good("licences", legal_form="cá nhân"))
    assert problems == [(Reason.INDIVIDUAL_REFUSED, "legal_form")]


@pytest.mark.parametrize("words", ["Ông Trần Văn A", "bà Lê Thị B", "Đồng chí C"])
def test_a_name_where_a_role_belongs_is_refused(good: Good, words: str) -> None:
    _, problems = _read("attestations", good("attestations", attested_by=words))
    assert problems == [(Reason.PERSON_NAMED, "attested_by")]


@pytest.mark.parametrize(
    "changed", [{"issued_on": "32/01/2020"}, {"outlet_id": None}, {"kind": "blog"}, {"valid_to": "01/01/2020"}]
)
def test_an_individual_is_refused_and_not_shown_whatever_else_is_wrong(good: Good, changed: dict[str, Any]) -> None:
    columns = clerk_columns(table("licences"))
    row = good("licences", legal_form="cá nhân", organisation_name="Trần Thị B", domains="Trần Thị: B", **changed)
    _, problems = RowReader(table("licences"), columns).read([row[c.name] for c in columns])
    assert problems[0].reason is Reason.INDIVIDUAL_REFUSED
    assert {problem.value for problem in problems} == {""}


def test_a_legal_form_that_cannot_be_read_may_be_a_person(good: Good) -> None:
    columns = clerk_columns(table("licences"))
    row = good("licences", legal_form="hộ ông B", outlet_id="Trần Thị B")
    _, problems = RowReader(table("licences"), columns).read([row[c.name] for c in columns])
    assert speaks_of_a_person(problems)
    assert {problem.value for problem in problems} == {""}


def test_a_private_mailbox_is_refused(good: Good) -> None:
    _, problems = _read("recipients", good("recipients", work_address="vanphong@gmail.com"))
    assert problems == [(Reason.PRIVATE_ADDRESS, "work_address")]


def test_an_end_before_its_beginning_is_refused(good: Good) -> None:
    _, problems = _read("licences", good("licences", valid_to="01/01/2020"))
    assert problems == [(Reason.DATES_REVERSED, "valid_to")]


def test_a_channel_may_be_notified_before_it_opens(good: Good) -> None:
    assert _read("channels", good("channels", notified_on="20/08/2026"))[1] == []


def test_a_value_under_no_column_is_refused(good: Good) -> None:
    assert _read("plans", good("plans"), None, "thừa")[1] == [(Reason.ROW_TOO_LONG, "")]
    assert _read("plans", good("plans"), None, " ")[1] == []


def test_a_short_row_lacks_its_last_cells(good: Good) -> None:
    columns = clerk_columns(table("plans"))
    cells = [good("plans")[column.name] for column in columns[:3]]
    _, problems = RowReader(table("plans"), columns).read(cells)
    assert {problem.reason for problem in problems} == {Reason.VALUE_MISSING}
