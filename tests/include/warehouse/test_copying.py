"""What a copy takes over from the last one: months in which nothing changed, by a link, with their checksums."""

import shutil

import pytest

from include.warehouse import published
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import BuiltCity
from tests.include.warehouse.test_build import assert_equal, marts
from tests.include.warehouse.test_changes import a_late_article, parquet

UNTOUCHED, TOUCHED = "fct_verdicts_2021-06.parquet", "fct_verdicts_2026-10.parquet"


@pytest.mark.slow
def test_a_month_in_which_nothing_changed_is_the_last_copys_own_file(settled_city: BuiltCity) -> None:
    last = published.current() / "parquet" / "candidates" / "fct_verdicts"
    a_late_article()
    build_warehouse([])
    now = published.current() / "parquet" / "candidates" / "fct_verdicts"
    assert (now / UNTOUCHED).samefile(last / UNTOUCHED)
    assert not (now / TOUCHED).samefile(last / TOUCHED)


@pytest.mark.slow
def test_a_copy_that_is_not_the_last_builds_own_is_not_taken_over(settled_city: BuiltCity) -> None:
    builds = published.current().parent
    stranger = builds / "stranger"
    shutil.copytree(published.current(), stranger)
    (builds.parent / "current").unlink()
    (builds.parent / "current").symlink_to(stranger.relative_to(builds.parent))
    a_late_article()
    build_warehouse([])
    now = published.current() / "parquet" / "candidates" / "fct_verdicts"
    assert not (now / UNTOUCHED).samefile(stranger / "parquet" / "candidates" / "fct_verdicts" / UNTOUCHED)
    assert_equal({name: parquet(name) for name in marts()}, marts())
