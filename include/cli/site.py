"""``press site``: what a home page shows."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import show
from include.errors import DeclarationError

app = typer.Typer(name="site", help="What home pages show.", no_args_is_help=True)


@app.callback()
def site() -> None:
    """What home pages show."""


@app.command("observe")
def observe_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A home page.")],
    url: Annotated[str, typer.Option(help="Address it came from.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print each fact looked for on a home page, found or not, with its words and where they stand."""
    from include.outlets.registry import owner
    from include.pages.observing.home_page import observe_home_page
    from include.pages.page import open_page

    profile = owner(url)
    try:
        page = open_page(file.read_bytes(), url, legacy_charset=profile.legacy_charset if profile else "")
    except ValueError as error:
        raise DeclarationError(f"{file}: {error}", hint="Give a page as its server sent it.") from error
    facts = observe_home_page(page, profile)
    show([{"file": str(file), "url": url, **asdict(fact)} for fact in facts], as_json=as_json)
