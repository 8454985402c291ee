"""``press fact-checks``: which articles may speak of a claim that was checked."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import read_lines, say, show, write_lines

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


@app.command("pairs")
def list_pairs(
    is_waiting: Annotated[bool, typer.Option("--waiting", help="Only those that nobody has labelled.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the articles that may concern a published fact-check, and how people labelled them."""
    from dataclasses import asdict

    from include.review.fact_checks import pairs

    show([asdict(one) for one in pairs() if not (is_waiting and one.called)], as_json=as_json)


@app.command("call")
def call(
    fact_check: Annotated[str, typer.Argument(help="Id of the fact-check.")],
    article: Annotated[str, typer.Argument(help="Id of the article.")],
    called: Annotated[str, typer.Option("--as", help="repeats, reports (or corrects), or unrelated.")],
    reason: Annotated[str, typer.Option("--reason", help="What was read; kept for ever.")],
) -> None:
    """Label what an article does with a claim; needs a reviewer's account here. Reports count by kind alone."""
    from datetime import UTC, datetime

    from include.review.acts import person
    from include.review.fact_checks import call_pair
    from include.settings import account

    entry = call_pair(fact_check, article, called, reason, person(account()), datetime.now(UTC))
    say(f"Recorded: entry {entry.sequence}, {entry.subject_id} {called}.")
