"""Extraction: unknown sites against trafilatura's modes, in quality and in speed; known ones by their layouts."""

import hashlib
import logging
import math
import statistics
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from benchmarks.extraction_cases import (
    DATA,
    PageCase,
    benchmark_cases,
    publisher_cases,
    shingle_f1,
    snippet_cases,
    snippet_f1,
    token_f1,
)
from include.outlets.profile import Layout
from include.pages.extraction import layouts, main_text, titles
from include.pages.page import open_page

Reader = Callable[[PageCase], str]
LAYOUTS = Path(__file__).with_name("publisher_layouts.yml")
_PARTS = ("chosen on", "not looked at", "all")
_ROUNDS = 3  # after one that warms up


def run() -> list[dict[str, Any]]:
    """Return the rows of this benchmark; nothing where the data is absent."""
    if not DATA.exists():
        return []
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    sets = {
        "article extraction benchmark": benchmark_cases(),
        "snippets": snippet_cases(),
        "publishers": publisher_cases(),
    }
    readers: dict[str, Reader] = {
        "ours": _read_ours,
        "trafilatura precision": _peer(favor_precision=True),
        "trafilatura default": _peer(),
        "trafilatura recall": _peer(favor_recall=True),
    }
    texts, speeds = _measure(readers, [case for cases in sets.values() for case in cases])
    rows, first = [], 0
    for name, cases in sets.items():
        own = {reader: given[first : first + len(cases)] for reader, given in texts.items()}
        first += len(cases)
        rows += [_row_of_set(f"F1, {name}, pages {part}", name, cases, own, part) for part in _PARTS]
    rows.append(_known_publishers())
    ours, peer_speed = speeds["ours"], speeds["trafilatura precision"]
    rows.append(
        _row("speed", ours, "pages per cpu-second", "trafilatura precision", peer_speed, ours / peer_speed, ">= 1.2")
    )
    return rows


def _row_of_set(what: str, name: str, cases: list[PageCase], texts: dict[str, list[str]], part: str) -> dict[str, Any]:
    """Return the row of one set of pages, or of one half of it, against the best mode on the same pages."""
    kept = [index for index, case in enumerate(cases) if part == "all" or _is_chosen_on(case) == (part == "chosen on")]
    chosen = [cases[index] for index in kept]
    found = {reader: _MEASURES[name](chosen, [given[index] for index in kept]) for reader, given in texts.items()}
    peer = max(list(found)[1:], key=lambda reader: found[reader])
    return _row(what, found["ours"], "F1", peer, found[peer], found["ours"] / found[peer], ">= peer")


def _is_chosen_on(case: PageCase) -> bool:
    """Return whether a page belongs to the half that rules may be chosen on: by a hash of its name and address."""
    return int(hashlib.sha256(f"{case.name}{case.url}".encode()).hexdigest(), 16) % 2 == 0


def _mean_token_f1(cases: list[PageCase], texts: list[str]) -> float:
    """Return the mean F1 of shared words."""
    return statistics.mean(token_f1(case.text, text) for case, text in zip(cases, texts, strict=True))


_MEASURES: dict[str, Callable[[list[PageCase], list[str]], float]] = {
    "article extraction benchmark": lambda cases, texts: shingle_f1(
        (case.text, text) for case, text in zip(cases, texts, strict=True)
    ),
    "snippets": lambda cases, texts: snippet_f1(zip(cases, texts, strict=True)),
    "publishers": _mean_token_f1,
}


def _known_publishers() -> dict[str, Any]:
    """Return the row of publishers that have a layout: the mean F1 of the words of their pages."""
    declared = yaml.safe_load(LAYOUTS.read_text(encoding="utf-8"))
    cases = [case for case in publisher_cases() if case.name in declared]
    read_general, ours, general = _peer(), [], []
    for case in cases:
        layout = Layout.model_validate(declared[case.name])
        ours.append(token_f1(case.text, layouts.read(open_page(case.body, case.url), layout).text or ""))
        general.append(token_f1(case.text, read_general(case)))
    mean, peer = statistics.mean(ours), statistics.mean(general)
    return _row(f"token F1, {len(cases)} publishers with a layout", mean, "F1", "trafilatura default", peer,
                mean / peer, ">= 0.98")  # fmt: skip


def _read_ours(case: PageCase) -> str:
    """Extract with this project, decoding, parsing and finding the title included."""
    page = open_page(case.body, case.url)
    return main_text.read(page, titles.read(page.tree, page.outline, case.url, None, None)).text or ""


def _peer(**options: bool) -> Reader:
    """Return a reader by one of trafilatura's modes."""
    import trafilatura

    return lambda case: trafilatura.extract(case.body, url=case.url, include_comments=False, **options) or ""


def _measure(readers: dict[str, Reader], cases: list[PageCase]) -> tuple[dict[str, list[str]], dict[str, float]]:
    """Return each reader's texts, and its pages per second of processor time.

    All readers read a page before the next one is read, and of each page's rounds the quickest counts: what else a
    machine does slows a round and never quickens one, and it slows the readers alike.
    """
    texts: dict[str, list[str]] = {name: [""] * len(cases) for name in readers}
    least: dict[str, list[float]] = {name: [math.inf] * len(cases) for name in readers}
    for _, (number, case), (name, read) in product(range(_ROUNDS + 1), enumerate(cases), readers.items()):
        start = time.process_time()
        texts[name][number] = read(case)
        least[name][number] = min(least[name][number], time.process_time() - start)
    return texts, {name: len(cases) / sum(taken) for name, taken in least.items()}


def _row(what: str, value: float, unit: str, peer: str, peer_value: float, ratio: float, mark: str) -> dict[str, Any]:
    """Return one row of results."""
    figures = {"value": round(value, 4), "peer_value": round(peer_value, 4), "ratio": round(ratio, 3)}
    return {"what": what, "unit": unit, "peer": peer, "mark": mark, **figures}
