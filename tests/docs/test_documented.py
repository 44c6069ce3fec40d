"""Documentation cannot drift: every command, option and format is documented, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from heldby.cli.app import build
from heldby.export import FORMATS
from heldby.imports.load import SHAPES
from heldby.intake.formats.registry import OWN_SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def commands(group: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return every command with its full name, subcommands included."""
    found = []
    for name, command in group.commands.items():
        full = f"{path} {name}".strip()
        found += commands(command, full) if hasattr(command, "commands") else [(full, command)]
    return found


COMMANDS = commands(get_command(build()))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_its_options_are_documented(name: str, command: Any) -> None:
    page = (DOCS / "commands.md").read_text("utf8")
    assert f"heldby {name}" in page
    options = [param.opts[0] for param in command.params if param.param_type_name == "option" and not param.hidden]
    assert [option for option in options if option not in page] == []


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_argument_and_option_has_help(name: str, command: Any) -> None:
    assert command.help
    without = [param.name for param in command.params if not getattr(param, "help", None)]
    assert without == []


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_every_export_format_is_documented(name: str) -> None:
    assert f"`{name}`" in (DOCS / "formats.md").read_text("utf8")


@pytest.mark.parametrize("suffix", sorted(OWN_SUFFIXES))
def test_every_input_format_is_documented(suffix: str) -> None:
    assert f"`{suffix}`" in (DOCS / "intake.md").read_text("utf8")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_import_format_is_documented(shape: str) -> None:
    assert f"| `{shape}` |" in (DOCS / "research-formats.md").read_text("utf8")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf8")) if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("index", [DOCS / "index.md", DOCS / "guides" / "index.md", DOCS / "decisions" / "README.md"])
def test_an_index_lists_every_page_of_its_folder(index: Path) -> None:
    text = index.read_text("utf8")
    assert [page.name for page in index.parent.glob("*.md") if page != index and f"({page.name})" not in text] == []
