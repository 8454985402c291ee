"""The model in use and the way back."""

from pathlib import Path

import pytest

from include.classification.topics.prediction import default_model
from include.classification.topics.promotion import champion, installed_models, models_folder, promote, roll_back
from include.classification.topics.training import train
from include.errors import ModelError
from tests.include.classification.topics.examples import examples, small_model


def test_the_model_that_ships_is_in_use_from_the_first_day(home: Path) -> None:
    assert champion().version == default_model().version


def test_a_promoted_model_is_in_use_until_it_is_rolled_back(home: Path) -> None:
    first, second = promote(small_model()), promote(train(examples(300)))
    assert champion().version == second.version != first.version
    assert roll_back().version == first.version
    assert roll_back().version == default_model().version
    with pytest.raises(ModelError, match="default model is in use"):
        roll_back()


def test_promoting_twice_changes_nothing(home: Path) -> None:
    assert promote(small_model()).version == promote(small_model()).version
    assert roll_back().version == default_model().version


def test_an_unreadable_history_says_how_to_return(home: Path) -> None:
    promote(small_model())
    (models_folder() / "champion.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="Delete it"):
        champion()


def test_the_installed_models_say_which_is_in_use_and_which_is_damaged(home: Path) -> None:
    assert [(m["model"], m["is_in_use"]) for m in installed_models()] == [("default", True)]
    first, second = promote(small_model()), promote(train(examples(300)))
    (models_folder() / first.version / "arrays.npz").write_bytes(b"damaged")
    held = {model["model"]: model for model in installed_models()}
    assert [name for name, model in held.items() if model["is_in_use"]] == [second.version]
    assert held[second.version]["articles"] == 300
    assert "checksum" in held[first.version]["trouble"]
