"""Extraction: unknown sites against trafilatura's modes, in quality and in speed; known ones by their layouts."""

import logging
import statistics
import time
from collections.abc import Callable
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
from include.pages.extraction import layouts, main_text
from include.pages.page import open_page

Reader = Callable[[PageCase], str]
LAYOUTS = Path(__file__).with_name("publisher_layouts.yml")
_TURNS = 3  # after one that warms up


def run() -> list[dict[str, Any]]:
    """Return the rows of this benchmark; nothing where the data is absent."""
    if not DATA.exists():
        return []
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    whole, snippets = benchmark_cases(), snippet_cases()
    readers: dict[str, Reader] = {
        "ours": _read_ours,
        "trafilatura precision": _peer(favor_precision=True),
        "trafilatura default": _peer(),
    }
    found = _measure(readers, whole, snippets)
    rows = []
    for index, what in enumerate(("F1, article extraction benchmark", "F1, snippets")):
        peer = max(list(readers)[1:], key=lambda name: found[name][index])
        ours, best = found["ours"][index], found[peer][index]
        rows.append(_row(what, ours, "F1", peer, best, ours / best, ">= peer - 0.003"))
    rows.append(_known_publishers())
    ours, peer_speed = found["ours"][2], found["trafilatura precision"][2]
    rows.append(
        _row("speed", ours, "pages per cpu-second", "trafilatura precision", peer_speed, ours / peer_speed, ">= 1.3")
    )
    return rows


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
    """Extract with this project, decoding and parsing included."""
    return main_text.read(open_page(case.body, case.url)) or ""


def _peer(**options: bool) -> Reader:
    """Return a reader by one of trafilatura's modes."""
    import trafilatura

    return lambda case: trafilatura.extract(case.body, url=case.url, include_comments=False, **options) or ""


def _measure(
    readers: dict[str, Reader], whole: list[PageCase], snippets: list[PageCase]
) -> dict[str, tuple[float, float, float]]:
    """Return both F1 and pages per second of processor time of each reader; the readers take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    texts: dict[str, list[str]] = {}
    for _ in range(_TURNS + 1):
        for name, read in readers.items():
            start = time.process_time()
            texts[name] = [read(case) for case in [*whole, *snippets]]
            seconds[name].append(time.process_time() - start)
    found = {}
    for name, given in texts.items():
        first = shingle_f1((case.text, text) for case, text in zip(whole, given, strict=False))
        second = snippet_f1(zip(snippets, given[len(whole) :], strict=True))
        found[name] = (first, second, len(given) / statistics.median(seconds[name][1:]))
    return found


def _row(what: str, value: float, unit: str, peer: str, peer_value: float, ratio: float, mark: str) -> dict[str, Any]:
    """Return one row of results."""
    figures = {"value": round(value, 4), "peer_value": round(peer_value, 4), "ratio": round(ratio, 3)}
    return {"what": what, "unit": unit, "peer": peer, "mark": mark, **figures}
