"""The formats of situation reports, one module each. The ending of the file chooses the format."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from heldby.base.files import write_atomically
from heldby.errors import HeldbyError
from heldby.sitrep.document import SituationReport

ENDINGS = {".html": "html", ".md": "markdown", ".docx": "docx", ".pdf": "pdf"}
"""The module of this package that writes files with each ending."""


class FormatModule(Protocol):
    """What each module of a format has."""

    def check(self) -> None:
        """Check that everything that the format needs is installed.

        Raises:
            HeldbyError: something is missing. The message says how to get it.
        """

    def default_template(self) -> bytes:
        """Return the built-in template, as a file to edit."""

    def render(self, report: SituationReport, template: bytes | None, name: str) -> Mapping[str, bytes]:
        """Return the files of a situation report by name.

        Args:
            report: the situation report.
            template: the user's own template; None for the built-in one.
            name: the name of the main file.

        Raises:
            HeldbyError: the template cannot be used, or a program that the format needs fails.
        """


def check_format(file: Path) -> FormatModule:
    """Return the module that writes a file, chosen by the file's ending.

    Raises:
        HeldbyError: no format has this ending, or something that the format needs is missing.
    """
    name = ENDINGS.get(file.suffix.lower())
    if name is None:
        raise HeldbyError(f"{file.name}: the ending of the file chooses the format. It must be one of {', '.join(ENDINGS)}")
    module = cast("FormatModule", import_module(f"heldby.sitrep.formats.{name}"))
    module.check()
    return module


def write_situation_report(report: SituationReport, file: Path, template: Path | None = None) -> list[Path]:
    """Write a situation report and return the files written: the file itself, and the maps of a Markdown file beside it.

    If writing fails, older files stay as they were.

    Raises:
        HeldbyError: see `check_format`, or the template cannot be used.
        OSError: a file cannot be read or written.
    """
    module = check_format(file)
    files = module.render(report, template.read_bytes() if template else None, file.name)
    written = []
    for name, content in files.items():
        write_atomically(file.with_name(name), content)
        written.append(file.with_name(name))
    return written
