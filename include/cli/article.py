"""``press article``: what is read from article pages."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from include.cli.manifest import row_of_page, rows_of_manifest
from include.cli.output import finish_lines, write_lines

app = typer.Typer(name="article", help="What is read from article pages.", no_args_is_help=True)
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
    rows = _listed(manifest) if manifest else iter([row_of_page(_page, Path(str(file)), str(file), url)])
    finish_lines(*write_lines(rows), noun="articles")


def _listed(manifest: Path) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of a manifest, with progress on a terminal."""
    from rich.console import Console
    from rich.progress import track

    rows = rows_of_manifest(manifest, _page)
    console = Console(stderr=True)
    yield from track(rows, "Extracting", console=console, disable=not console.is_terminal)


def _page(path: Path, url: str) -> dict[str, Any]:
    """Return one page's fields and observations; an outlet's page is read by its newest layout."""
    from include.errors import ReadingError
    from include.observing.article import observe_article
    from include.outlets.registry import owner
    from include.pages.extraction.article import extract_page
    from include.pages.page import open_page

    body = path.read_bytes()
    if not body.strip():
        raise ReadingError("the file is empty")
    profile = owner(url)
    page = open_page(body, url, legacy_charset=profile.legacy_charset if profile else "")
    found = extract_page(page, profile, date.max)
    facts = [asdict(fact) for fact in observe_article(page, found, profile, date.max)]
    kind = next((fact["value"] for fact in facts if fact["observation"] == "credit_kind"), None)
    return {**{field: getattr(found, field) for field in _FIELDS}, "credit_kind": kind, "observations": facts}
