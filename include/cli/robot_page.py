"""``press robot-page``: the page that says to outlets who the robot is."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command("robot-page")
def robot_page(
    output: Annotated[Path, typer.Option(dir_okay=False, help="HTML file to write.")],
) -> None:
    """Write the page that says who the robot is, how often it asks, what it looks for, and how to complain."""
    from include.fetching.robot_page import robot_page as page

    output.write_text(page(), encoding="utf-8")
    typer.echo(f"{output}: put it on the department's site and name its address in PRESS_USER_AGENT.")
