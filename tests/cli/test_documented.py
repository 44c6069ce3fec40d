"""Docs cannot drift: every command and every export format has its line in docs/."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

from heldby.cli.app import build
from heldby.export import FORMATS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def told() -> str:
    """All pages in one."""
    return "\n".join(page.read_text("utf-8") for page in sorted(DOCS.glob("*.md")))


@pytest.mark.parametrize("command", sorted(get_command(build()).commands))  # type: ignore[attr-defined]
def test_every_command_is_documented(command: str) -> None:
    assert f"heldby {command}" in told() or f"`{command}`" in told()


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_every_export_format_is_documented(name: str) -> None:
    assert f"`{name}`" in told()
