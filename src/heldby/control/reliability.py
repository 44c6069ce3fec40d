"""Reliability: how often a source's word on control agreed with what other voices came to agree on. Never from a list of names.

A source is a speaker whom the report names or, where it speaks in its own voice or of sources it does not name, its outlet.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from heldby.control.evidence.claim_source import Author, Trust
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.statements import Statement
from heldby.control.results.control_record import sure
from heldby.model import Control, Interval
from heldby.model.base import Record
from heldby.reference.sides import fold

PRIOR = 0.8
"""Reliability of a source of which nothing is known: as in the made-up wars, one statement in five is false."""
PRIOR_WEIGHT = 6.0
"""Statements that the prior is worth: a single error must not condemn."""
SURE = 0.85
"""Probability from which the record counts as agreed on."""
LEAST, MOST = 0.3, 1.0
"""Bounds of the factor on a statement's weight. A good record adds nothing: where few speak they bear one another out, right or wrong
(in sparse made-up wars a bound of 1.15 doubled the calibration error and found no more changes)."""
STEP = 0.05
"""Step of the factor: one statement more must not weigh all of its source's others anew."""


class Reliability(Record):
    """What a source's statements about a side (null: about any) came to.

    `agreed` and `against` count statements that the later consensus of other voices bears out or not; `estimate` is the share borne out,
    drawn toward the prior; `lag` the median days by which it came after the turn that it tells of (negative: before). `claims` are those
    that were not borne out.
    """

    source: str
    kind: Literal["outlet", "speaker"]
    side: str | None
    agreed: int
    against: int
    estimate: float
    lag: float | None
    claims: tuple[str, ...]


def reliabilities(heard: ClaimsByPlace, controls: Iterable[Control]) -> list[Reliability]:
    """Every source's record, over all sides and for each side it spoke of, by name and side."""
    record = {control.id: control.intervals for control in controls}
    voices = {one.claim.id: one.family for place in heard.claims for one in heard.said(place)}
    names: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str, str | None], list[Verdict]] = defaultdict(list)
    for place in sorted(heard.claims):
        for who, verdict in _verdicts(heard, heard.said(place), record.get(place, ()), (), voices):
            names[who.kind, who.key] = min(who.name, names.get((who.kind, who.key), who.name))
            found[who.kind, who.key, None].append(verdict)
            found[who.kind, who.key, verdict.said.gain].append(verdict)
    order = sorted(found, key=lambda key: (names[key[0], key[1]], key[0], key[2] or ""))
    return [_reliability(names[kind, key], kind, side, found[kind, key, side]) for kind, key, side in order]


class Tally(NamedTuple):
    """How many of an author's statements about one place the record bears out, and how many not."""

    kind: str
    key: str
    agreed: int
    against: int

    @property
    def estimate(self) -> float:
        """The share of the author's word that is so, drawn toward the prior."""
        return _estimate(self.agreed, self.against)


def tally(
    heard: ClaimsByPlace, said: Sequence[Statement], intervals: Sequence[Interval], steps: Sequence[tuple[int, float]] = ()
) -> list[Tally]:
    """What the record of one place makes of what each author said of it (`said`: with what is said of areas); `steps` as of `Inferred`."""
    voices = {one.claim.id: one.family for one in said}
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for who, verdict in _verdicts(heard, said, intervals, steps, voices):
        counts[who.kind, who.key][not verdict.agreed] += 1
    return [Tally(kind, key, *count) for (kind, key), count in sorted(counts.items())]


def added(tallies: Iterable[Tally]) -> list[Tally]:
    """One for each author, over all places."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in tallies:
        count = counts[one.kind, one.key]
        count[0], count[1] = count[0] + one.agreed, count[1] + one.against
    return [Tally(kind, key, *count) for (kind, key), count in sorted(counts.items())]


def trust(tallies: Iterable[Tally], fixed: Mapping[str, float] | None = None) -> Trust:
    """The factor on a statement's weight: its author's reliability over the prior. `fixed` holds a person's own reliabilities by name."""
    people = {fold(name): value for name, value in (fixed or {}).items()}
    earned = {(one.kind, one.key): min(MOST, max(LEAST, round(one.estimate / PRIOR / STEP) * STEP)) for one in added(tallies)}

    def factor(who: Author) -> float:
        for name in (fold(who.name), who.key):
            if name in people:
                return people[name] / PRIOR
        return earned.get((who.kind, who.key), 1.0)

    return factor


class Verdict(NamedTuple):
    """Whether the record bears a statement out, and by how many days after the turn it was told (null: it tells of none)."""

    agreed: bool
    said: Statement
    lag: int | None


def _verdicts(
    heard: ClaimsByPlace,
    said: Iterable[Statement],
    intervals: Sequence[Interval],
    steps: Sequence[tuple[int, float]],
    voices: Mapping[str, str],
) -> Iterator[tuple[Author, Verdict]]:
    for one in said:
        if one.gain is None or one.last is None or one.area or one.form not in ("change", "state"):
            continue
        who = heard.author(one)
        verdict = _verdict(one, intervals, steps, voices) if who else None
        if who and verdict:
            yield who, verdict


def _verdict(
    said: Statement, intervals: Sequence[Interval], steps: Sequence[tuple[int, float]], families: Mapping[str, str]
) -> Verdict | None:
    """Whether the record bears a statement out; null where the record is unsure or rests on this voice alone."""
    assert said.last is not None
    day = dt.date.fromordinal(said.last)
    firsts = [interval.first or dt.date.min for interval in intervals]
    at = bisect_right(firsts, day) - 1
    if at < 0:
        return None
    interval = intervals[at]
    if interval.side is None or sure(interval, steps, said.last) < SURE or interval.inferred:
        return None
    others = {claim for claim in interval.claims if families.get(claim) != said.family}
    if not others:
        return None
    agreed = interval.side == said.gain
    lag = (said.known - interval.first.toordinal()) if agreed and said.form == "change" and said.known and interval.first else None
    return Verdict(agreed, said, lag)


def _reliability(name: str, kind: str, side: str | None, told: Sequence[Verdict]) -> Reliability:
    agreed = sum(one.agreed for one in told)
    lags = [one.lag for one in told if one.lag is not None and abs(one.lag) <= 60]
    return Reliability(
        source=name, kind=kind, side=side, agreed=agreed, against=len(told) - agreed,  # type: ignore[arg-type]
        estimate=_estimate(agreed, len(told) - agreed), lag=float(median(lags)) if lags else None,
        claims=tuple(sorted({one.said.claim.id for one in told if not one.agreed})),
    )  # fmt: skip


def _estimate(agreed: int, against: int) -> float:
    """The share of a source's word that is so, drawn toward the prior."""
    return round((agreed + PRIOR * PRIOR_WEIGHT) / (agreed + against + PRIOR_WEIGHT), 3)
