"""Look-ups for the second pass over all candidates of a report: which are near each other, and how often an entity fills each role."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from heldby.reading.claims.roles import ROLES
from heldby.reading.claims.scored_candidate import FirstPass, ScoredCandidate

LIKELY = 0.5
"""Lowest probability of a phrase that counts as the filler of a role."""
ATTACKS = frozenset({"event/airstrike", "event/shelling", "event/bombing", "event/attack"})
"""Labels of attacks. A report that has stated one of them may later call it "the attack"."""
PARTIES = frozenset("AF")
"""Classes of phrases that may be an opponent."""
MOST_STEPS = 5
"""Largest number of steps above or below zero: log odds further from zero are clipped."""


def odds_steps(probability: float, size: float = 1.0) -> int:
    """Return the log odds of a probability, divided by the step size, rounded, and clipped to ±`MOST_STEPS`."""
    p = min(max(probability, 1e-4), 1 - 1e-4)
    return max(-MOST_STEPS, min(MOST_STEPS, round(math.log(p / (1 - p)) / size)))


def small_count(count: int) -> int:
    """Return a count, or 3 if it is larger."""
    return min(count, 3)


class JointIndex:
    """Look-ups over the scored candidates of a report. A candidate is given by its index in `scored`.

    Lists with one item for each candidate: `sentence` holds the sentence of its trigger, `keys` the entities in each of its roles,
    `ancestors` the ancestors of its trigger, `last_attack` the label of the last accepted attack before it, `previous` and `following` the
    nearest accepted candidates in other sentences, and `ranking` the role candidates for each role in order of probability.

    Look-ups for the whole report: `accepted` lists the accepted candidates, and `accepted_in` lists them by sentence. `at_trigger` lists
    all candidates except figures by trigger. `labels` counts the accepted candidates with each label. For each role, `counts` gives the
    number of accepted candidates in which an entity fills the role, and `filled` the number in which any entity does. `parties` holds the
    entities that may be an opponent, and `against` counts how often one of them acted against another.
    """

    def __init__(self, first: FirstPass) -> None:
        self.parsed, self.entities, self.scored = first.parsed, first.entities, first.scored
        self.sentence = [self.parsed.sentence[s.candidate.trigger] for s in self.scored]
        self.keys = [{role: {self.entities.key[n] for n, _ in s.roles[role]} for role in ROLES} for s in self.scored]
        self.ancestors = [set(self.parsed.ancestors(s.candidate.trigger)) for s in self.scored]
        self.accepted = [n for n, s in enumerate(self.scored) if s.accepted]
        self.accepted_in: dict[int, list[int]] = {}
        for n in self.accepted:
            self.accepted_in.setdefault(self.sentence[n], []).append(n)
        self.at_trigger: dict[int, list[int]] = {}
        for n, s in enumerate(self.scored):
            if s.candidate.quantity < 0:
                self.at_trigger.setdefault(s.candidate.trigger, []).append(n)
        self.last_attack = self._last_attacks()
        self.previous = self._neighbours(range(len(self.scored)))
        self.following = self._neighbours(range(len(self.scored) - 1, -1, -1))
        self.ranking = [_ranking(s) for s in self.scored]
        self._count_roles()

    def _count_roles(self) -> None:
        self.labels = Counter(self.scored[n].candidate.label for n in self.accepted)
        self.counts = {role: Counter(key for n in self.accepted for key in self.keys[n][role]) for role in ROLES}
        self.filled = {role: sum(1 for n in self.accepted if self.keys[n][role]) for role in ROLES}
        self.parties = {self.entities.key[n] for n, kind in enumerate(self.parsed.classes) if kind in PARTIES}
        self.against = Counter(
            (a, b)
            for n in self.accepted
            if self.scored[n].candidate.kind != "relation"
            for a in self.keys[n]["actor"] & self.parties
            for b in self.keys[n]["target"] & self.parties
        )

    def _last_attacks(self) -> list[str]:
        """Return for each candidate the label of the last accepted attack before it, or `-`."""
        out, last = [], "-"
        for s in self.scored:
            out.append(last)
            if s.accepted and s.candidate.label in ATTACKS:
                last = s.candidate.label
        return out

    def _neighbours(self, order: Sequence[int]) -> list[int | None]:
        """Return for each candidate the nearest accepted candidate in another sentence that comes before it in `order`, or None.

        Figures are skipped.
        """
        out: list[int | None] = [None] * len(self.scored)
        near: int | None = None
        here: int | None = None
        for n in order:
            if here is not None and self.sentence[here] != self.sentence[n]:
                near, here = here, None
            out[n] = near
            if self.scored[n].accepted and self.scored[n].candidate.kind != "figure":
                here = n
        return out

    def others_in_sentence(self, n: int) -> list[int]:
        """Return the accepted candidates of the same sentence, without the candidate itself."""
        return [m for m in self.accepted_in.get(self.sentence[n], ()) if m != n]

    def relative_position(self, n: int, m: int) -> str:
        """Return where the trigger of candidate m is in the parse, seen from the trigger of n: `same`, `up`, `down` or `side`."""
        a, b = self.scored[n].candidate.trigger, self.scored[m].candidate.trigger
        return "same" if a == b else "up" if b in self.ancestors[n] else "down" if a in self.ancestors[m] else "side"

    def determiner(self, n: int) -> str:
        """Return the determiner of a candidate's trigger: empty if it has none, `verb` if the trigger is no noun."""
        trigger = self.scored[n].candidate.trigger
        if self.parsed.pos[trigger] not in ("NOUN", "PROPN"):
            return "verb"
        return next((self.parsed.lower[c] for c in self.parsed.children[trigger] if self.parsed.dep[c] == "det"), "")


def _ranking(scored: ScoredCandidate) -> list[list[int]]:
    """Return for each role the indexes of the role candidates, the most probable first."""
    order = range(len(scored.role_candidates))
    return [sorted(order, key=lambda k: -scored.role_probabilities[k][r]) for r in range(len(ROLES))]
