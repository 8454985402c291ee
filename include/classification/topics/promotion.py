"""Selects the topic model in use: the one that ships, or one trained here that proved better; rolls back.

Models trained here live in ``<home>/models/topics/<version>/``; ``champion.json`` there names the one in use and those
that were in use before it.
"""

import json
from pathlib import Path
from typing import Any

from include.atomic import replace_text
from include.classification.topics.model import TopicModel, read_model, write_model
from include.classification.topics.prediction import DEFAULT_MODEL, default_model
from include.errors import ModelError
from include.settings import settings

DEFAULT = "default"


def models_folder() -> Path:
    """Return the folder of the models trained here."""
    return settings().home / "models" / "topics"


def _history() -> list[str]:
    """Return the versions that were put in use, oldest first; the one that ships comes before all."""
    path = models_folder() / "champion.json"
    if not path.exists():
        return [DEFAULT]
    try:
        history = json.loads(path.read_text(encoding="utf-8"))["in_use"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} cannot be read: {error!r}.", hint="Delete it to return to the default.") from error
    return [str(version) for version in history] or [DEFAULT]


def _keep_history(history: list[str]) -> None:
    """Write the versions in use in one rename."""
    replace_text(models_folder() / "champion.json", json.dumps({"in_use": history}, indent=2) + "\n")


def champion() -> TopicModel:
    """Return the model in use.

    Raises:
        ModelError: It is missing, damaged or was changed.
    """
    version = _history()[-1]
    return default_model() if version == DEFAULT else read_model(models_folder() / version)


def installed_models() -> list[dict[str, Any]]:
    """Return the installed models, the shipped one first: version, whether it is in use, what it was trained on.

    A model that cannot be read is listed with what is wrong with it.
    """
    folders = {DEFAULT: DEFAULT_MODEL}
    if models_folder().exists():
        folders |= {path.name: path for path in sorted(models_folder().iterdir()) if path.is_dir()}
    in_use = _history()[-1]
    return [{"model": name, "is_in_use": name == in_use, **_described(path)} for name, path in folders.items()]


def _described(folder: Path) -> dict[str, Any]:
    """Return version and figures of a model's manifest, or what is wrong with it."""
    try:
        model = read_model(folder)
    except ModelError as error:
        return {"version": None, "articles": None, "held_out_accuracy": None, "trouble": str(error)}
    about = {name: model.about.get(name) for name in ("articles", "held_out_accuracy")}
    return {"version": model.version, **about, "trouble": None}


def promote(challenger: TopicModel) -> TopicModel:
    """Put a trained model in use and return it as written."""
    unplaced = models_folder() / "unplaced"
    written = write_model(unplaced, challenger)
    place = models_folder() / written.version
    if place.exists():
        for path in unplaced.iterdir():
            path.unlink()
        unplaced.rmdir()
    else:
        unplaced.rename(place)
    history = [version for version in _history() if version != written.version]
    _keep_history([*history, written.version])
    return read_model(place)


def roll_back() -> TopicModel:
    """Return to the model that was in use before, and return it.

    Raises:
        ModelError: The model that ships is in use; nothing came before it.
    """
    history = _history()
    if len(history) < 2:
        raise ModelError("The default model is in use; none came before it.", hint="Nothing needs to be done.")
    _keep_history(history[:-1])
    return champion()
