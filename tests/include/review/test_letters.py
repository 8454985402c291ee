"""Whatever leaves as a draft of a letter says what its data may not be used for."""

from datetime import date

import pytest

from include.review.letters import DRAFTS, correction_letter, reminder_letter, withdrawal_letter
from include.warehouse.claims import NOT_EVIDENCE

DAY = date(2026, 11, 16)


@pytest.mark.parametrize("name", sorted(path.name for path in DRAFTS.glob("*.txt")))
def test_each_draft_has_room_for_what_its_data_may_not_be_used_for(name: str) -> None:
    assert "{not_a_measure}" in (DRAFTS / name).read_text(encoding="utf-8")


def test_each_letter_says_it() -> None:
    letters = (
        reminder_letter("Báo A", "812/SVHTT", DAY, DAY),
        withdrawal_letter("Báo A", ["812/SVHTT"]),
        correction_letter("Báo A", "Ghi rõ nguồn tin", ["Văn phòng"], [DAY], DAY),
    )
    assert [letter for letter in letters if NOT_EVIDENCE not in letter] == []
    assert "vi phạm" not in "".join(letters).replace(NOT_EVIDENCE, "")
