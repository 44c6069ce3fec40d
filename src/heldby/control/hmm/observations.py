"""Turn the statements about one place into likelihoods of its states and probabilities of jumps, day by day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.continuity import lasting
from heldby.control.hmm.hmm import Floats
from heldby.control.hmm.likelihood import Likelihood
from heldby.control.parameters import Parameters

NEVER_REPORTED = 10_000
"""Days without news assumed before the first statement about a place."""
NEWS_OF_HOLDER = frozenset({"change", "state", "siege", "partial"})
"""Forms of statements that are news of who holds a place. A fight or an air strike does not end a time without such news."""
FULL_STRENGTH = 0.7
"""Least strength of a statement that gives the full probability of a jump. A weaker one gives less in proportion, since it may be wrong."""


@dataclass(slots=True)
class Observations:
    """What the statements about one place imply. Days are ordinals, and the lists are in no particular order.

    Attributes:
        sides: the K sides of the place.
        likelihoods: pairs of a day and the likelihood (S,) of what was stated about it.
        jumps: first day, last day, state, and probability of a jump to that state within those days.
        fights: pairs of a day and the probability that a fight began on it.
        days_quiet: days without news of the holder before the statement being read.
    """

    sides: tuple[str, ...]
    likelihoods: list[tuple[int, Floats]] = field(default_factory=list)
    jumps: list[tuple[int, int, int, float]] = field(default_factory=list)
    fights: list[tuple[int, float]] = field(default_factory=list)
    days_quiet: int = 0

    def add_likelihood(self, day: int, likelihood: Floats) -> None:
        """Record the likelihood, for each state, of what was stated about a day."""
        self.likelihoods.append((day, likelihood))

    def add_jump(self, first: int, last: int, states: Sequence[int], chance: float) -> None:
        """Spread the probability of a jump to one of `states` over the days from `first` to `last`."""
        self.jumps += [(first, last, state, chance / len(states)) for state in states]


def observe(rows: Sequence[Statement], sides: tuple[str, ...], parameters: Parameters, nearby: Sequence[int] = ()) -> Observations:
    """Turn dated statements about one place, one for each family, into observations. `nearby` are days on which fighting nearby began."""
    seen = Observations(sides)
    likelihood = Likelihood(sides, parameters.contested["leak"])
    news = sorted(statement.last for statement in rows if statement.last is not None and statement.form in NEWS_OF_HOLDER)
    for statement in rows:
        if statement.first is not None and statement.last is not None:
            earlier = bisect_left(news, statement.first)
            seen.days_quiet = statement.first - news[earlier - 1] if earlier else NEVER_REPORTED
            OBSERVERS[statement.form](statement, seen, likelihood, parameters)
    start, calm = min((day for day, _ in seen.likelihoods), default=0), int(parameters.reach["nearby_days"])
    for day in nearby:
        if day >= start:
            seen.add_jump(day, day + calm - 1, range(len(sides)), parameters.jumps["nearby"] * calm)
    for statement, until in lasting(rows, int(parameters.reach["retold"])):
        if statement.gainer in sides:
            assert statement.gainer is not None
            seen.add_likelihood(until, likelihood.held(statement.gainer, statement.strength * parameters.strength["retold"]))
    return seen


def _observe_change(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe who held the place before a change (or that the gainer did not), the jump within its time, and who holds the place after."""
    assert statement.first is not None and statement.last is not None
    share = _jump_share(statement, parameters)
    if statement.losers and statement.losers[0] in seen.sides:
        _observe_earlier_holder(statement, seen, likelihood, parameters)
    elif statement.gainer is not None:
        # A side that takes a place did not hold it before. This is part of the meaning of the word, and as certain as the capture.
        before = likelihood.lost((statement.gainer,), statement.strength * parameters.strength["taken"])
        seen.add_likelihood(statement.first - 1, before)
    if statement.gainer is not None:
        seen.add_jump(statement.first, statement.last, [seen.sides.index(statement.gainer)], parameters.jumps["capture"] * share)
        seen.add_likelihood(statement.last, likelihood.held(statement.gainer, statement.strength))
    else:
        others = [i for i, side in enumerate(seen.sides) if side not in statement.losers] or [2 * len(seen.sides)]
        seen.add_jump(statement.first, statement.last, others, parameters.jumps["loss"] * share)
        seen.add_likelihood(statement.last, likelihood.lost(statement.losers, statement.strength))


