"""The command `heldby`. Each module in `COMMANDS` has a function `register(app)` that adds its commands."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command
from typer.models import CommandInfo, TyperInfo

from heldby.base.gc_pause import gc_paused
from heldby.errors import HeldbyError
from heldby.version import __version__

COMMANDS = {
    "Read reports": ("run", "watch", "read", "locate", "explain"),
    "Query the record": ("holds", "listings", "search", "overview"),
    "View and review": ("serve", "page", "review"),
    "Exchange data": ("export", "sitrep", "import_", "schema"),
    "Work with many reports": ("dataset",),
    "Look after a dossier": ("custody", "archive", "removal", "reread", "settings"),
    "Add places": ("gazetteer",),
}
"""Modules of `heldby.cli`, by the heading under which `heldby --help` lists their commands."""

HELP = """\
Read news reports of an armed conflict and keep a sourced, dated and mapped record of who holds what, since when, and who says so.

A dossier is the folder of one investigation.
A claim is one thing that a report says, such as who captured a town.
The record holds the reports in a dossier, the claims found in them, and your judgements.

Start with: heldby run PATH"""


class HeldbyGroup(TyperGroup):
    """The command group `heldby`. Prints errors that a user can act on as one line; other errors keep their traceback.

    A closed pipe, as after `| head`, ends a command without a message and with exit code 0.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the user named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _exit_without_flush()
        except HeldbyError as error:
            typer.echo(f"heldby: {error}", err=True)
            raise typer.Exit(1) from error


def build(wanted: str | None = None) -> typer.Typer:
    """Return the application with all its commands.

    If `wanted` is a module in `COMMANDS` with a command of the same name, only that module is imported, which makes the start faster.
    """
    app = typer.Typer(
        name="heldby",
        cls=HeldbyGroup,
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for heading, modules in COMMANDS.items():
        for name in modules:
            if wanted in (None, name):
                import_module(f"heldby.cli.{name}").register(app)
        for one in _registered(app):
            if not isinstance(one.rich_help_panel, str):
                one.rich_help_panel = heading
    if wanted is not None and wanted not in (one.name for one in _registered(app)):
        return build()
    return app


def main() -> None:
    """Run `heldby`. Ctrl-C ends it with exit code 130, even if a library turns the interrupt into another error."""
    pressed: list[int] = []

    def press(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, press)
    try:
        with gc_paused():
            app = get_command(build(sys.argv[1] if len(sys.argv) > 1 else None))
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as stop:
        sys.exit(130 if pressed and stop.code not in (None, 0) else stop.code)
    except Exception:
        if not pressed:
            raise
        sys.exit(130)


def _registered(app: typer.Typer) -> list[CommandInfo | TyperInfo]:
    return [*app.registered_commands, *app.registered_groups]


def _exit_without_flush() -> NoReturn:
    # Python flushes standard output once more at exit, which would fail again and print a traceback.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"heldby {__version__}")
        raise typer.Exit()


def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,
) -> None: ...
