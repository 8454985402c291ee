"""``press reprints``: which articles contain the text of others."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import read_lines, say, write_lines

app = typer.Typer(name="reprints", help="Which articles contain the text of others.", no_args_is_help=True)

_FIELDS = "article_id, outlet_id?, title?, text, published_at?"


@app.callback()
def reprints() -> None:
    """Which articles contain the text of others."""


@app.command("find")
def find_reprints(
    articles: Annotated[Path, typer.Option("--input", exists=True, dir_okay=False, help=f"JSON lines: {_FIELDS}.")],
    output: Annotated[Path, typer.Option(help="File of JSON lines to write.")],
) -> None:
    """Write every pair of articles of which one contains the other's text, with passages, direction and delay.

    Articles of one outlet are not paired; without outlet_id every article may pair with every other. Where the
    mean of both containments is .65 or more a pair is evidence, below that it is unclear; containments of different
    pairs compare.
    """
    from include.classification.reprints.lines import find_in_lines

    say("Reading the articles and comparing them …", err=True)
    with output.open("w", encoding="utf-8") as stream:
        count, errors = write_lines(find_in_lines(read_lines(articles)), stream)
    say(f"{count - errors:,} pairs, {errors:,} lines with errors.", err=True)
