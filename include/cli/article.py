"""``press article``: what is read from article pages."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from include.cli.output import finish_lines, read_lines, write_lines

app = typer.Typer(name="article", help="What is read from article pages.", no_args_is_help=True)
BATCH = 16  # items handed over at once
FEW = 4 * BATCH  # fewer are done sooner here than processes start
AHEAD = 2  # batches a process that may be under way or wait to be fetched
T = TypeVar("T")
R = TypeVar("R")
_FIELDS = (
    "canonical_url",
    "title",
    "summary",
    "text",
    "published_at",
    "published_from",
    "updated_at",
    "section",
    "has_byline",
)


@app.callback()
def article() -> None:
    """What is read from article pages."""


@app.command("extract")
def extract_files(
    file: Annotated[Path | None, typer.Argument(help="One page.")] = None,
    url: Annotated[str, typer.Option(help="Address it came from.")] = "",
    manifest: Annotated[Path | None, typer.Option(help='JSON lines of {"file", "url"}.')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines; it always answers so.")] = True,
) -> None:
    """Print articles and their observations, one JSON object a line; a page that cannot be read says why.

    A manifest of any length is read as its results are printed, in its order, on all cores.
    """
    if (file is None) == (manifest is None):
        raise typer.BadParameter("give either FILE with --url, or --manifest")
    rows = _listed(manifest) if manifest else iter([_row(Path(str(file)), str(file), url)])
    finish_lines(*write_lines(rows), noun="articles")


def _listed(manifest: Path) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of a manifest, with progress on a terminal."""
    from rich.console import Console
    from rich.progress import track

    rows = in_order(partial(_row_of_line, manifest.parent), read_lines(manifest))
    console = Console(stderr=True)
    yield from track(rows, "Extracting", console=console, disable=not console.is_terminal)


def in_order(work: Callable[[T], R], items: Iterable[T], processes: int = 0) -> Generator[R, None, None]:
    """Yield what becomes of each item, in the order of the items, which are taken only as results are taken.

    Args:
        work: What is done with one item; a function of a module, for other processes must find it.
        items: Items that can be sent to another process.
        processes: How many; as many as there are cores when nothing is said.
    """
    processes = processes or len(os.sched_getaffinity(0))
    rest = iter(items)
    first = list(islice(rest, FEW))
    if len(first) < FEW or processes == 1:
        yield from map(work, chain(first, rest))
        return
    coming = chain(first, rest)
    pending: deque[Future[list[R]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        while batch := list(islice(coming, BATCH)):
            pending.append(pool.submit(_each, work, batch))
            if len(pending) >= AHEAD * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _each(work: Callable[[T], R], batch: list[T]) -> list[R]:
    """Do the work on one batch; runs in another process."""
    return [work(item) for item in batch]


def _row_of_line(folder: Path, line: tuple[int, dict[str, Any] | None, str]) -> dict[str, Any]:
    """Return the row of one line of a manifest that lies in a folder."""
    number, item, error = line
    if item is None:
        return {"line": number, "error": error}
    if not isinstance(item.get("file"), str):
        return {"line": number, "error": "file is missing"}
    path = Path(item["file"])
    return _row(path if path.exists() else folder / path, item["file"], str(item.get("url") or ""))


def _row(path: Path, name: str, url: str) -> dict[str, Any]:
    """Return one page's fields and observations, or its error; an outlet's page is read by its newest layout."""
    from include.errors import ReadingError
    from include.observing.article import observe_article
    from include.outlets.registry import owner
    from include.pages.extraction.article import extract_page
    from include.pages.page import open_page

    try:
        body = path.read_bytes()
    except OSError as error:
        return {"file": name, "url": url, "error": error.strerror or type(error).__name__}
    if not body.strip():
        return {"file": name, "url": url, "error": "the file is empty"}
    profile = owner(url)
    try:
        page = open_page(body, url, legacy_charset=profile.legacy_charset if profile else "")
        found = extract_page(page, profile, date.max)
        facts = [asdict(fact) for fact in observe_article(page, found, profile, date.max)]
    except ReadingError as error:
        return {"file": name, "url": url, "error": str(error)}
    kind = next((fact["value"] for fact in facts if fact["observation"] == "credit_kind"), None)
    fields = {field: getattr(found, field) for field in _FIELDS}
    return {"file": name, "url": url, **fields, "credit_kind": kind, "observations": facts}
