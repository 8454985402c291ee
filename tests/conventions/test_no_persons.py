"""No register and no mart on units and the press has a place for an organiser, a citizen, a leader or a speaker."""

import re
from pathlib import Path

import pytest
import yaml

from include.landing.contract import tables
from include.settings import ROOT
from include.warehouse.claims import NOT_EVIDENCE

PERSONS = re.compile(
    r"organi[sz]er|chair|speaker|citizen|leader_name|person_name|full_name|author_name|invited|guest|phone|commenter"
)
REGISTERS = ("press_briefings", "correction_requests", "portal_pauses", "press_conference_notices")
MARTS = sorted((ROOT / "dbt_project" / "models" / "marts").glob("*/*.yml"))


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_of_the_press_holds_dates_counts_and_ids_alone(name: str) -> None:
    columns = [column for column in tables()[name].columns if column.header]
    assert not [column.name for column in columns if PERSONS.search(column.name)]
    free = [c.name for c in columns if c.type == "string" and not c.pattern and not c.choices]
    assert set(free) <= {"document_number"}


def test_a_notice_of_a_press_conference_has_room_for_its_times_alone() -> None:
    columns = [column.name for column in tables()["press_conference_notices"].columns if column.header]
    assert columns == ["notice_id", "received_at", "planned_at", "answered_at"]


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_no_mart_has_a_column_for_a_person(path: Path) -> None:
    for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
        assert not [column["name"] for column in model["columns"] if PERSONS.search(column["name"])]


def test_the_page_on_portals_says_what_its_figures_may_not_be_used_for() -> None:
    assert NOT_EVIDENCE in (ROOT / "docs" / "vi" / "phieu-cong-thong-tin.md").read_text(encoding="utf-8")
