"""The topic model: linear weights over hashed syllables, kept as plain arrays beside a manifest with their checksum.

No pickle is read or written, so a model file can hold numbers only.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.topics.features import BITS, BUCKETS, count_buckets, damp
from include.errors import ModelError

FORMAT = "press-topics-1"
UNSURE = "unsure"
ARRAYS, MANIFEST = "arrays.npz", "manifest.json"


@dataclass(frozen=True)
class TopicModel:
    """A trained model.

    Attributes:
        labels: As trained, in the order of the columns.
        topics: IPTC Media Topic of each label.
        buckets: The hash buckets that weigh anything, ascending.
        rarity: Inverse document frequency of each of them.
        weights: One row a bucket, one column a label, as signed bytes.
        scales: What one unit of a byte stands for, per label.
        intercepts: Per label.
        sharpness: Factor that makes the softmax of the scores a calibrated probability.
        sure_from: Confidence under which the model says that it is unsure.
        version: Name made of the format and the arrays' checksum.
        about: What it was trained on and the figures then measured, for people.
    """

    labels: tuple[str, ...]
    topics: tuple[str, ...]
    buckets: NDArray[np.int32]
    rarity: NDArray[np.float16]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    sharpness: float
    sure_from: float
    version: str
    about: dict[str, Any]

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        """The row of each bucket, or -1."""
        rows = np.full(BUCKETS, -1, np.int32)
        rows[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        return rows

    @cached_property
    def _plain_weights(self) -> NDArray[np.float32]:
        """The weights with rarity and scales worked in."""
        return self.weights.astype(np.float32) * self.scales

    @cached_property
    def _plain_rarity(self) -> NDArray[np.float32]:
        """Rarity as it enters the arithmetic."""
        return self.rarity.astype(np.float32)

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """Return the texts as rows of length one over the model's buckets."""
        counts = count_buckets(texts)
        rows = self._rows[counts.indices]
        kept = rows >= 0
        bounds = np.concatenate([[0], np.cumsum(kept)])[counts.indptr]
        rows = rows[kept]
        values = damp(counts.data[kept]) * self._plain_rarity[rows]
        owners = np.repeat(np.arange(len(texts)), np.diff(bounds))
        lengths = np.sqrt(np.bincount(owners, values * values, minlength=len(texts)))
        values /= np.maximum(lengths, 1e-9)[owners].astype(np.float32)
        return csr_matrix((values, rows, bounds), shape=(len(texts), len(self.buckets)))

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a text and label; larger is likelier."""
        return np.asarray(self.vectors(texts) @ self._plain_weights + self.intercepts, np.float32)

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return calibrated probabilities; each row adds up to one."""
        return soften(self.scores(texts) * np.float32(self.sharpness))


def soften(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def write_model(folder: Path, model: TopicModel) -> TopicModel:
    """Write a model into a folder and return it under the version its arrays give it."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        gaps=np.diff(model.buckets, prepend=0).astype(np.uint32),
        rarity=model.rarity,
        weights=model.weights,
        scales=model.scales,
        intercepts=model.intercepts,
    )
    arrays = packed.getvalue()
    checksum = hashlib.sha256(arrays).hexdigest()
    manifest = {
        "format": FORMAT,
        "version": f"{FORMAT}-{checksum[:12]}",
        "arrays_sha256": checksum,
        "bucket_bits": BITS,
        "labels": model.labels,
        "topics": model.topics,
        "sharpness": model.sharpness,
        "sure_from": model.sure_from,
        "about": model.about,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ARRAYS).write_bytes(arrays)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return read_model(folder)


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest and refuse another format."""
    hint = "Restore the folder from the repository, or train a model with press topics train."
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / MANIFEST} cannot be read: {error}.", hint=hint) from error
    if manifest.get("format") != FORMAT or manifest.get("bucket_bits") != BITS:
        found = manifest.get("format")
        raise ModelError(f"{folder} holds a model of the format {found}; this program reads {FORMAT}.", hint=hint)
    return manifest


def _read_arrays(folder: Path, checksum: str) -> dict[str, NDArray[Any]]:
    """Read the arrays and refuse them when their checksum is not the manifest's."""
    path = folder / ARRAYS
    hint = "Restore the folder from the repository, or train a model with press topics train."
    try:
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() != checksum:
            raise ModelError(f"{path} is not the file its manifest describes: the checksum differs.", hint=hint)
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} cannot be read: {error}.", hint=hint) from error


def read_model(folder: Path) -> TopicModel:
    """Read the model of a folder.

    Raises:
        ModelError: A file is missing, damaged, changed since it was written, or of another format.
    """
    manifest = _read_manifest(folder)
    try:
        arrays = _read_arrays(folder, manifest["arrays_sha256"])
        model = TopicModel(
            labels=tuple(manifest["labels"]),
            topics=tuple(manifest["topics"]),
            buckets=np.cumsum(arrays["gaps"], dtype=np.int32),
            rarity=arrays["rarity"],
            weights=arrays["weights"],
            scales=arrays["scales"],
            intercepts=arrays["intercepts"],
            sharpness=float(manifest["sharpness"]),
            sure_from=float(manifest["sure_from"]),
            version=manifest["version"],
            about=manifest["about"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{folder} holds no whole model: {error!r}.", hint="Restore the folder from the repository."
        ) from error
    if model.weights.shape != (len(model.buckets), len(model.labels)) or len(model.topics) != len(model.labels):
        raise ModelError(f"{folder}: weights and labels do not fit each other.", hint="Train the model again.")
    return model
