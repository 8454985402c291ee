"""Tests of the texts that registers and faults speak of."""

from datetime import date

from include.sample_city.articles import articles
from include.sample_city.declaration import Misbehaviour, fault_of_article, outlets
from include.sample_city.specials import RELEASE_PRINTS, releases, special_draft


def test_a_printed_release_is_printed_whole() -> None:
    for place in RELEASE_PRINTS:
        draft = place.draft()
        assert "\n\n".join((draft.summary, *draft.paragraphs)) == releases()[place.release_id]["text"].strip()
        assert place.outlet_id in outlets()


def test_a_correction_names_the_article_it_corrects() -> None:
    (correction,) = [a for a in articles() if a.problem is Misbehaviour.CORRECTION_PUBLISHED]
    corrected = next(a for a in articles() if (a.outlet_id, a.day) == ("bao_thang_long", date(2026, 10, 25)))
    assert corrected.draft.title in correction.draft.paragraphs[0]


def test_claim_and_debunking_speak_of_the_same() -> None:
    texts = [
        " ".join(a.draft.paragraphs)
        for a in articles()
        if a.problem in (Misbehaviour.REPEATS_CLAIM, Misbehaviour.DEBUNKS_CLAIM)
    ]
    assert len(texts) == 2
    assert all("dừng cấp nước" in text for text in texts)


def test_other_articles_have_no_special_text() -> None:
    assert special_draft(None, ()) is None
    assert special_draft(fault_of_article("cong_tin_song_hong", date(2026, 10, 21), 1), ()) is None
