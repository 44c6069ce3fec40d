"""Situation reports as Markdown, with the maps as SVG files beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from heldby.sitrep.document import SituationReport
from heldby.sitrep.formats.templates import builtin, environment, fill

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
"""Characters that Markdown or HTML inside Markdown would read as more than themselves."""
LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def check() -> None:
    """Markdown needs nothing that the core install lacks."""


def default_template() -> bytes:
    """Return the built-in template."""
    return builtin("sitrep.md.j2")


def escape(text: object) -> str:
    """Return a text that Markdown shows as it is."""
    return LINE_START.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", str(text)))


def address(url: str) -> str:
    """Return an address for `<...>`, with the characters encoded that would end it."""
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\\", "%5C")


def render(report: SituationReport, template: bytes | None, name: str) -> Mapping[str, bytes]:
    """Return the text, and each map as a file that the text shows."""
    stem = PurePath(name).stem
    maps = {f"{stem}-map-{number}.svg": svg for number, svg in enumerate((one.map for one in report.sections if one.map), 1)}
    names = iter(maps)
    files = [next(names) if one.map else None for one in report.sections]
    env = environment(autoescape=False)
    env.filters |= {"text": escape, "address": address}
    text = fill(env, template or default_template(), report=report, sections=list(zip(report.sections, files, strict=True)))
    return {name: text.encode(), **{file: svg.encode() for file, svg in maps.items()}}
