"""The model on disk: numbers with a checksum, refused when anything is off."""

import json
from pathlib import Path

import numpy as np
import pytest

from include.classification.topics.model import ARRAYS, MANIFEST, read_model, soften, write_model
from include.classification.topics.prediction import DEFAULT_MODEL
from include.errors import ModelError
from tests.include.classification.topics.examples import small_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path / "model", small_model())
    return tmp_path / "model"


def test_a_model_reads_back_as_it_was_written(folder: Path) -> None:
    texts = ["bóng đá sân", "khám bệnh", ""]
    assert np.array_equal(read_model(folder).scores(texts), small_model().scores(texts))


def test_the_version_follows_the_arrays(folder: Path, tmp_path: Path) -> None:
    assert write_model(tmp_path / "other", small_model()).version == read_model(folder).version


def test_changed_arrays_are_refused(folder: Path) -> None:
    packed = bytearray((folder / ARRAYS).read_bytes())
    packed[len(packed) // 2] ^= 1
    (folder / ARRAYS).write_bytes(bytes(packed))
    with pytest.raises(ModelError, match="checksum differs"):
        read_model(folder)


@pytest.mark.parametrize("name", [ARRAYS, MANIFEST])
def test_a_missing_or_damaged_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x80\x04")
    with pytest.raises(ModelError, match=name):
        read_model(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        read_model(folder)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [("format", "press-topics-0", "format"), ("labels", ["a"], "fit"), ("sharpness", None, "no whole model")],
)
def test_another_format_or_a_manifest_that_does_not_fit_is_refused(
    folder: Path, key: str, value: object, says: str
) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, key: value}), encoding="utf-8")
    with pytest.raises(ModelError, match=says):
        read_model(folder)


def test_the_model_that_ships_is_small_and_holds_no_objects() -> None:
    assert sum(path.stat().st_size for path in DEFAULT_MODEL.iterdir()) <= 6_000_000
    with np.load(DEFAULT_MODEL / ARRAYS, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "iuf" for name in arrays.files)


def test_probabilities_add_up_to_one() -> None:
    assert np.allclose(soften(np.array([[1, 2, 900]], np.float32)).sum(axis=1), 1)
    assert small_model().probabilities([]).shape[0] == 0
