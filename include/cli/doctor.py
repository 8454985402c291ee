"""``press doctor``: checks this installation, from disk to mail, and prints each fix."""

from typing import Annotated

import typer

from include.cli.output import say, show

app = typer.Typer()


@app.command("doctor")
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    images: Annotated[bool, typer.Option("--images", help="Look up the digests of images instead.")] = False,
) -> None:
    """Check this installation and print what is wrong and how to fix it; status 1 when something is."""
    if images:
        _show_images(as_json=as_json)
        return
    from include.doctor.checks import CHECKS
    from include.doctor.finding import examine

    rows = [examine(name, check) for name, check in CHECKS.items()]
    show(rows, as_json=as_json)
    if not all(row["is_well"] for row in rows):
        raise typer.Exit(1)


def _show_images(*, as_json: bool) -> None:
    """Print the images of ``.env`` with their digests, as lines to put there."""
    from include.doctor.images import pinned_images

    found = pinned_images()
    if as_json:
        show(found, as_json=True)
        return
    for row in found:
        say(f"{row['variable']}={row['pinned']}")
