"""Reliability: how often an outlet's word on control agreed with what other voices came to agree on. Never from a list of names."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from heldby.control.statements import Statement
from heldby.model import Control, Interval
from heldby.model.base import Record

PRIOR = 0.8
"""Reliability of an outlet of which nothing is known: the issue's own war, in which one statement in five is false."""
PRIOR_WEIGHT = 6.0
"""Statements that the prior is worth: a single error must not condemn."""
SURE = 0.85
"""Probability from which the record counts as agreed on."""
LEAST, MOST = 0.3, 1.15
"""Bounds of the factor on a report's weight."""


class Reliability(Record):
    """What an outlet's statements about a side (null: about any) came to.

    `agreed` and `against` count statements that the later consensus of other voices bears out or not; `estimate` is the share borne out,
    drawn toward the prior; `lag` the median days by which it came after the turn that it tells of (negative: before). `claims` are those
    that were not borne out.
    """

    outlet: str
    side: str | None
    agreed: int
    against: int
    estimate: float
    lag: float | None
    claims: tuple[str, ...]


def reliabilities(
    said: Sequence[Statement], controls: Iterable[Control], sources: Mapping[str, str | None]
) -> list[Reliability]:
    """Every outlet's record, over all sides and for each side it spoke of, by outlet and side. `sources` names each report's outlet."""
    record = {control.id: control.intervals for control in controls}
    voices = {one.claim.id: one.family for one in said}
    found: dict[tuple[str, str | None], list[tuple[bool, Statement, int | None]]] = defaultdict(list)
    for one in said:
        outlet = sources.get(one.claim.report)
        if outlet is None or one.gain is None or one.last is None or one.area or one.form not in ("change", "state"):
            continue
        verdict = _verdict(one, record.get(one.site, ()), voices)
        if verdict is not None:
            found[(outlet, None)].append(verdict)
            found[(outlet, one.gain)].append(verdict)
    order = sorted(found, key=lambda key: (key[0], key[1] or ""))
    return [_reliability(outlet, side, found[(outlet, side)]) for outlet, side in order]


def trust(found: Sequence[Reliability], sources: Mapping[str, str | None], fixed: Mapping[str, float] | None = None) -> dict[str, float]:
    """The factor on each report's weight: its outlet's reliability over the prior; `fixed` holds a person's own reliabilities by outlet."""
    own = {one.outlet: one.estimate for one in found if one.side is None} | dict(fixed or {})
    return {
        report: min(MOST, max(LEAST, own[outlet] / PRIOR)) for report, outlet in sources.items() if outlet is not None and outlet in own
    }  # fmt: skip


def _verdict(said: Statement, intervals: Sequence[Interval], families: Mapping[str, str]) -> tuple[bool, Statement, int | None] | None:
    """Whether the record bears a statement out; null where the record is unsure or rests on this voice alone."""
    assert said.last is not None
    day = dt.date.fromordinal(said.last)
    firsts = [interval.first or dt.date.min for interval in intervals]
    at = bisect_right(firsts, day) - 1
    if at < 0:
        return None
    interval = intervals[at]
    if interval.side is None or interval.p < SURE or interval.inferred:
        return None
    others = {claim for claim in interval.claims if families.get(claim) != said.family}
    if not others:
        return None
    agreed = interval.side == said.gain
    lag = (said.known - interval.first.toordinal()) if agreed and said.form == "change" and said.known and interval.first else None
    return agreed, said, lag


def _reliability(outlet: str, side: str | None, told: Sequence[tuple[bool, Statement, int | None]]) -> Reliability:
    agreed = sum(good for good, _, _ in told)
    lags = [lag for _, _, lag in told if lag is not None and abs(lag) <= 60]
    return Reliability(
        outlet=outlet, side=side, agreed=agreed, against=len(told) - agreed,
        estimate=round((agreed + PRIOR * PRIOR_WEIGHT) / (len(told) + PRIOR_WEIGHT), 3),
        lag=float(median(lags)) if lags else None, claims=tuple(sorted({one.claim.id for good, one, _ in told if not good})),
    )  # fmt: skip
