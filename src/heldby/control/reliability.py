"""Reliability: how often a source's word on control agreed with what other voices came to agree on. Never from a list of names.

A source is a speaker whom the report names or, where it speaks in its own voice or of sources it does not name, its outlet.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from heldby.control.statements import Statement, Trust
from heldby.model import Control, Interval
from heldby.model.base import Record
from heldby.reference.camps import fold

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


class Author(NamedTuple):
    """Whose word a statement is; `key` tells one author from another, `name` is how it is written."""

    kind: Literal["outlet", "speaker"]
    key: str
    name: str


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


class Authors:
    """Tells whose word a statement is, given each report's outlet. An outlet that another quotes is itself."""

    def __init__(self, sources: Mapping[str, str | None]) -> None:
        self.sources = sources
        self.outlets = {fold(outlet): outlet for outlet in sources.values() if outlet}

    def of(self, said: Statement) -> Author | None:
        """The author; null where neither a named speaker nor an outlet is known. Anonymous speakers stay their outlet's."""
        speaker, outlet = said.claim.source, self.sources.get(said.claim.report)
        if speaker is not None and speaker.kind in ("named", "outlet"):
            if (name := fold(speaker.text)) in self.outlets:
                return Author("outlet", name, self.outlets[name])
            if speaker.id or any(char.isupper() for char in speaker.text):
                return Author("speaker", speaker.id or name, speaker.text)
        return Author("outlet", fold(outlet), outlet) if outlet else None


def reliabilities(said: Sequence[Statement], controls: Iterable[Control], sources: Mapping[str, str | None]) -> list[Reliability]:
    """Every source's record, over all sides and for each side it spoke of, by name and side. `sources` names each report's outlet."""
    record, authors = {control.id: control.intervals for control in controls}, Authors(sources)
    voices = {one.claim.id: one.family for one in said}
    names: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str, str | None], list[tuple[bool, Statement, int | None]]] = defaultdict(list)
    for one in said:
        who = authors.of(one)
        if who is None or one.gain is None or one.last is None or one.area or one.form not in ("change", "state"):
            continue
        verdict = _verdict(one, record.get(one.site, ()), voices)
        if verdict is not None:
            names[who.kind, who.key] = min(who.name, names.get((who.kind, who.key), who.name))
            found[(who.kind, who.key, None)].append(verdict)
            found[(who.kind, who.key, one.gain)].append(verdict)
    order = sorted(found, key=lambda key: (names[key[0], key[1]], key[0], key[2] or ""))
    return [_reliability(names[kind, key], kind, side, found[(kind, key, side)]) for kind, key, side in order]


def trust(found: Sequence[Reliability], sources: Mapping[str, str | None], fixed: Mapping[str, float] | None = None) -> Trust:
    """The factor on a statement's weight: its source's reliability over the prior. `fixed` holds a person's own reliabilities by name."""
    own = {(one.kind, fold(one.source)): one.estimate for one in found if one.side is None}
    authors, people = Authors(sources), {fold(name): value for name, value in (fixed or {}).items()}

    def factor(said: Statement) -> float:
        who = authors.of(said)
        if who is None:
            return 1.0
        name = fold(who.name)
        if name in people or who.key in people:
            return people.get(name, people.get(who.key, PRIOR)) / PRIOR
        return min(MOST, max(LEAST, round(own.get((who.kind, name), PRIOR) / PRIOR / STEP) * STEP))

    return factor


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


def _reliability(name: str, kind: str, side: str | None, told: Sequence[tuple[bool, Statement, int | None]]) -> Reliability:
    agreed = sum(good for good, _, _ in told)
    lags = [lag for _, _, lag in told if lag is not None and abs(lag) <= 60]
    return Reliability(
        source=name, kind=kind, side=side, agreed=agreed, against=len(told) - agreed,  # type: ignore[arg-type]
        estimate=round((agreed + PRIOR * PRIOR_WEIGHT) / (len(told) + PRIOR_WEIGHT), 3),
        lag=float(median(lags)) if lags else None, claims=tuple(sorted({one.claim.id for good, one, _ in told if not good})),
    )  # fmt: skip
