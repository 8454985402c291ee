"""``press alerts``: notifies people of failures, whether or not Airflow runs."""

import logging
from datetime import UTC, datetime
from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer(name="alerts", help="Notify people of failures, whether or not Airflow runs.", no_args_is_help=True)


@app.callback()
def alerts() -> None:
    """Notify people of failures, whether or not Airflow runs."""


@app.command("check")
def check(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """Mail the operators, once, what failed, what is fixed, and a day that was not judged in time."""
    from include.alerts.watch import check as check_alerts

    show([check_alerts(datetime.now(UTC))], as_json=as_json)


@app.command("watch")
def watch() -> None:
    """Check every minute until stopped: the service that production runs beside Airflow."""
    from include.alerts.watch import watch as watch_alerts

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    watch_alerts()


@app.command("metrics")
def metrics() -> None:
    """Print this installation's figures in the text format of Prometheus; the watch keeps them in a file."""
    from include.alerts.metrics import exposition

    for line in exposition(datetime.now(UTC)).decode().splitlines():
        say(line)
