"""The entry point of ``press``: collects the command groups of this package and prints errors as sentences.

A module of this package that defines ``app`` is a command group, named by the app.
Heavy imports belong inside commands.
"""

import importlib
import os
import pkgutil
import sys
from typing import Annotated

import typer

import include.cli
from include.cli.output import say
from include.failures import expected, explain
from include.text import write_visibly


def _print_version(is_asked: bool) -> None:
    """Print the version and exit, where that is asked for."""
    if is_asked:
        typer.echo(f"press {include.__version__}")
        raise typer.Exit


def build_app() -> typer.Typer:
    """Return the whole command line, one group a module."""
    app = typer.Typer(
        name="press",
        help="Collect, check, judge and report what licensed outlets of Hanoi publish.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def options(
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
        ] = False,
    ) -> None:
        """Read the options before a command group."""

    for found in sorted(pkgutil.iter_modules(include.cli.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"include.cli.{found.name}")
        group = getattr(module, "app", None)
        if isinstance(group, typer.Typer):
            app.add_typer(group)
    return app


def main() -> None:
    """Run one command; print a known failure as one sentence on standard error and exit with status 1."""
    os.umask(0o077)
    write_visibly(sys.stdout, sys.stderr)
    try:
        build_app()(prog_name="press")
    except BrokenPipeError:
        # the reader of the output is gone; the interpreter would fail once more when it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except expected() as error:
        message, hint = explain(error)
        say(f"press: {message} Fix: {hint}" if hint else f"press: {message}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
