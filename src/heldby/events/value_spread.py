"""Collect the figures that the claims of one event give: their outer bounds, and the number that most families agree on, not a mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from heldby.events.features import Features
from heldby.model import Spread, Value

Figure = tuple[Features, Value]
"""A claim and a figure of its sentence."""


def spreads(group: Sequence[Features]) -> tuple[Spread, ...]:
    """Return one spread for each type and unit of figure in the sentences of the claims."""
    found: dict[tuple[str, str | None], list[Figure]] = defaultdict(list)
    for item in group:
        for kind, value in item.numbers:
            found[(kind, value.unit)].append((item, value))
    order = sorted(found.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))
    return tuple(_spread(kind, unit, figures) for (kind, unit), figures in order)


def _spread(kind: str, unit: str | None, figures: Sequence[Figure]) -> Spread:
    lows = [value.low for _, value in figures if value.low is not None]
    highs = [value.high for _, value in figures if value.high is not None]
    open_ended = any(value.high is None for _, value in figures)
    return Spread(
        type=kind, unit=unit, low=min(lows, default=None), high=None if open_ended and not highs else max(highs, default=None),
        likeliest=_likeliest(figures), claims=tuple(sorted({item.claim.id for item, _ in figures})),
    )  # fmt: skip


def _likeliest(figures: Sequence[Figure]) -> float | None:
    """Return the number that lies within the bounds of most families; if there are several, return the least."""
    points = sorted({point for _, value in figures for point in (value.low, value.high) if point is not None})
    families = {point: {item.family for item, value in figures if _is_within(point, value)} for point in points}
    return min(points, key=lambda point: (-len(families[point]), point), default=None)


def _is_within(point: float, value: Value) -> bool:
    return (value.low is None or value.low <= point) and (value.high is None or point <= value.high)
