"""A content's hash follows from everything it says."""

from include.reporting.compose import Snapshot
from include.reporting.model import Content


def test_the_hash_survives_being_written_and_read(snapshot: Snapshot) -> None:
    content = snapshot.content
    assert Content.model_validate_json(content.model_dump_json()).content_hash == content.content_hash


def test_one_other_letter_gives_another_hash(snapshot: Snapshot) -> None:
    content = snapshot.content
    assert content.model_copy(update={"verdict": f"{content.verdict}."}).content_hash != content.content_hash


def test_a_snapshot_of_an_earlier_version_keeps_its_hash(snapshot: Snapshot) -> None:
    said = snapshot.content.model_dump(mode="json")
    for section in said["sections"]:  # what that version did not know
        section.pop("part", None)
        for block in section["blocks"]:
            block.pop("in_annex", None)
    earlier = Content.model_validate(said)
    written = earlier.model_dump_json()
    assert "in_annex" not in written
    assert '"part"' not in written
    assert earlier.content_hash != snapshot.content.content_hash
