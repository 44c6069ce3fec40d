"""Estimate how reliable sources are: how often their statements about control agree with the consensus of other families.

A source is the speaker that a report names. If the report speaks in its own voice or cites unnamed people, the source is its outlet. No
source is rated in advance.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from heldby.base.text import fold_case
from heldby.control.evidence.claim_source import ReliabilityFactor, Source
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.statements import Statement
from heldby.model import Control, Interval
from heldby.model.base import Record

PRIOR = 0.8
"""Reliability of an unknown source: as in the simulated wars, one statement in five is false."""
PRIOR_WEIGHT = 6.0
"""Number of statements that the prior counts for, so that a single error has little effect."""
AGREED = 0.85
"""Least probability of an answer of the record that counts as a consensus."""
MIN_FACTOR, MAX_FACTOR = 0.3, 1.0
"""Bounds of the factor on a statement's strength. Frequent agreement does not strengthen a source, because a few sources may agree with one
another whether they are right or wrong. In sparse simulated wars, an upper bound of 1.15 doubled the calibration error and found no more
changes."""
STEP = 0.05
"""Step to which the factor is rounded, so that one more statement of a source seldom changes the weight of all the others."""


class Reliability(Record):
    """How a source's statements compare with the consensus of other families.

    Attributes:
        source: name of the source.
        kind: whether it is an outlet or a speaker.
        side: the side that the statements name as the holder; null for all sides together.
        agreed: statements that the consensus agrees with.
        against: statements that it does not agree with.
        estimate: estimated share of right statements, drawn towards the prior.
        lag: median days from a change to the statement that reports it (negative: before it); null if there is none.
        claims: ids of the claims that the consensus does not agree with.
    """

    source: str
    kind: Literal["outlet", "speaker"]
    side: str | None
    agreed: int
    against: int
    estimate: float
    lag: float | None
    claims: tuple[str, ...]


class Tally(NamedTuple):
    """The number of a source's statements that the record agrees with (`agreed`) and does not agree with (`against`)."""

    kind: str
    key: str
    agreed: int
    against: int

    @property
    def estimate(self) -> float:
        """The estimated share of right statements, drawn towards the prior."""
        return _estimate(self.agreed, self.against)


class Verdict(NamedTuple):
    """Whether the record agrees with a statement, and the statement's delay.

    The delay is the number of days from a change to the publication of the statement; None if the statement reports no dated change.
    """

    agreed: bool
    statement: Statement
    lag: int | None


def reliabilities(claims: ClaimsByPlace, controls: Iterable[Control]) -> list[Reliability]:
    """Return the reliability of every source, over all sides and for each side that it names as a holder, sorted by name and side."""
    record = {control.id: control.intervals for control in controls}
    families = {one.claim.id: one.family for place in claims.claims for one in claims.statements(place)}
    names: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str, str | None], list[Verdict]] = defaultdict(list)
    for place in sorted(claims.claims):
        own = [(claims.source_of(one), _verdict(one, record.get(place, ()), (), families)) for one in _judged(claims.statements(place))]
        for source, verdict in own:
            if source and verdict:
                names[source.kind, source.key] = min(source.name, names.get((source.kind, source.key), source.name))
                found[source.kind, source.key, None].append(verdict)
                found[source.kind, source.key, verdict.statement.gainer].append(verdict)
    order = sorted(found, key=lambda key: (names[key[0], key[1]], key[0], key[2] or ""))
    return [_reliability(names[kind, key], kind, side, found[kind, key, side]) for kind, key, side in order]


def tally_statements(
    claims: ClaimsByPlace, rows: Sequence[Statement], intervals: Sequence[Interval], steps: Sequence[tuple[int, float]] = ()
) -> list[Tally]:
    """Count, for each source, the statements about one place that the record of the place agrees with.

    Args:
        claims: gives the source of each statement.
        rows: the statements about the place and about the areas around it.
        intervals: the record of the place.
        steps: the probabilities of the parts of joined intervals, as in `Inferred`.
    """
    families = {one.claim.id: one.family for one in rows}
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in _judged(rows):
        source = claims.source_of(one)
        verdict = _verdict(one, intervals, steps, families) if source else None
        if source and verdict:
            counts[source.kind, source.key][not verdict.agreed] += 1
    return [Tally(kind, key, *count) for (kind, key), count in sorted(counts.items())]


