"""Which articles of a day are classified."""

from datetime import UTC, datetime
from pathlib import Path

from include.classification.admitted import AdmittedDay, admitted, digest
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row


def test_quarantined_articles_are_left_out(home: Path) -> None:
    rows = [landing_row("a", "bao_a", "một", DAY, 3), landing_row("b", "bao_a", "hai", DAY, 4)]
    land(DAY, rows, quarantined=frozenset({"b"}))
    assert [article.article_id for article in admitted(DAY)] == ["a"]


def test_of_two_versions_the_last_changed_one_counts(home: Path) -> None:
    first = landing_row("a", "bao_a", "cũ", DAY, 3)
    second = {**first, "capture_id": "c0", "text": "mới", "updated_at": datetime(2026, 10, 15, 9, tzinfo=UTC)}
    land(DAY, [first, second])
    assert [article.text for article in admitted(DAY)] == ["mới"]


def test_a_repaired_time_wins_and_is_exact(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", "một", DAY, None)])
    repaired = datetime(2026, 10, 15, 1, tzinfo=UTC)
    rows = store.read("admissions").to_pylist()
    store.write("admissions", DAY, [{**rows[0], "repaired_published_at": repaired}], "bao_a")
    found = admitted(DAY)[0]
    assert (found.published_at, found.uncertainty_minutes) == (repaired, 0.0)


def test_the_digest_changes_with_a_text_and_with_an_admission(home: Path) -> None:
    rows = [landing_row("a", "bao_a", "một", DAY, 3)]
    land(DAY, rows)
    first = digest(DAY)
    land(DAY, rows)
    assert digest(DAY) == first
    land(DAY, [landing_row("a", "bao_a", "hai", DAY, 3)])
    second = digest(DAY)
    land(DAY, [landing_row("a", "bao_a", "hai", DAY, 3)], quarantined=frozenset({"a"}))
    assert len({first, second, digest(DAY)}) == 3


def test_articles_are_narrowed_to_the_ids_wanted(home: Path) -> None:
    land(DAY, [landing_row(name, "bao_a", name, DAY, 3) for name in "cab"])
    assert [article.article_id for article in AdmittedDay(DAY).some({"c", "a", "x"})] == ["a", "c"]


def test_slices_of_a_day_hold_each_article_once_and_in_the_order_of_ids(home: Path) -> None:
    names = [f"{number:02}" for number in range(7)]
    for outlet in ("bao_a", "bao_b"):
        land(DAY, [landing_row(outlet[-1] + name, outlet, name, DAY, 3) for name in names])
    day = AdmittedDay(DAY)
    slices = list(day.slices(4))
    assert [len(some) for some in slices] == [4, 4, 4, 2]
    assert [article.article_id for some in slices for article in some] == sorted(o + n for o in "ab" for n in names)
    assert [article for some in slices for article in some] == admitted(DAY)


def test_a_day_without_articles_has_none(home: Path) -> None:
    assert admitted(DAY) == []


def test_a_lead_is_read_once_whether_or_not_the_text_repeats_it(home: Path) -> None:
    before = landing_row("a", "bao_a", "Thân bài.", DAY, 3, title="Đầu đề", summary=" Lời dẫn. ")
    within = landing_row("b", "bao_a", "Lời dẫn. Thân bài.", DAY, 3, title="Đầu đề", summary="Lời dẫn.")
    land(DAY, [before, within, landing_row("c", "bao_a", "Thân bài.", DAY, 3, title=None)])
    assert [article.whole for article in admitted(DAY)] == [
        "Đầu đề\nLời dẫn.\nThân bài.",
        "Đầu đề\nLời dẫn. Thân bài.",
        "\nThân bài.",
    ]
