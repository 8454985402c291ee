"""``press robot-page``: writes the page that explains the robot to outlets."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command("robot-page")
def robot_page(
    output: Annotated[Path, typer.Option(dir_okay=False, help="HTML file to write.")],
) -> None:
    """Write the page that explains the robot: who runs it, how often it asks, what it reads, how to complain."""
    from include.outlets.robot_page import robot_page as page

    output.write_text(page(), encoding="utf-8")
    typer.echo(f"{output}: put it on the department's site and name its address in PRESS_USER_AGENT.")
