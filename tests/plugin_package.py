"""An installed package with a reader, for tests: a module and its metadata in a folder that is on the path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

MODULE = '''
import os
import re

from heldby.model import ActorRef, PlaceRef, make_claim
from heldby.reading import Reading
from heldby.reading.failed_reading import FailedReading


class FieldReader:
    """Reads "X took Y." and fails on a text with "broken". Its notes name the process that read."""

    def __init__(self, verb="took"):
        self.verb, self.version = verb, f"field {verb}"

    def read(self, report):
        if "broken" in report.text:
            return FailedReading(report, (), (), ("not read: it is broken",))
        claims = [
            make_claim(
                report=report.id, start=m.start(), end=m.end(), quote=m[0], kind="event", type="capture", confidence=0.7,
                reader=self.version, actor=(ActorRef(text=m[1], start=m.start(1), end=m.end(1)),),
                place=(PlaceRef(text=m[2], start=m.start(2), end=m.end(2)),),
            )
            for m in re.finditer(rf"(\\\\w+) {self.verb} (\\\\w+)\\\\.", report.text)
        ]
        return Reading(report, (), tuple(claims), (f"process {os.getpid()}",))

    def read_all(self, reports):
        return map(self.read, reports)


class NoReader:
    version = "none"


def failing():
    raise RuntimeError("no weights")


number = 7
'''.replace("\\\\", "\\")  # fmt: skip


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, package: str = "field-notes", **readers: str) -> None:
    """Install a package with readers, by default `field`, for the duration of a test. It is found as any installed package is."""
    site = folder / package
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "field_notes.py").write_text(MODULE, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
    lines = [f"{name} = {value}" for name, value in (readers or {"field": "field_notes:FieldReader"}).items()]
    (info / "entry_points.txt").write_text("\n".join(["[heldby.readers]", *lines, ""]), "utf-8")
    monkeypatch.syspath_prepend(str(site))


def install_formats(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, *, package: str = "more-formats", **groups: dict[str, str]
) -> None:
    """Install a package with one module of `code` and entry points: `input_formats={"xyz": "function"}` and `export_formats`."""
    site, module = folder / package, package.replace("-", "_")
    info = site / f"{module}-1.0.dist-info"
    info.mkdir(parents=True)
    (site / f"{module}.py").write_text(code, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
    lines = [
        line
        for group, points in groups.items()
        for line in (f"[heldby.{group}]", *(f"{name} = {module}:{value}" for name, value in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join([*lines, ""]), "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, module, raising=False)
