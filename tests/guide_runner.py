"""Run the shell blocks of a guide in one terminal session, as a user would, and compare the output with what the guide shows.

In a guide, a block ```sh is run. A block ```text after it shows the output. In it, a line `...` stands for any lines, `...` within a line
for any characters, and a probability (0.91) or a number of claims for any other. Blank lines, rules of tables and widths of spaces do not
count.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

FENCED = re.compile(r"^```(sh|text)\n(.*?)^```$", re.M | re.S)
MARK = "=====end of block====="
COLUMNS = 100
LONGEST = 300
"""Seconds after which a guide is stopped."""


class Step(NamedTuple):
    """A block of commands, what the guide shows of its output, and the whole output."""

    commands: str
    shown: str
    output: str


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return the blocks of commands of a guide, each with the output that the guide shows, or with an empty text."""
    found: list[tuple[str, str]] = []
    for kind, content in FENCED.findall(page.read_text("utf-8")):
        if kind == "sh":
            found.append((content, ""))
        else:
            commands, shown = found[-1]
            found[-1] = (commands, shown + content)
    return found


def run_guide(page: Path, folder: Path, replaced: Mapping[str, str] = MappingProxyType({})) -> list[Step]:
    """Run all blocks of a guide in a folder, in one shell that stops at the first command that fails.

    Args:
        page: the guide.
        folder: the folder in which the shell starts.
        replaced: what to write in place of a text of the commands, such as a port that is in use.
    """
    pairs = blocks(page)
    script = "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + "".join(f"{commands}echo '{MARK}'\n" for commands, _ in pairs)
    for old, new in replaced.items():
        script = script.replace(old, new)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": str(COLUMNS), "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LONGEST,
    )  # fmt: skip
    printed = done.stdout
    for old, new in replaced.items():
        printed = printed.replace(new, old)
    outputs = printed.split(f"{MARK}\n")
    assert done.returncode == 0 and len(outputs) == len(pairs) + 1, f"{page.name} stops in:\n{pairs[len(outputs) - 1][0]}\n{outputs[-1]}"
    return [Step(commands, shown, output) for (commands, shown), output in zip(pairs, outputs, strict=False)]


def difference(step: Step) -> str | None:
    """Return the first line that the guide shows and the output does not have there, or None. If the output goes on, return "the end"."""
    output, pattern = "".join(f"{line}\n" for line in _lines(step.output)), ""
    for line in _lines(step.shown):
        pattern += _pattern(line)
        if not re.match(pattern, output):
            return line
    return None if not pattern or re.fullmatch(pattern, output) else "the end"


def _lines(text: str) -> list[str]:
    """Return the lines that count, with single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line.strip("─ ")]


def _pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*"
    any_number = re.sub(r"\b[01]\\\.\d\d\b", r"[01]\\.\\d\\d", re.escape(line))
    return any_number.replace(r"\.\.\.", ".*") + r"\n"
