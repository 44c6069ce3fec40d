"""The reference in docs/commands.md."""

from __future__ import annotations

from pathlib import Path

from typer.main import get_command

from heldby.cli.app import build
from heldby.cli.reference import BEGIN, END, commands, reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_page_of_commands_holds_the_current_reference() -> None:
    _, rest = PAGE.read_text("utf-8").split(f"{BEGIN}\n\n")
    printed, _ = rest.split(f"\n{END}\n")
    assert printed == reference(), "print it again: python -m heldby.cli.reference"


def test_every_argument_and_every_option_with_a_value_names_its_value() -> None:
    params = [(path, param) for path, command in commands(get_command(build())) for param in command.params]
    unnamed = [(path, param.name) for path, param in params if not getattr(param, "is_flag", False) and not param.metavar]
    assert unnamed == []


def test_help_starts_with_a_verb_and_ends_with_a_full_stop() -> None:
    helps = [command.help for _, command in commands(get_command(build()))]
    assert [text for text in helps if not text.endswith(".") or text.split()[0].endswith("s")] == []
