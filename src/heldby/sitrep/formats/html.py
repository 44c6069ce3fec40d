"""Situation reports as one HTML file, with the maps inside and no script."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from heldby.sitrep.document import SituationReport
from heldby.sitrep.formats.templates import builtin, environment, fill


def check() -> None:
    """HTML needs nothing that the core install lacks."""


def default_template() -> bytes:
    """Return the built-in template."""
    return builtin("sitrep.html.j2")


def render(report: SituationReport, template: bytes | None, name: str) -> Mapping[str, bytes]:
    """Return the page. Every text is escaped; only the maps, which heldby draws, are inserted as they are."""
    env = environment(autoescape=True)
    env.filters["picture"] = Markup  # `presentation.map_picture` escapes every name
    return {name: fill(env, template or default_template(), report=report).encode()}
