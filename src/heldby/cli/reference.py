"""Print the reference of all commands in docs/commands.md: `python -m heldby.cli.reference`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from heldby.cli.app import build

BEGIN = "<!-- The part below is printed by: python -m heldby.cli.reference -->"
END = "<!-- End of the printed part -->"
"""The lines before and after the reference in docs/commands.md."""

BAR = "\\|"
"""How a vertical bar is written in a cell of a Markdown table."""


def commands(group: Any, path: str = "heldby") -> Iterator[tuple[str, Any]]:
    """Yield the full name of every command, and the command. A group that is also a command comes before its subcommands."""
    for name, command in group.commands.items():
        full = f"{path} {name}"
        if not hasattr(command, "commands"):
            yield full, command
            continue
        if command.invoke_without_command:
            yield full, command
        yield from commands(command, full)


def reference() -> str:
    """Return the reference of all commands, as Markdown."""
    return "\n".join("\n".join(_section(path, command)) for path, command in commands(get_command(build())))


def _section(path: str, command: Any) -> Iterator[str]:
    """Yield the lines for one command: its usage, its help text, and a table of its arguments and options."""
    yield f"### `{path}`\n"
    yield f"    {_usage(path, command)}\n"
    yield f"{inspect.cleandoc(command.help)}\n"
    params = [param for param in command.params if not getattr(param, "hidden", False)]
    if params:
        yield "| Argument or option | Meaning | Default |\n|---|---|---|"
        for param in params:
            yield f"| {' | '.join(cell.replace('|', BAR) for cell in (_names(param), _meaning(param), _default(param)))} |"
        yield ""


def _usage(path: str, command: Any) -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    words = [param.metavar if param.required else f"[{param.metavar}]" for param in arguments]
    return " ".join((path, "[OPTIONS]", *words, *(["[COMMAND]"] if hasattr(command, "commands") else [])))


def _names(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{param.metavar}`"
    names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
    return names if param.is_flag else f"{names} `{param.metavar}`"


def _meaning(param: Any) -> str:
    return f"{param.help} Also set by `{param.envvar}`." if param.envvar else str(param.help)


def _default(param: Any) -> str:
    """Return the default value as Markdown; an empty string if there is none or the default is empty or off."""
    if param.required or param.default in (None, False, ""):
        return ""
    return f"`{getattr(param.default, 'value', param.default)}`"


if __name__ == "__main__":
    print(reference(), end="")
