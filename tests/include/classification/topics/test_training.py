"""Training: the same examples make the same model, in any order."""

import numpy as np
import pytest

from include.classification.topics.model import TopicModel
from include.classification.topics.training import Example, is_held_out, train
from tests.include.classification.topics.examples import examples, small_model


def same(left: TopicModel, right: TopicModel) -> bool:
    return np.array_equal(left.weights, right.weights) and left.sharpness == right.sharpness


def test_the_order_of_examples_changes_nothing() -> None:
    assert same(train(examples()[::-1]), small_model())


def test_the_model_keeps_what_it_was_trained_on() -> None:
    about = small_model().about
    assert (about["name"], about["articles"], about["articles_by_label"]["kinh tế"]) == ("ví dụ", 240, 80)
    assert about["held_out_accuracy"] > 0.9


def test_fewer_buckets_make_a_smaller_model() -> None:
    assert len(train(examples(), kept=20).buckets) == 20


def test_two_labels_are_enough_and_one_is_not() -> None:
    two = [example for example in examples() if example.label != "kinh tế"]
    assert train(two).labels == ("sức khỏe", "thể thao")
    with pytest.raises(ValueError, match="two labels"):
        train([example for example in two if example.label == "thể thao"])
    with pytest.raises(ValueError, match="two labels"):
        train([])


def test_what_is_held_out_is_decided_by_the_id() -> None:
    held = [is_held_out(f"a{number}") for number in range(800)]
    assert held == [is_held_out(f"a{number}") for number in range(800)]
    assert 60 < sum(held) < 140


def test_an_example_is_a_plain_record() -> None:
    assert Example("a", "b", "c") == Example("a", "b", "c")
