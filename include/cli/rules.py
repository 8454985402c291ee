"""``press rules``: which text each rule has had since when, and what of it is not read, disputed or unknown."""

from typing import Annotated

import typer

from include.cli.output import show

app = typer.Typer(name="rules", help="The law behind each rule: its versions, and what is open.", no_args_is_help=True)
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("log")
def show_log(
    rule: Annotated[str | None, typer.Argument(help="A rule or measure alone.")] = None, as_json: JSON = False
) -> None:
    """Print which text each rule and measure has since when, and who read it, when and where."""
    from include.errors import DeclarationError
    from include.warehouse.law import law_log

    found = law_log(rule)
    if not found:
        raise DeclarationError(f"No rule or measure is called {rule}.", hint="`press rules log` lists them all.")
    show(found, as_json=as_json)


@app.command("check")
def check_rules(as_json: JSON = False) -> None:
    """Refuse a catalogue that contradicts itself; list texts not read, gaps, disputed numbers, unknown force."""
    from include.warehouse.law import open_points
    from include.warehouse.rule_versions import check_rule_versions

    check_rule_versions()
    show(open_points(), as_json=as_json)
