"""Which syllables stand in a name."""

import pytest

from include.classification.names import are_names
from include.classification.syllables import read_syllables


def names(*texts: str) -> list[str]:
    """Return the syllables that stand in a name."""
    read = read_syllables(texts)
    found = are_names(texts, read)
    owners = read.owners()
    spelt = [
        texts[owners[n]][start:end]
        for n, (start, end) in enumerate(zip(read.starts.tolist(), read.ends.tolist(), strict=True))
    ]
    return [word for word, is_name in zip(spelt, found.tolist(), strict=True) if is_name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo luật, nước Pháp có phép", ["Pháp"]),
        ("theo pháp luật", []),
        ("Hà Nội mưa. Trời mát. Ông Đặng về", ["Hà", "Nội", "Ông", "Đặng"]),
        ("Mưa", []),
        ("mưa (Pháp), “Anh”", []),
        ("đêm 😀 Pháp", []),
        ("", []),
    ],
)
def test_a_capital_within_a_sentence_stands_in_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_text_does_not_run_on_into_the_next() -> None:
    assert names("tin mới", "Pháp thắng", "ở Pháp") == ["Pháp"]
    assert names() == []
