"""``press findings``: acts on many findings at once."""

import typer

from include.cli.output import show

app = typer.Typer(name="findings", help="Findings, many at once.", no_args_is_help=True)


@app.callback()
def findings() -> None:
    """Findings, many at once."""


@app.command("withdraw")
def withdraw(
    extractor_version: str = typer.Option(..., help="Version of the faulty reading."),
    reason: str = typer.Option(..., help="What was read wrongly."),
    rule: str = typer.Option("", help="The one rule whose places were read wrongly; every rule when left out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Close all matters that rest on a faulty reading as errors of the system, the referred and remedied too.

    Needs a chief's account on this computer. Prints the drafts to outlets that had notices and to authorities.
    """
    from datetime import UTC, datetime

    from include.review.acts import person
    from include.review.withdrawals import withdraw_reading
    from include.settings import account

    closed = withdraw_reading(extractor_version, reason, person(account()), datetime.now(UTC), rule_id=rule)
    rows = [
        {
            "matter_id": one.matter.matter_id,
            "outlet_id": one.matter.outlet_id,
            "rule_id": one.matter.rule_id,
            "first_day": one.matter.first_day,
            "letter": one.letter,
            "recall": one.recall,
        }
        for one in closed
    ]
    show(rows, as_json=as_json)


@app.command("labels")
def labels(
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Print every fact that people have labelled, with its excerpt, without outlets and without reviewers."""
    from include.review.labels import labelled

    show(list(labelled()), as_json=as_json)