def _observe_earlier_holder(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe that the loser held the place on the day before and, after a month without news of the holder, also a month before.

    If the loser had come within that month, its arrival would have been reported.
    """
    assert statement.first is not None
    loser, strength = statement.losers[0], statement.strength * parameters.strength["before"]
    seen.add_likelihood(statement.first - 1, likelihood.held(loser, strength))
    month = int(parameters.reach["retold"])
    if seen.days_quiet > month and not statement.from_area:
        day, chance = statement.first - month, parameters.jumps["state_quiet"] * _jump_share(statement, parameters)
        seen.add_jump(day, day, [seen.sides.index(loser)], chance)
        seen.add_likelihood(day, likelihood.held(loser, strength * parameters.strength["retold"]))


def _observe_state(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe that the side holds the place on the first and the last day, and may have come in the days before the first."""
    assert statement.first is not None and statement.last is not None and statement.gainer is not None
    back = min(int(parameters.reach["state_back"]), max(0, seen.days_quiet - 1))
    stale = 1 - 0.5 ** (max(0, seen.days_quiet) / parameters.reach["quiet"])
    chance = parameters.jumps["state"] + stale * (parameters.jumps["state_quiet"] - parameters.jumps["state"])
    side = seen.sides.index(statement.gainer)
    seen.add_jump(statement.first - back, statement.first, [side], chance * _jump_share(statement, parameters))
    for day in {statement.first, statement.last}:
        seen.add_likelihood(day, likelihood.held(statement.gainer, statement.strength))


def _jump_share(statement: Statement, parameters: Parameters) -> float:
    """Return the share of a jump's probability that is left for a weak statement or one about an area."""
    return min(1.0, statement.strength / FULL_STRENGTH) * (parameters.reach["area"] if statement.from_area else 1.0)


def _observe_against(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe that none of the losers holds the place on the last day."""
    assert statement.last is not None
    seen.add_likelihood(statement.last, likelihood.lost(statement.losers, statement.strength))


def _observe_fight(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe a fight, which may make a held place contested: on its first and last day if its time is stated, else on its last day."""
    assert statement.first is not None and statement.last is not None
    for day in {statement.first, statement.last}:
        seen.fights.append((day, parameters.jumps["contest"] * statement.strength))
    if statement.disputed:  # also where nobody is known to hold the place
        sides = [i for i, side in enumerate(seen.sides) if side in statement.parties] or range(len(seen.sides))
        chance = parameters.jumps["contest"] * _jump_share(statement, parameters)
        seen.add_jump(statement.first, statement.last, [len(seen.sides) + i for i in sides], chance)
    held_too = parameters.contested["undisputed"] if statement.disputed else 0.5
    for day in {statement.first, statement.last} if statement.claim.when else {statement.last}:
        seen.add_likelihood(day, likelihood.fought(statement.parties, statement.strength, held_too))


def _observe_partial(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe that a side holds part of a place: it may hold all of it, or fight another side for the rest."""
    assert statement.first is not None and statement.last is not None
    if statement.gainer is None:
        return
    side, chance = seen.sides.index(statement.gainer), parameters.jumps["partial"] * _jump_share(statement, parameters)
    seen.add_jump(statement.first, statement.first, [side], chance * parameters.contested["whole"])
    seen.add_jump(statement.first, statement.first, [len(seen.sides) + side], chance * (1 - parameters.contested["whole"]))
    for day in {statement.first, statement.last}:
        seen.add_likelihood(day, likelihood.fought((statement.gainer,), statement.strength, parameters.contested["whole"]))


def _observe_siege(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe that the besieged side holds the place."""
    if statement.gainer is not None:
        _observe_state(statement, seen, likelihood, parameters)


def _observe_relief(statement: Statement, seen: Observations, likelihood: Likelihood, parameters: Parameters) -> None:
    """Observe nothing: the end of a siege does not say who holds the place."""


OBSERVERS = {
    "change": _observe_change, "state": _observe_state, "against": _observe_against, "strike": _observe_against, "fight": _observe_fight,
    "partial": _observe_partial, "siege": _observe_siege, "relief": _observe_relief,
}  # fmt: skip
