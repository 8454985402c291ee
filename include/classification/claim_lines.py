"""Candidates for claims given as JSON lines; what ``press fact-checks match`` does."""

from collections.abc import Iterable, Iterator
from typing import Any

from include.classification.retrieval import build, search
from include.classification.syllables import nfc

Line = tuple[int, dict[str, Any] | None, str]


def _read(lines: Iterable[Line], key: str, field: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return texts by id in the order of ids, and an error for each line that cannot be handled.

    Of two lines with one id the first by content counts and the other is refused, whatever the order of the lines.
    """
    found: dict[str, tuple[str, int]] = {}
    errors = []
    for number, row, error in lines:
        given = row or {}
        missing = [name for name in (key, field) if not isinstance(given.get(name), str)]
        if row is None or missing:
            errors.append({"line": number, "error": error or f"{', '.join(missing)} missing or no text"})
            continue
        title = given.get("title") if field == "text" else None
        text = nfc(f"{title}\n{given[field]}" if isinstance(title, str) and title else given[field])
        kept, *refused = sorted([(text, number), *([found[given[key]]] if given[key] in found else [])])
        found[given[key]] = kept
        errors += [{"line": line, "error": f"{key} {given[key]} is given by another line too"} for _, line in refused]
    return {name: text for name, (text, _) in sorted(found.items())}, sorted(errors, key=lambda one: one["line"])


def match_in_lines(claim_lines: Iterable[Line], article_lines: Iterable[Line], top: int) -> Iterator[dict[str, Any]]:
    """Yield the errors of both files, then the candidates of each claim, best first; claims ordered by id."""
    claims, claim_errors = _read(claim_lines, "claim_id", "claim")
    articles, article_errors = _read(article_lines, "article_id", "text")
    yield from ({"file": "claims", **error} for error in claim_errors)
    yield from ({"file": "articles", **error} for error in article_errors)
    ids = list(articles)
    hits = search(build(list(articles.values())), list(claims.values()), top)
    for claim_id, found in zip(claims, hits, strict=True):
        for rank, hit in enumerate(found, start=1):
            yield {"claim_id": claim_id, "rank": rank, "article_id": ids[hit.passage], "score": hit.score}
