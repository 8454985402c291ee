"""A sealed day is known again: unchanged, grown, altered, missing, or past its retention."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.index import archived_outlets, index_path, warc_path
from include.archive.retention import remove_answers, write_excerpts
from include.archive.seals import check, digest, is_current, seal, seal_path
from include.archive.writer import open_day

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


def keep(number: int, outlet_id: str = "bao_a") -> None:
    with open_day(outlet_id, DAY) as writer:
        writer.keep(
            f"id-{number}", "article", f"http://a.vn/{number}", final_url=f"http://a.vn/{number}", status=(200, "OK"),
            headers=[], received=b"page", body=b"page", captured_at=NOW, fetched_at=NOW, is_from_archive=False,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def sealed(home: Path) -> str:
    """Seal a day of one outlet with one page."""
    keep(1)
    return seal(DAY)


def found() -> dict[str, str]:
    return {name.split(".")[-1]: how for name, how in check(DAY)}


def test_a_day_is_found_as_it_was_sealed(sealed: str) -> None:
    assert found() == {"jsonl": "intact", "gz": "intact"}
    assert is_current(DAY)
    assert (seal(DAY), digest(DAY)) == (sealed, sealed)


def test_the_archive_may_grow_behind_its_seal(sealed: str) -> None:
    keep(2)
    assert found() == {"jsonl": "grown", "gz": "grown"}
    assert not is_current(DAY)
    assert seal(DAY) != sealed


def test_what_a_kill_left_half_written_is_not_sealed() -> None:
    for path in (warc_path("bao_a", DAY), index_path("bao_a", DAY)):
        with path.open("ab") as stream:
            stream.write(b"half")
    seal(DAY)
    keep(2)
    assert found() == {"jsonl": "grown", "gz": "grown"}


def test_a_further_outlet_leaves_the_seal_behind() -> None:
    keep(1, "bao_b")
    assert not is_current(DAY)


def test_a_changed_byte_is_noticed() -> None:
    path = warc_path("bao_a", DAY)
    path.write_bytes(b"x" + path.read_bytes()[1:])
    assert found() == {"jsonl": "intact", "gz": "altered"}


def test_a_missing_file_is_noticed_unless_its_retention_has_passed() -> None:
    write_excerpts("bao_a", DAY, {})
    remove_answers("bao_a", DAY)
    assert found() == {"jsonl": "intact", "gz": "past_retention"}
    index_path("bao_a", DAY).unlink()
    assert not is_current(date(2026, 10, 16))


def test_seals_are_no_outlet() -> None:
    assert archived_outlets() == ["bao_a"]
    assert seal_path(DAY).exists()
    assert digest(date(2026, 10, 16)) == ""
