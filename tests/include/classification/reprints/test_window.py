"""The window on disk: a cache that is never believed without proof."""

from datetime import timedelta
from pathlib import Path

import pytest

from include.classification.admitted import AdmittedDay
from include.classification.reprints.window import WINDOW_DAYS, Window, kept_prints, make_prints, print_path
from tests.include.classification.landed import DAY, land, landing_row, words


def test_fingerprints_are_kept_and_read_back_equal(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    made = Window().prints(DAY)
    kept = kept_prints(DAY, made.digest)
    assert kept is not None
    assert kept.postings.shingles.tolist() == made.postings.shingles.tolist()
    assert kept.article_ids.tolist() == ["a"]
    assert kept.sizes.tolist() == make_prints(AdmittedDay(DAY), "").sizes.tolist()


def test_fingerprints_of_other_articles_are_made_again(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    before = Window().prints(DAY).digest
    land(DAY, [landing_row("a", "bao_a", words(2), DAY, 3)])
    assert Window().prints(DAY).digest != before
    made = make_prints(AdmittedDay(DAY), "")
    assert Window().prints(DAY).postings.shingles.tolist() == made.postings.shingles.tolist()


def test_a_damaged_or_missing_file_is_no_error(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    whole = Window().prints(DAY)
    for damaged in (b"", b"PK\x03\x04 broken", None):
        if damaged is None:
            print_path(DAY).unlink()
        else:
            print_path(DAY).write_bytes(damaged)
        assert kept_prints(DAY, whole.digest) is None
        assert Window().prints(DAY).digest == whole.digest


def test_the_window_reaches_so_many_days_back_and_forth(home: Path) -> None:
    days = [DAY - timedelta(days=WINDOW_DAYS + 1), DAY - timedelta(days=WINDOW_DAYS), DAY, DAY + timedelta(days=1)]
    for day in days:
        land(day, [landing_row("a", "bao_a", words(1), day, 3)])
    window = Window()
    assert window.days_before(DAY) == [days[1]]
    assert window.days_after(days[1]) == [DAY]
    assert window.days_after(DAY) == [days[3]]


def test_only_so_much_text_is_kept_for_the_days_that_follow(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land(DAY, [landing_row(name, "bao_a", name, DAY, 3) for name in "abc"])
    window = Window()
    assert window.articles(DAY) is window.articles(DAY)
    monkeypatch.setattr("include.classification.reprints.window.KEPT_BYTES", 0)
    small = Window()
    assert small.articles(DAY) is not small.articles(DAY)
    assert small.articles(DAY).some(["c", "a"]) == window.articles(DAY).some(["a", "c"])
