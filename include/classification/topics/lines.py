"""Topics of articles given as JSON lines; what ``press topics`` does."""

from collections.abc import Iterable, Iterator
from typing import Any

from include.classification.topics.model import TopicModel
from include.classification.topics.prediction import Prediction, predict
from include.classification.topics.training import Example

Line = tuple[int, dict[str, Any] | None, str]
ARTICLES_AT_ONCE = 2000


def _text(row: dict[str, Any]) -> str:
    """Return title and text of one object."""
    if not isinstance(row.get("text"), str):
        raise ValueError("text is missing or no text")
    title = row.get("title")
    return f"{title}\n{row['text']}" if isinstance(title, str) and title else str(row["text"])


def _id(row: dict[str, Any]) -> str:
    """Return the id of one object."""
    if not isinstance(row.get("article_id"), str) or not row["article_id"]:
        raise ValueError("article_id is missing or no text")
    return str(row["article_id"])


def _example(row: dict[str, Any]) -> Example:
    """Read one labelled article."""
    if not isinstance(row.get("label"), str) or not row["label"]:
        raise ValueError("label is missing or no text")
    return Example(_id(row), row["label"], _text(row))


def read_examples(lines: Iterable[Line]) -> tuple[list[Example], list[dict[str, Any]]]:
    """Return labelled articles, and an error for each line that cannot be handled."""
    examples, errors = [], []
    for number, row, error in lines:
        try:
            examples.append(_example(_object(row, error)))
        except ValueError as problem:
            errors.append({"line": number, "error": str(problem)})
    return examples, errors


def _object(row: dict[str, Any] | None, error: str) -> dict[str, Any]:
    """Return the object of a line or say what is wrong with it."""
    if row is None:
        raise ValueError(error)
    return row


def _predicted(article_id: str, found: Prediction) -> dict[str, Any]:
    """Return one prediction as it is written."""
    return {"article_id": article_id, "label": found.label, "topic": found.topic, "confidence": found.confidence}


def predict_lines(model: TopicModel, lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Yield one object a line, in the order of the lines: a prediction, or an error."""
    batch: list[dict[str, Any] | tuple[str, str]] = []
    for number, row, error in lines:
        try:
            given = _object(row, error)
            batch.append((_id(given), _text(given)))
        except ValueError as problem:
            batch.append({"line": number, "error": str(problem)})
        if len(batch) >= ARTICLES_AT_ONCE:
            yield from _predict_batch(model, batch)
            batch = []
    yield from _predict_batch(model, batch)


def _predict_batch(model: TopicModel, batch: list[dict[str, Any] | tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Predict the articles among some lines."""
    found = iter(predict(model, [entry[1] for entry in batch if isinstance(entry, tuple)]))
    for entry in batch:
        yield _predicted(entry[0], next(found)) if isinstance(entry, tuple) else entry
