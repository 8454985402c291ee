"""The limits that are part of the mission: what may not even have a place to stand."""

import re

import pytest

from include.landing.contract import tables
from include.observing.observation import Observation

VIEWPOINT = re.compile(
    r"sentiment|viewpoint|attitude|loyal|hostil|stance|opinion|ideolog|partisan|thái độ|quan điểm", re.I
)
PERSONS = re.compile(
    r"author_name|byline_name|commenter|user_name|full_name|person_name|reporter|họ tên|họ và tên", re.I
)


@pytest.mark.parametrize("name", sorted(tables()))
def test_no_landing_table_has_a_place_for_viewpoints_or_persons(name: str) -> None:
    for column in tables()[name].columns:
        assert not VIEWPOINT.search(f"{column.name} {column.header}"), column.name
        assert not PERSONS.search(f"{column.name} {column.header}"), column.name


def test_no_observation_looks_for_viewpoints_or_persons() -> None:
    for observation in Observation:
        assert not VIEWPOINT.search(observation)
        assert not PERSONS.search(observation)


def test_full_text_stands_in_articles_and_official_releases_alone() -> None:
    holders = {name for name, table in tables().items() for column in table.columns if column.name in ("text", "body")}
    assert holders <= {"articles", "releases", "replies_due"}
