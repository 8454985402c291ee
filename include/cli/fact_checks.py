"""``press fact-checks``: which articles may speak of a claim that was checked."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import read_lines, say, write_lines

app = typer.Typer(
    name="fact-checks", help="Which articles may speak of a claim that was checked.", no_args_is_help=True
)


@app.callback()
def fact_checks() -> None:
    """Which articles may speak of a claim that was checked."""


@app.command("match")
def match_claims(
    claims: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="JSON lines: claim_id, claim.")],
    articles: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="JSON lines: article_id, title?, text.")],
    output: Annotated[Path, typer.Option(help="File of JSON lines to write.")],
    top: Annotated[int, typer.Option(min=1, help="Candidates a claim.")] = 5,
) -> None:
    """Write the best candidates of each claim, best first; a person decides what each of them is.

    Scores order the candidates of one claim; those of different claims do not compare.
    """
    from include.classification.claim_lines import match_in_lines

    with output.open("w", encoding="utf-8") as stream:
        count, errors = write_lines(match_in_lines(read_lines(claims), read_lines(articles), top), stream)
    say(f"{count - errors:,} candidates, {errors:,} lines with errors.", err=True)