def sum_tallies(tallies: Iterable[Tally]) -> list[Tally]:
    """Add up the tallies of each source over all places."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in tallies:
        count = counts[one.kind, one.key]
        count[0], count[1] = count[0] + one.agreed, count[1] + one.against
    return [Tally(kind, key, *count) for (kind, key), count in sorted(counts.items())]


def reliability_factors(tallies: Iterable[Tally], given: Mapping[str, float] | None = None) -> ReliabilityFactor:
    """Return a function that gives the factor on a source's statements: its reliability divided by the prior.

    Reliabilities in `given`, by name of the source, take precedence over estimates. Only estimates are bounded and rounded. An unknown
    source has the factor 1.
    """
    by_name = {fold_case(name): value for name, value in (given or {}).items()}
    estimated = {
        (one.kind, one.key): min(MAX_FACTOR, max(MIN_FACTOR, round(one.estimate / PRIOR / STEP) * STEP)) for one in sum_tallies(tallies)
    }

    def factor(source: Source) -> float:
        for name in (fold_case(source.name), source.key):
            if name in by_name:
                return by_name[name] / PRIOR
        return estimated.get((source.kind, source.key), 1.0)

    return factor


def _judged(rows: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements that can be compared with the record: those about the place itself that say who took or holds it, and when."""
    for one in rows:
        if one.gainer is not None and one.last is not None and not one.from_area and one.form in ("change", "state"):
            yield one


def _verdict(
    statement: Statement, intervals: Sequence[Interval], steps: Sequence[tuple[int, float]], families: Mapping[str, str]
) -> Verdict | None:
    """Compare a statement with the record; return None if the record is unsure or rests only on the statement's own family."""
    assert statement.last is not None
    day = dt.date.fromordinal(statement.last)
    at = bisect_right(intervals, day, key=lambda interval: interval.first or dt.date.min) - 1
    if at < 0:
        return None
    interval = intervals[at]
    if interval.side is None or _probability(interval, steps, statement.last) < AGREED or interval.inferred:
        return None
    if not any(families.get(claim) != statement.family for claim in interval.claims):
        return None
    agreed = interval.side == statement.gainer
    lag = None
    if agreed and statement.form == "change" and statement.published and interval.first:
        lag = statement.published - interval.first.toordinal()
    return Verdict(agreed, statement, lag)


def _probability(interval: Interval, steps: Sequence[tuple[int, float]], day: int) -> float:
    """Return the probability of an interval's answer on one of its days. An interval joined from several parts has one for each part."""
    begin = interval.first.toordinal() if interval.first else 0
    return next((p for first, p in reversed(steps) if begin <= first <= day), interval.p)


def _reliability(name: str, kind: str, side: str | None, verdicts: Sequence[Verdict]) -> Reliability:
    agreed = sum(one.agreed for one in verdicts)
    lags = [one.lag for one in verdicts if one.lag is not None and abs(one.lag) <= 60]
    return Reliability(
        source=name, kind=kind, side=side, agreed=agreed, against=len(verdicts) - agreed,  # type: ignore[arg-type]
        estimate=_estimate(agreed, len(verdicts) - agreed), lag=float(median(lags)) if lags else None,
        claims=tuple(sorted({one.statement.claim.id for one in verdicts if not one.agreed})),
    )  # fmt: skip


def _estimate(agreed: int, against: int) -> float:
    """Return the estimated share of right statements, drawn towards the prior."""
    return round((agreed + PRIOR * PRIOR_WEIGHT) / (agreed + against + PRIOR_WEIGHT), 3)
