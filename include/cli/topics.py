"""``press topics``: train, evaluate and use the topic model."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import finish_lines, read_lines, say, show, to_json, write_lines

app = typer.Typer(name="topics", help="Train, evaluate and use the topic model.", no_args_is_help=True)

_FIELDS = "JSON lines: article_id, title?, text"
Articles = Annotated[Path, typer.Option("--input", exists=True, dir_okay=False, help=f"{_FIELDS}.")]
Examples = Annotated[Path, typer.Option("--input", exists=True, dir_okay=False, help=f"{_FIELDS}, label.")]
Model = Annotated[Path | None, typer.Option(help="Folder of a model; without it the model in use.")]


@app.callback()
def topics() -> None:
    """Train, evaluate and use the topic model."""


@app.command("train")
def train_model(
    examples: Examples,
    model: Annotated[Path, typer.Option(help="Folder to write the model to.")],
    name: Annotated[str, typer.Option(help="What the articles are, for the model card.")] = "",
) -> None:
    """Train a model on labelled articles; prints its figures as JSON."""
    from include.classification.topics.lines import read_examples
    from include.classification.topics.model import write_model
    from include.classification.topics.training import train

    found, errors = read_examples(read_lines(examples))
    write_lines(errors, sys.stderr)
    say(f"Training on {len(found):,} articles; about two minutes per 30,000 …", err=True)
    about = {"name": name or examples.name, "trained_on": datetime.now(UTC).date().isoformat()}
    try:
        written = write_model(model, train(found, about))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--input") from error
    say(to_json({"model": written.version, "folder": str(model), "errors": len(errors), **written.about}))


@app.command("evaluate")
def evaluate_model(examples: Examples, model: Model = None) -> None:
    """Print the accuracy of a model on labelled articles, as JSON."""
    from include.classification.topics.evaluation import evaluate
    from include.classification.topics.lines import read_examples
    from include.classification.topics.model import read_model
    from include.classification.topics.promotion import champion

    found, errors = read_examples(read_lines(examples))
    write_lines(errors, sys.stderr)
    try:
        figures = evaluate(read_model(model) if model else champion(), found)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--input") from error
    say(to_json({**figures, "errors": len(errors)}))


@app.command("predict")
def predict_topics(
    articles: Articles,
    output: Annotated[Path | None, typer.Option(help="File to write; without it standard output.")] = None,
    model: Model = None,
) -> None:
    """Write label, IPTC topic and confidence of each article as JSON lines."""
    from include.classification.topics.lines import predict_lines
    from include.classification.topics.model import read_model
    from include.classification.topics.promotion import champion

    rows = predict_lines(read_model(model) if model else champion(), read_lines(articles))
    if output is None:
        count, errors = write_lines(rows)
    else:
        with output.open("w", encoding="utf-8") as stream:
            count, errors = write_lines(rows, stream)
    finish_lines(count, errors, noun="articles")


@app.command("models")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the installed models, which of them is in use, and what is wrong with any."""
    from include.classification.topics.promotion import installed_models

    show(installed_models(), as_json=as_json, title="Topic models")


@app.command("roll-back")
def return_to_earlier() -> None:
    """Return to the model that was in use before; train_topics then classifies history again."""
    from include.classification.topics.promotion import roll_back

    say(f"{roll_back().version} is in use.")
    say("Classify history again: airflow dags trigger train_topics --conf '{\"retrain\": false}'", err=True)
