"""The builders by name: from the pieces of an expression and the thread of the text to the days it means."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from heldby.reading.mentions.times import absolute, anaphoric, relative
from heldby.reading.mentions.times.expression import Found
from heldby.reading.mentions.times.mention import Dated
from heldby.reading.mentions.times.temporal_context import Thread

__all__ = ["BUILDERS", "Builder"]

Builder = Callable[[Found, Thread], Dated | None]
"""Dates an expression; null when it is no time after all; ValueError or OverflowError for a date the calendar does not have."""


def _of(module: ModuleType) -> dict[str, Builder]:
    return {name: getattr(module, name) for name in module.__all__}


BUILDERS: dict[str, Builder] = _of(absolute) | _of(relative) | {name: b for name, b in _of(anaphoric).items() if name != "around_latest"}
