"""The builders of times by name. A builder dates a matched expression in its temporal context."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from heldby.reading.mentions.times import absolute, anaphoric, durations, relative, weekdays
from heldby.reading.mentions.times.expression import Expression
from heldby.reading.mentions.times.mention import Dated
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = ["BUILDERS", "Builder"]

Builder = Callable[[Expression, TemporalContext], Dated | None]
"""A function that dates an expression.

It returns None if the expression is not a time after all, and raises ValueError or OverflowError for an impossible date.
"""


def _public_builders(module: ModuleType) -> dict[str, Builder]:
    """Return a module's public builders by name."""
    return {name: getattr(module, name) for name in module.__all__}


BUILDERS: dict[str, Builder] = (
    _public_builders(absolute)
    | _public_builders(relative)
    | _public_builders(weekdays)
    | _public_builders(durations)
    | {name: b for name, b in _public_builders(anaphoric).items() if name != "around_latest"}
)
