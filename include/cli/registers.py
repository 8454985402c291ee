"""``press registers``: blank registers, and what is wrong in filled ones."""

from pathlib import Path
from typing import Annotated

import typer

from include.cli.output import say, show, to_json

app = typer.Typer(name="registers", help="Blank registers, and what is wrong in filled ones.", no_args_is_help=True)


@app.callback()
def registers() -> None:
    """Blank registers, and what is wrong in filled ones."""


@app.command("list")
def list_registers(as_json: bool = typer.Option(False, "--json", help="One JSON object a line.")) -> None:
    """List the registers the department keeps."""
    from include.registers.declaration import clerk_columns
    from include.registers.declaration import registers as declared

    rows = [
        {"register": name, "title": table.title, "columns": len(clerk_columns(table))}
        for name, table in declared().items()
    ]
    show(rows, as_json=as_json)


@app.command()
def template(
    name: str = typer.Argument(help="Register, by name or Vietnamese title."),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File; <register>.xlsx here by default.")
    ] = None,
) -> None:
    """Write a blank register with headers, choices, examples and notes."""
    from include.registers.declaration import register
    from include.registers.template import write_template

    say(write_template(name, output or Path(f"{register(name).table}.xlsx")))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A filled register, XLSX or CSV.")],
    is_vietnamese: bool = typer.Option(False, "--vi", help="Answer in Vietnamese."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Name everything that is wrong in a register, by sheet, row and column, with the fix; nothing is loaded."""
    from include.registers.check import check_file
    from include.registers.problems import Language

    language: Language = "vi" if is_vietnamese else "en"
    problems = check_file(file)
    for problem in problems:
        if as_json:
            say(to_json(problem.as_row(language) | {"is_advice": problem.is_advice}))
        else:
            say(f"{problem.sentence(language)} {problem.hint(language)}")
    wrong = sum(not problem.is_advice for problem in problems)
    if not as_json:
        said = ("Không có lỗi." if is_vietnamese else "Nothing is wrong.") if not wrong else ""
        say(said or (f"{wrong} lỗi." if is_vietnamese else f"{wrong} problems."))
    raise typer.Exit(1 if wrong else 0)
