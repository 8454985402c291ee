"""Tests of the writer: varied, of the right era, and no two texts alike by accident."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from include.sample_city.articles import articles
from include.sample_city.writing import TOPICS, Writer, lot, places, plain_slug, shingles_of

OVERLAP_LIMIT = 0.2


def test_unrelated_articles_never_look_like_reprints() -> None:
    written = [a for a in articles() if a.original is None and a.draft.topic in TOPICS]
    texts = [shingles_of(" ".join((a.draft.summary, *a.draft.paragraphs))) for a in written]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, shingles in enumerate(texts):
        shared = Counter(other for shingle in shingles for other in holders[shingle])
        for other, hits in shared.items():
            assert hits / min(len(shingles), len(texts[other])) < OVERLAP_LIMIT, (written[number].url, other)
        for shingle in shingles:
            holders[shingle].append(number)


def test_no_choice_or_slot_is_left_open() -> None:
    for article in articles():
        assert not re.search(r"[\[\]{}|]", " ".join((article.draft.title, *article.draft.paragraphs)))


def test_all_topics_are_written_about() -> None:
    counts = Counter(a.draft.topic for a in articles() if a.original is None)
    assert all(counts[topic] >= 15 for topic in TOPICS)


def test_districts_are_named_before_july_2025_and_wards_and_communes_after() -> None:
    assert len(places(date(2021, 1, 11))) == 30
    assert len(places(date(2026, 11, 1))) == 126
    assert not [a for a in articles() if a.day.year == 2026 and " quận " in " ".join(a.draft.paragraphs)]


def test_the_same_seed_writes_the_same_text() -> None:
    day = date(2026, 11, 1)
    assert Writer().write("seed", day) == Writer().write("seed", day)


def test_a_writer_says_so_when_nothing_unlike_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.sample_city.writing.lot", lambda *parts: lot("always the same"))
    writer = Writer()
    writer.write("first", date(2026, 11, 1))
    with pytest.raises(RuntimeError):
        writer.write("second", date(2026, 11, 1))


def test_slugs_have_neither_marks_nor_blanks() -> None:
    assert plain_slug("Đường Láng: 7h30 – “mở”") == "duong-lang-7h30-mo"
