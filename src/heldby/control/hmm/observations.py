"""Observations: statements about one place turned into what they make likely, state by state and day by day."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.hmm import Floats
from heldby.control.hmm.likelihood import Likelihood
from heldby.control.parameters import Parameters

LONG_AGO = 10_000
"""Days that a place is taken to have been out of the news before the first that is told of it."""
HOLDERS = frozenset({"change", "state", "siege", "partial"})
"""Forms that are news of who holds a place; a fight or an airstrike is not, and leaves what was last told as old as it was."""
PLAIN = 0.7
"""Strength of a plain statement; the coming in that a weaker one tells of is likely in proportion, for it may tell of nothing."""


@dataclass(slots=True)
class Observations:
    """What was said of one place, in no order: `looks`, a day and how likely each state makes what was said on it (S,); `leaps`, the
    first and the last day on which the place may have come into a state, its index and the chance of that; `fights`, a day and the
    chance that a fight began on it.

    `quiet` is for how many days no one had told who holds the place before the statement in hand.
    """

    sides: tuple[str, ...]
    looks: list[tuple[int, Floats]] = field(default_factory=list)
    leaps: list[tuple[int, int, int, float]] = field(default_factory=list)
    fights: list[tuple[int, float]] = field(default_factory=list)
    quiet: int = 0

    def look(self, day: int, likelihood: Floats) -> None:
        """Adds what was said on a day."""
        self.looks.append((day, likelihood))

    def leap(self, first: int, last: int, states: Sequence[int], chance: float) -> None:
        """Spreads a chance to come into `states` over the days from `first` to `last`."""
        self.leaps += [(first, last, state, chance / len(states)) for state in states]


def observe(said: Sequence[Statement], sides: tuple[str, ...], parameters: Parameters, heat: Sequence[int] = ()) -> Observations:
    """What dated statements about one place, one a voice, say of its states; `heat` are days on which fighting near it began."""
    seen = Observations(sides)
    likelihood = Likelihood(sides, parameters.contested["leak"])
    news = sorted(statement.last for statement in said if statement.last is not None and statement.form in HOLDERS)
    for statement in said:
        if statement.first is not None and statement.last is not None:
            earlier = bisect_left(news, statement.first)
            seen.quiet = statement.first - news[earlier - 1] if earlier else LONG_AGO
            OBSERVERS[statement.form](statement, seen, likelihood, parameters)
    start, calm = min((day for day, _ in seen.looks), default=0), int(parameters.reach["nearby_days"])
    for day in heat:
        if day >= start:
            seen.leap(day, day + calm - 1, range(len(sides)), parameters.jumps["nearby"] * calm)
    for statement, until in lasting(said, int(parameters.reach["retold"])):
        if statement.gain in sides:
            assert statement.gain is not None
            seen.look(until, likelihood.held(statement.gain, statement.strength * parameters.strength["retold"]))
    return seen


def _change(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Before its window the loser held and the gainer did not; within it the place changes; at its end the gainer holds."""
    assert said.first is not None and said.last is not None
    before, share = said.strength * parameters.strength["before"], _share(said, parameters)
    if said.lose and said.lose[0] in seen.sides:
        seen.look(said.first - 1, likelihood.held(said.lose[0], before))
        month = int(parameters.reach["retold"])
        if seen.quiet > month and not said.area:
            # What is taken from a side out of the blue was that side's for a while, or its coming would have been the news.
            chance = parameters.jumps["state_quiet"] * share
            seen.leap(said.first - month, said.first - month, [seen.sides.index(said.lose[0])], chance)
            seen.look(said.first - month, likelihood.held(said.lose[0], before * parameters.strength["retold"]))
    elif said.gain is not None:
        # Whoever takes a place did not hold it: that is the word's own meaning, told as surely as the taking.
        seen.look(said.first - 1, likelihood.lost((said.gain,), said.strength * parameters.strength["taken"]))
    if said.gain is not None:
        seen.leap(said.first, said.last, [seen.sides.index(said.gain)], parameters.jumps["capture"] * share)
        seen.look(said.last, likelihood.held(said.gain, said.strength))
    else:
        others = [i for i, side in enumerate(seen.sides) if side not in said.lose] or [2 * len(seen.sides)]
        seen.leap(said.first, said.last, others, parameters.jumps["loss"] * share)
        seen.look(said.last, likelihood.lost(said.lose, said.strength))


def _state(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """The side holds on the first and the last day told of, and may have come in some days before the first."""
    assert said.first is not None and said.last is not None and said.gain is not None
    back = min(int(parameters.reach["state_back"]), max(0, seen.quiet - 1))
    stale = 1 - 0.5 ** (max(0, seen.quiet) / parameters.reach["quiet"])
    chance = parameters.jumps["state"] + stale * (parameters.jumps["state_quiet"] - parameters.jumps["state"])
    seen.leap(said.first - back, said.first, [seen.sides.index(said.gain)], chance * _share(said, parameters))
    for day in {said.first, said.last}:
        seen.look(day, likelihood.held(said.gain, said.strength))


def _share(said: Statement, parameters: Parameters) -> float:
    """The share of a jump that a weak statement, or one about an area, leaves."""
    return min(1.0, said.strength / PLAIN) * (parameters.reach["area"] if said.area else 1.0)


def _against(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    assert said.last is not None
    seen.look(said.last, likelihood.lost(said.lose, said.strength))


def _fight(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """A fight may turn a held place into a contested one, whoever holds it; told of over a span, it was one on the span's last day too."""
    assert said.first is not None and said.last is not None
    for day in {said.first, said.last}:
        seen.fights.append((day, parameters.jumps["contest"] * said.strength))
    for day in {said.first, said.last} if said.claim.when else {said.last}:
        seen.look(day, likelihood.fought(said.parties, said.strength, 0.5))


def _partial(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """A side that holds part of a place: it may hold the rest too, for all that is told, or another may."""
    assert said.first is not None and said.last is not None
    if said.gain is None:
        return
    own, chance = seen.sides.index(said.gain), parameters.jumps["partial"] * _share(said, parameters)
    seen.leap(said.first, said.first, [own], chance * parameters.contested["whole"])
    seen.leap(said.first, said.first, [len(seen.sides) + own], chance * (1 - parameters.contested["whole"]))
    for day in {said.first, said.last}:
        seen.look(day, likelihood.fought((said.gain,), said.strength, parameters.contested["whole"]))


def _siege(said: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Who is besieged holds the place."""
    if said.gain is not None:
        _state(said, seen, likelihood, parameters)


OBSERVERS = {
    "change": _change, "state": _state, "against": _against, "strike": _against, "fight": _fight, "partial": _partial, "siege": _siege,
}  # fmt: skip


def lasting(said: Sequence[Statement], age: int) -> Iterator[tuple[Statement, int]]:
    """What a report's own story says lasted, and until which day (ordinal).

    A change that a report tells of stood until the next that it tells of; the last, if it lay more than `age` days back, still stood when
    the report was published, or it would have said otherwise.
    """
    stories: dict[str, list[Statement]] = defaultdict(list)
    for statement in said:
        if statement.last is not None and statement.form in ("change", "state") and not statement.area:
            stories[statement.claim.report].append(statement)
    for story in stories.values():
        story.sort(key=lambda s: (s.last or 0, s.claim.start, s.claim.id))
        for one, after in pairwise(story):
            if one.gain != after.gain and after.form == "change" and (after.first or 0) - 1 - (one.last or 0) > age:
                yield one, (after.first or 0) - 1
        final = story[-1]
        if final.known is not None and final.known - (final.last or 0) > age:
            yield final, final.known
