"""``press feed``: what a feed, sitemap or list page holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from include.cli.output import finish_lines, write_lines

app = typer.Typer(name="feed", help="What feeds, sitemaps and list pages hold.", no_args_is_help=True)
_FIELDS = ("url", "title", "published_at", "updated_at", "summary", "section", "guid")


@app.callback()
def feed() -> None:
    """What feeds, sitemaps and list pages hold."""


@app.command("parse")
def parse_files(
    files: Annotated[list[Path], typer.Argument(help="Feeds, sitemaps or list pages.")],
    url: Annotated[str, typer.Option(help="Address they came from; relative links are resolved against it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, which is what it always does.")] = True,
) -> None:
    """Print the entries of files, one JSON object a line; a file that cannot be read becomes a line with its error.

    One file is held at a time, however many are given.
    """
    finish_lines(*write_lines(row for file in files for row in _rows(file, url)), noun="entries")


def _rows(file: Path, url: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of one file, or the one line that says why there are none."""
    from include.pages.listings.parse import parse_listing

    try:
        listing = parse_listing(file.read_bytes(), url)
    except OSError as error:
        yield {"file": str(file), "error": error.strerror or type(error).__name__}
        return
    if listing.kind == "unknown" and not listing.entries:
        yield {"file": str(file), "error": listing.cause or "neither a feed nor a sitemap"}
    for entry in listing.entries:
        yield {"file": str(file), **{name: getattr(entry, name) for name in _FIELDS}}
    for further in listing.nested:
        changed_at = further.changed.instant if further.changed else None
        yield {
            "file": str(file),
            **dict.fromkeys(_FIELDS),
            "url": further.url,
            "updated_at": changed_at,
            "section": "sitemap",
        }
