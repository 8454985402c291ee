"""``press site``: what a home page shows."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from include.cli.manifest import rows_of_manifest
from include.cli.output import finish_lines, show, write_lines
from include.errors import DeclarationError, ReadingError

app = typer.Typer(name="site", help="What home pages show.", no_args_is_help=True)


@app.callback()
def site() -> None:
    """What home pages show."""


@app.command("observe")
def observe_file(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="A home page.")] = None,
    url: Annotated[str, typer.Option(help="Address it came from.")] = "",
    manifest: Annotated[Path | None, typer.Option(help='JSON lines of {"file", "url"}.')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line; a manifest is answered so.")] = False,
) -> None:
    """Print each fact looked for on a home page, found or not, with its words and where they stand.

    Of a manifest, one line a page with its facts, in its order, on all cores; a page that cannot be read says why.
    """
    if (file is None) == (manifest is None):
        raise typer.BadParameter("give either FILE with --url, or --manifest")
    if manifest:
        finish_lines(*write_lines(rows_of_manifest(manifest, _page)), noun="home pages")
        return
    try:
        facts = _facts(Path(str(file)), url)
    except ReadingError as error:
        raise DeclarationError(f"{file}: {error}", hint="Give a page as its server sent it.") from error
    show([{"file": str(file), "url": url, **fact} for fact in facts], as_json=as_json)


def _page(path: Path, url: str) -> dict[str, Any]:
    """Return the facts of one page of a manifest."""
    return {"observations": _facts(path, url)}


def _facts(path: Path, url: str) -> list[dict[str, Any]]:
    """Return the facts of one home page, read by the profile of the outlet it belongs to."""
    from include.observing.home_page import observe_home_page
    from include.outlets.registry import owner
    from include.pages.page import open_page

    profile = owner(url)
    page = open_page(path.read_bytes(), url, legacy_charset=profile.legacy_charset if profile else "")
    return [asdict(fact) for fact in observe_home_page(page, profile)]
