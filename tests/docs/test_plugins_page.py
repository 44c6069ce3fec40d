"""The examples in docs/plugins.md work as the page says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli_runner import heldby
from heldby.export.plugin_format import Tables
from heldby.intake.formats.plugin import OWN_FIELDS
from heldby.intake.limits import DEFAULT
from heldby.intake.record_fields import NAMES
from heldby.model import Report
from heldby.plugins import WHAT
from heldby.reading.any_reader import AnyReader
from heldby.reading.readers import GROUP
from plugin_package import install_formats

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf8")
INPUT, EXPORT, READER = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)


def test_the_entry_points_are_those_of_the_example() -> None:
    [shown] = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)
    example = tomllib.loads((ROOT / "examples" / "plugin" / "pyproject.toml").read_text("utf8"))
    assert tomllib.loads(shown)["project"]["entry-points"] == example["project"]["entry-points"]
    assert {*WHAT, GROUP} == set(example["project"]["entry-points"])


def test_the_formats_of_the_page_read_and_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = {"input_formats": {"notes": "read"}, "export_formats": {"holders": "HoldersText"}}
    install_formats(tmp_path / "site", monkeypatch, INPUT + "\n\n" + EXPORT, **points)
    (tmp_path / "desk.notes").write_text("Iraqi forces captured the town of Rawa.\nIraqi forces captured the town of Anah.\n", "utf8")
    done = heldby("run", tmp_path / "desk.notes", "--dossier", tmp_path / "dossier")
    assert done.exit_code == 0 and "2 reports read" in done.stderr
    assert heldby("export", "holders", "--dossier", tmp_path / "dossier").stdout.splitlines() == [
        "Anah: Government of Iraq",
        "Rawa: Government of Iraq",
    ]


def test_the_reader_of_the_page_reads_spanish_and_leaves_the_rest() -> None:
    names: dict[str, Any] = {}
    exec(compile(READER, "docs/plugins.md", "exec"), names)
    reader = names["SpanishReader"]()
    assert isinstance(reader, AnyReader)
    spanish = Report.from_text("Los rebeldes tomaron Rawa.", language="es")
    english = Report.from_text("Iraqi forces recaptured Rawa on Friday.", published="2017-11-17", language="en")
    assert [len(one.claims) for one in reader.read_all([spanish, english])] == [0, 1]


def test_the_page_names_every_field_member_and_limit() -> None:
    assert [field for field in (*NAMES, *OWN_FIELDS) if f"`{field}`" not in PAGE] == []
    members = [name for name in vars(Tables) if not name.startswith("_")] + ["title", "redacted"]
    assert [name for name in members if f"`tables.{name}" not in PAGE] == []
    assert f"{DEFAULT.members:,} reports" in PAGE and f"{DEFAULT.file // 1_000_000} MB" in PAGE
