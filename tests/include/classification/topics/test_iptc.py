"""Labels and IPTC Media Topics."""

import pytest

from include.classification.topics.iptc import UNMAPPED, topic_of


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("The thao", "sport"),
        ("Thể thao", "sport"),
        (" SỨC KHỎE ", "health"),
        ("health", "health"),
        ("Chuyện lạ", UNMAPPED),
    ],
)
def test_a_label_has_its_topic_whatever_its_case(label: str, topic: str) -> None:
    assert topic_of(label) == topic
