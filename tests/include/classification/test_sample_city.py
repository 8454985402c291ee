"""The month of the sample city, collected over real sockets and classified: compared with what the city declares."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.classification.classify import classify_days
from include.classification.places.gazetteer import spelling, units
from include.landing import store
from include.sample_city.article import Article
from include.sample_city.articles import articles
from include.sample_city.declaration import DAYS, Misbehaviour, faults
from include.sample_city.specials import RELEASE_PRINTS, SPECIAL, releases
from include.sample_city.writing import places
from include.settings import settings
from tests.system.judged import installed_at

pytestmark = pytest.mark.slow
TABLES = ("article_topics", "article_places", "reprints", "release_carriers", "fact_check_matches", "correction_links")
NUMBER = re.compile(r"-(\d+)\.html")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, classified_month: Path) -> Iterator[Path]:
    """Give the tests a copy of the city in which every day of every outlet is admitted and classified."""
    home = tmp_path_factory.mktemp("month")
    shutil.copytree(classified_month, home, dirs_exist_ok=True)
    with installed_at(home):
        yield home


def admitted() -> set[str]:
    """Return the articles that passed the gate."""
    return {row["article_id"] for row in store.read("admissions").to_pylist() if row["status"] == "admitted"}


def by_number() -> dict[str, int]:
    """Return the city's number of each admitted article whose address holds it."""
    passed = admitted()
    rows = store.read("articles", columns=["article_id", "canonical_url"]).to_pylist()
    found = {row["article_id"]: NUMBER.search(row["canonical_url"]) for row in rows if row["article_id"] in passed}
    return {article_id: int(match[1]) for article_id, match in found.items() if match}


def written() -> dict[int, Article]:
    return {article.number: article for article in articles()}


def rows(table: str) -> Rows:
    return store.read(table).to_pylist()


def pairs() -> dict[tuple[int, int], dict[str, Any]]:
    """Return the reprints found, by the city's numbers of original and reprint."""
    number = by_number()
    return {(number[r["original_article_id"]], number[r["reprint_article_id"]]): r for r in rows("reprints")}


def declared() -> dict[tuple[int, int], Article]:
    """Return the reprints that the city wrote, of articles that were admitted."""
    had = set(by_number().values())
    wrote = {(a.original.number, a.number): a for a in articles() if a.original}
    return {key: article for key, article in wrote.items() if set(key) <= had}


def first_of(article: Article) -> Article:
    """Return the article at which a chain of reprints begins."""
    return first_of(article.original) if article.original else article


def test_every_declared_reprint_is_found(month: Path) -> None:
    assert len(declared()) > 400
    assert declared().keys() <= pairs().keys()


def test_whatever_else_is_paired_prints_one_original_or_one_release(month: Path) -> None:
    article = written()
    for key in pairs().keys() - declared().keys():
        left, right = article[key[0]], article[key[1]]
        is_release = left.draft == right.draft and left.draft.topic == "release"
        is_same_notice = left.problem is right.problem and left.problem in SPECIAL
        assert first_of(left) == first_of(right) or is_release or is_same_notice


def test_who_came_first_and_how_much_later_is_what_the_city_wrote(month: Path) -> None:
    found, article = pairs(), written()
    for key, reprint in declared().items():
        row, original = found[key], article[key[0]]
        delay = (reprint.published_at - original.published_at) / timedelta(minutes=1)
        assert row["direction"] == "known"
        assert row["delay_minutes_min"] <= delay <= row["delay_minutes_max"]
        is_undated = reprint.problem is Misbehaviour.UNDATED_REPRINT
        assert (row["delay_minutes_max"] - row["delay_minutes_min"] > 1400) is is_undated


def test_the_earliest_original_is_marked_and_a_credit_is_held_against_it(month: Path) -> None:
    found = pairs()
    for key, reprint in declared().items():
        row = found[key]
        is_chained = reprint.problem in (
            Misbehaviour.REPRINT_CHAIN,
            Misbehaviour.SHARED_RELEASE,
            Misbehaviour.UNOFFICIAL_SOURCE,  # an aggregator's item, itself a reprint
        )
        assert row["is_earliest_original"] is not is_chained
        is_credited = reprint.credit and reprint.problem is not Misbehaviour.CREDITED_LATER
        assert row["credit_names_original"] is (True if is_credited else None)


def test_a_chain_ends_at_the_newspaper_where_it_began(month: Path) -> None:
    last = next(a for a in articles() if a.problem is Misbehaviour.REPRINT_CHAIN)
    marked = [key for key, row in pairs().items() if key[1] == last.number and row["is_earliest_original"]]
    assert marked == [(first_of(last).number, last.number)]


