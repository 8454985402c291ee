"""Which pairs share enough."""

import random

import numpy as np
import yaml

from include.classification.reprints.acceptance import EVIDENCE_MINIMUM, accepted, is_reworded
from include.classification.reprints.shingles import shingle
from include.classification.reprints.verification import Overlaps, compare
from include.settings import ROOT
from tests.include.classification.landed import words


def overlap(left: str, right: str) -> Overlaps:
    return compare(shingle([left]), shingle([right]), np.array([[0, 0]]))


def reworded(text: str, share: float) -> str:
    chance = random.Random(7)  # noqa: S311
    return " ".join(f"khác{n}" if chance.random() < share else word for n, word in enumerate(text.split()))


def test_a_text_with_three_words_in_ten_changed_is_reworded() -> None:
    found = overlap(words(1, 400), reworded(words(1, 400), 0.3))
    assert max(share[0] for share in found.containment()) < 0.3
    assert is_reworded(found).tolist() == [True]
    assert accepted(found).tolist() == [0]


def test_texts_that_share_one_paragraph_are_not() -> None:
    shared = words(9, 60)
    found = overlap(f"{words(1, 170)} {shared} {words(2, 170)}", f"{words(3, 170)} {shared} {words(4, 170)}")
    assert accepted(found).tolist() == []


def test_a_short_text_within_a_long_one_is_contained() -> None:
    assert accepted(overlap(words(1, 40), f"{words(2, 800)} {words(1, 40)}")).tolist() == [0]


def test_texts_without_shingles_share_nothing() -> None:
    assert accepted(overlap("", "một")).tolist() == []


def test_the_rules_ask_for_as_much_in_common_as_the_classifier_calls_evidence() -> None:
    project = yaml.safe_load((ROOT / "dbt_project" / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["vars"]["reprint_evidence_minimum"] == EVIDENCE_MINIMUM
