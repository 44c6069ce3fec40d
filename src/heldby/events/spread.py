"""Spreads: what the claims of one event say of one number, never averaged, with its outer bounds and what most voices share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from heldby.events.features import Features
from heldby.model import Spread, Value


def spreads(group: Sequence[Features]) -> tuple[Spread, ...]:
    """One spread a type and unit of figure told of in the claims' sentences."""
    found: dict[tuple[str, str | None], list[tuple[Features, Value]]] = defaultdict(list)
    for item in group:
        for kind, value in item.numbers:
            found[(kind, value.unit)].append((item, value))
    return tuple(_spread(kind, unit, told) for (kind, unit), told in sorted(found.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")))


def _spread(kind: str, unit: str | None, told: Sequence[tuple[Features, Value]]) -> Spread:
    lows = [value.low for _, value in told if value.low is not None]
    highs = [value.high for _, value in told if value.high is not None]
    open_ended = any(value.high is None for _, value in told)
    return Spread(
        type=kind, unit=unit, low=min(lows, default=None), high=None if open_ended and not highs else max(highs, default=None),
        likeliest=_likeliest(told), claims=tuple(sorted({item.claim.id for item, _ in told})),
    )  # fmt: skip


def _likeliest(told: Sequence[tuple[Features, Value]]) -> float | None:
    """The number within the bounds of most independent voices; of equals the least, for it is what all can agree to."""
    points = sorted({point for _, value in told for point in (value.low, value.high) if point is not None})
    voices = {point: {item.family for item, value in told if _within(point, value)} for point in points}
    return min(points, key=lambda point: (-len(voices[point]), point), default=None)


def _within(point: float, value: Value) -> bool:
    return (value.low is None or value.low <= point) and (value.high is None or point <= value.high)