def test_outlets_that_print_one_release_share_its_origin_and_reprint_nobody(month: Path) -> None:
    article = written()
    printed = {k: r for k, r in pairs().items() if article[k[0]].draft.topic == article[k[1]].draft.topic == "release"}
    assert printed
    titles = {release["title"]: release_id for release_id, release in releases().items()}
    for key, row in printed.items():
        assert row["shared_origin"] == titles[article[key[0]].draft.title]
        assert row["is_earliest_original"] is False


def test_every_carrier_of_a_release_is_found_whole_with_its_delay_and_no_other(month: Path) -> None:
    number, article = by_number(), written()
    found = {(r["release_id"], article[number[r["article_id"]]].outlet_id): r for r in rows("release_carriers")}
    assert found.keys() == {(place.release_id, place.outlet_id) for place in RELEASE_PRINTS}
    issued = {row["release_id"]: row["issued_at"] for row in rows("releases")}
    for row in found.values():
        printed = article[number[row["article_id"]]].published_at
        assert row["containment"] == 1.0
        assert row["delay_minutes"] == (printed - issued[row["release_id"]]) / timedelta(minutes=1)


def test_the_releases_of_the_city_speak_of_no_unit(month: Path) -> None:
    assert store.days("release_places") == store.days("release_carriers")
    assert rows("release_places") == []


def test_what_repeats_and_what_debunks_a_claim_both_come_first_of_their_day(month: Path) -> None:
    number, article = by_number(), written()
    first = {
        article[number[row["article_id"]]].problem
        for row in rows("fact_check_matches")
        if row["fact_check_id"] == "xm-2026-007" and row["rank"] == 1
    }
    assert first == {Misbehaviour.REPEATS_CLAIM, Misbehaviour.DEBUNKS_CLAIM}


def test_a_correction_is_linked_to_the_article_it_corrects_and_to_no_other(month: Path) -> None:
    number, article = by_number(), written()
    said = {fault.misbehaviour: fault for fault in faults().faults}
    wanted = {
        (fault.outlet_id, fault.days[0], fault.article): fault.source
        for fault in (said[Misbehaviour.CORRECTION_PUBLISHED], said[Misbehaviour.CORRECTION_COMPLETE])
    }
    reposted = said[Misbehaviour.CORRECTION_REPOSTED]
    (carried,) = (
        (fault.outlet_id, fault.days[0], fault.article)
        for fault in faults().faults
        if fault.misbehaviour is Misbehaviour.CARRIED_MISTAKE and fault.outlet_id == reposted.outlet_id
    )
    wanted[reposted.outlet_id, reposted.days[0], reposted.article] = carried

    def place(article_id: str) -> tuple[str, date, int]:
        found = article[number[article_id]]
        return found.outlet_id, found.day, found.day_number

    links = {place(r["notice_article_id"]): place(r["corrected_article_id"]) for r in rows("correction_links")}
    assert links == wanted


def test_the_units_an_article_speaks_of_are_those_it_was_written_about(month: Path) -> None:
    number, article = by_number(), written()
    names = {unit.unit_id: spelling(f"{unit.kind} {unit.name}").casefold() for unit in units()}
    found: dict[int, set[str]] = {one: set() for one in number.values()}
    for row in rows("article_places"):
        found[number[row["article_id"]]].add(names[row["unit_id"]])
    for one, units_found in found.items():
        draft = article[one].draft
        said = " ".join([draft.title, draft.summary, *draft.paragraphs]).casefold()
        assert units_found == {spelling(p).casefold() for p in places(article[one].day) if p.casefold() in said}, one


def test_every_article_has_one_topic_and_the_sure_ones_of_sport_are_right(month: Path) -> None:
    number, article = by_number(), written()
    topics = rows("article_topics")
    landed = [(row["article_id"], row["day"]) for row in topics]
    assert len(landed) == len(set(landed))
    assert {one for one, _ in landed} == admitted()
    of_sport = [row["article_id"] for row in topics if row["topic"] == "sport" and row["article_id"] in number]
    assert {article[number[one]].draft.topic for one in of_sport} == {"sport"}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_tells_its_version_how_sure_it_is_and_why(month: Path, table: str) -> None:
    why = {
        "article_places": "snippet",
        "release_places": "snippet",
        "reprints": "passages",
        "release_carriers": "passages",
    }.get(table, "explanation")
    sure = {"reprints": "containment", "release_carriers": "containment"}.get(table, "confidence")
    assert rows(table)
    for row in rows(table):
        assert row["classifier_version"]
        assert 0 <= row[sure] <= 1
        assert row[why]


def test_classifying_the_month_again_changes_no_byte(month: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {kept.path: kept.path.read_bytes() for table in TABLES for kept in store.partitions(table)}

    before = files()
    for path in (settings().home / "fingerprints").iterdir():
        path.unlink()
    classify_days(list(reversed(DAYS)))
    assert files() == before
