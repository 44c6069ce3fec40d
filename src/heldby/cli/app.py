"""The command `heldby`: one module a command, each adding itself with `register(app)`."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from heldby.errors import HeldbyError
from heldby.version import __version__

COMMANDS = (
    "run", "read", "holds", "listings", "overview", "search", "explain", "review", "export", "import_", "schema", "report", "serve",
    "watch", "reread", "custody", "locate", "gazetteer",
)  # fmt: skip
"""Modules of `heldby.cli` in the order in which help lists them; one that is not in this build is left out."""


class Heldby(TyperGroup):
    """Tells the errors that a user can mend in one line; anything else is a fault of ours and keeps its traceback.

    A reader that closes the pipe, such as `head`, ends a command quietly and without fault.
    """

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _leave_quietly()
        except HeldbyError as error:
            typer.echo(f"heldby: {error}", err=True)
            raise typer.Exit(1) from error


def build() -> typer.Typer:
    """The application with every command that this build has."""
    app = typer.Typer(
        name="heldby",
        cls=Heldby,
        help="Reads news reports of armed conflict into a sourced, dated, mapped record of who holds what, since when, and who says so.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in COMMANDS:
        if find_spec(f"heldby.cli.{name}") is not None:
            import_module(f"heldby.cli.{name}").register(app)
    return app


def main() -> None:
    """Run `heldby`; Ctrl-C ends it with the customary 130, also where it strikes a library in a moment that makes another error of it."""
    pressed: list[int] = []

    def press(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, press)
    try:
        build()()
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as left:
        sys.exit(130 if pressed and left.code not in (None, 0) else left.code)
    except Exception:
        if not pressed:
            raise
        sys.exit(130)


def _leave_quietly() -> NoReturn:
    # Python flushes standard output once more at exit, which would fail again and print a traceback.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"heldby {__version__}")
        raise typer.Exit()


def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False,
) -> None: ...
