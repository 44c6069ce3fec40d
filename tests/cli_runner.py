"""Run `heldby` in tests of the command line."""

from __future__ import annotations

import sys

from typer.testing import CliRunner, Result

from heldby.cli.app import build

HELDBY = (sys.executable, "-m", "heldby")
"""The command line of `heldby` as a process of its own."""

RAWA = "Iraqi forces recaptured the town of Rawa from Islamic State on Friday, the army said.\n"
"""The text of a report."""


def heldby(*arguments: object, stdin: str | None = None) -> Result:
    """Run a command of `heldby` in this process, as the user "tester"."""
    return CliRunner(env={"HELDBY_USER": "tester"}).invoke(build(), [str(argument) for argument in arguments], input=stdin)
