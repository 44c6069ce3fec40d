"""A second look at what a report may claim, in the light of all the rest that it tells.

The first look decides word by word and phrase by phrase. Here the same claims are judged again by what they say together: who was whose
opponent in the rest of the report, where the act stands that a number belongs to, which phrase is the better filler of a role, whether
two claims are told by one word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import ConstructionMatch
from heldby.reading.claims.features import word
from heldby.reading.claims.list_actors import ListActors
from heldby.reading.claims.roles import ROLES, Chances, Entities, RoleCandidate, Roles
from heldby.reading.parse.parsed_report import Context

LEAST = 0.01
"""Candidates that the first look thinks less likely than this in every role are not looked at again."""
LIKELY = 0.5
"""A phrase this likely in a role fills it as far as the others are concerned."""
ATTACKS = frozenset({"event/airstrike", "event/shelling", "event/bombing", "event/attack"})
"""Types of one act by its means: a report that told it once goes on to speak of "the attack"."""
PARTIES = frozenset("AF")
"""Classes of phrases that may be somebody's opponent."""
MOST_STEPS = 5
"""Log odds beyond this are as good as this, either way."""


Company = list[tuple[tuple[str, str, str], dict[str, set[str]]]]


@dataclass(slots=True)
class ScoredCandidate:
    """A possible claim after the first look: its probability, how likely each candidate fills each role, and the roles so far.

    `chances[k]` are the probabilities of candidate k as (actor, target, place); `accepted`: the first look takes it for a claim;
    `features`: what the first look saw of each candidate, where that is kept.
    """

    proposal: Candidate
    told: ConstructionMatch | None
    probability: float
    candidates: list[RoleCandidate]
    chances: list[Chances]
    roles: Roles
    accepted: bool
    features: list[list[str]] = field(default_factory=list)


def steps(probability: float, size: float = 1.0) -> int:
    """Log odds in steps of a size."""
    p = min(max(probability, 1e-4), 1 - 1e-4)
    return max(-MOST_STEPS, min(MOST_STEPS, round(math.log(p / (1 - p)) / size)))


def few(count: int) -> int:
    """A small count as it is, a larger one as three."""
    return min(count, 3)


class JointFeatures:
    """The features of a report's possible claims and of what may fill their roles, seen together. `nouns`: what each thought counts."""

    def __init__(
        self, context: Context, things: Entities, doers: ListActors, thoughts: Sequence[ScoredCandidate], nouns: Sequence[int | None]
    ) -> None:
        self.context, self.things, self.doers, self.thoughts, self.nouns = context, things, doers, thoughts, nouns
        self.sentence = [context.sentence[t.proposal.trigger] for t in thoughts]
        self.keys = [{role: {things.key[n] for n, _ in t.roles[role]} for role in ROLES} for t in thoughts]
        self.ups = [set(context.ancestors(t.proposal.trigger)) for t in thoughts]
        self.accepted = [n for n, t in enumerate(thoughts) if t.accepted]
        self.by_sentence: dict[int, list[int]] = {}
        for n in self.accepted:
            self.by_sentence.setdefault(self.sentence[n], []).append(n)
        self.at_trigger: dict[int, list[int]] = {}
        for n, t in enumerate(thoughts):
            if t.proposal.quantity < 0:
                self.at_trigger.setdefault(t.proposal.trigger, []).append(n)
        self.counts = {role: Counter(key for n in self.accepted for key in self.keys[n][role]) for role in ROLES}
        self.filled = {role: sum(1 for n in self.accepted if self.keys[n][role]) for role in ROLES}
        self.attacks = self._attacks_before()
        self.before, self.after = self._beside(range(len(thoughts))), self._beside(range(len(thoughts) - 1, -1, -1))
        self.labels = Counter(thoughts[n].proposal.label for n in self.accepted)
        self.parties = {things.key[n] for n, sort in enumerate(context.classes) if sort in PARTIES}
        self.against = Counter(
            (a, b)
            for n in self.accepted
            if thoughts[n].proposal.kind != "relation"
            for a in self.keys[n]["actor"] & self.parties
            for b in self.keys[n]["target"] & self.parties
        )
        self.best = [self._best(t) for t in thoughts]

    def _best(self, thought: ScoredCandidate) -> list[list[int]]:
        """For each role the candidates, likeliest first."""
        order = range(len(thought.candidates))
        return [sorted(order, key=lambda k: -thought.chances[k][r]) for r in range(3)]

    def _attacks_before(self) -> list[str]:
        """For each thought the type of the last attack that was told before it."""
        out, last = [], "-"
        for t in self.thoughts:
            out.append(last)
            if t.accepted and t.proposal.label in ATTACKS:
                last = t.proposal.label
        return out

    def _beside(self, order: Sequence[int]) -> list[int | None]:
        """For each thought the accepted one that comes nearest before it in an order, in another sentence, figures passed over."""
        out: list[int | None] = [None] * len(self.thoughts)
        near: int | None = None
        here: int | None = None
        for n in order:
            if here is not None and self.sentence[here] != self.sentence[n]:
                near, here = here, None
            out[n] = near
            if self.thoughts[n].accepted and self.thoughts[n].proposal.kind != "figure":
                here = n
        return out

    def _way(self, n: int, m: int) -> str:
        """Where the trigger of thought m stands from that of n: above, below, on the same word, or beside."""
        a, b = self.thoughts[n].proposal.trigger, self.thoughts[m].proposal.trigger
        return "same" if a == b else "up" if b in self.ups[n] else "down" if a in self.ups[m] else "side"

    def claim(self, n: int) -> list[str]:
        """Whether thought n is a claim."""
        t = self.thoughts[n]
        label, kind = t.proposal.label, t.proposal.kind
        p = steps(t.probability, 0.5)
        out = [label, f"p={p}", f"{kind}|p={p}", f"{label}|p={steps(t.probability)}", *(f"p>{k}" for k in range(-MOST_STEPS, p))]
        for r, role in enumerate(ROLES):
            first = t.chances[self.best[n][r][0]][r] if t.candidates else 0.0
            s = steps(first)
            out += [f"{role}={s}", f"{kind}|{role}={s}", f"{label}|{role}={first >= LIKELY}", f"{label}|{role}~{first >= 0.2}"]
        rivals = [m for m in self.at_trigger.get(t.proposal.trigger, ()) if m != n and t.proposal.quantity < 0]
        if rivals:
            m = max(rivals, key=lambda m: self.thoughts[m].probability)
            other = self.thoughts[m]
            ahead = max(-3, min(3, steps(other.probability) - steps(t.probability)))
            same = other.proposal.kind == kind
            out += [f"rival={ahead}:{same}", f"{kind}|rival={ahead}:{same}", f"{label}|rival={other.proposal.label}:{ahead > 0}"]
        beside = [m for m in self.by_sentence.get(self.sentence[n], ()) if m != n]
        for m in beside:
            way, other = self._way(n, m), self.thoughts[m]
            out.append(f"{label}|with={other.proposal.label}:{way}")
            if other.proposal.label == label and t.proposal.quantity < 0:
                out += [f"twin={way}:{other.probability > t.probability}", f"{kind}|twin={way}:{other.probability > t.probability}"]
        told = self.labels[label] - t.accepted
        out += [f"labels={few(told)}", f"{label}|labels={few(told)}", f"beside={few(len(beside))}", f"{kind}|beside={few(len(beside))}"]
        if label in ATTACKS:
            last = self.attacks[n]
            out += [
                f"{label}|after={last}",
                f"{label}|after={last}:{self._det(n)}",
                f"after={last == label}:{word(self.context, t.proposal.trigger)}",
            ]
        if t.told:
            out += ["told", f"{label}|told"]
        return list(dict.fromkeys(out))

    def _det(self, n: int) -> str:
        """The article of a noun that triggers a thought; "verb" where it is no noun."""
        trigger, context = self.thoughts[n].proposal.trigger, self.context
        if context.pos[trigger] not in ("NOUN", "PROPN"):
            return "verb"
        return next((context.lower[c] for c in context.children[trigger] if context.dep[c] == "det"), "")

    def fillers(self, n: int) -> list[tuple[int, list[str]]]:
        """The candidates of thought n worth a second look, each with its features."""
        t = self.thoughts[n]
        shared, company = self._shared(n), self._company(n)
        return [(k, self._filler(n, k, shared, company)) for k in range(len(t.candidates)) if max(t.chances[k]) >= LEAST]

    def _shared(self, n: int) -> list[str]:
        """What is true of every candidate of a thought."""
        t = self.thoughts[n]
        filled = [few(sum(1 for c in t.chances if c[r] >= LIKELY)) for r in range(3)]
        kind = t.proposal.kind
        out = [f"{kind}|claim={steps(t.probability)}", f"{t.proposal.label}|none={filled[0] == 0}{filled[1] == 0}{filled[2] == 0}"]
        out += [f"{kind}|filled.{role}={filled[r]}" for r, role in enumerate(ROLES)]
        return [*out, f"{kind}|det={self._det(n)}"]

    def _company(self, n: int) -> Company:
        """The other claims of a thought's sentence: how the features begin that each gives, and what fills its roles."""
        kind, label = self.thoughts[n].proposal.kind, self.thoughts[n].proposal.label
        out = []
        for m in self.by_sentence.get(self.sentence[n], ()):
            if m != n:
                other = self.thoughts[m].proposal
                begins = (f"{kind}|{other.kind}.{self._way(n, m)}", f"{label}|{other.label}", f"{kind}|{other.kind}")
                out.append((begins, self.keys[m]))
        return out

    def _filler(self, n: int, k: int, shared: list[str], company: Company) -> list[str]:
        t = self.thoughts[n]
        candidate = t.candidates[k]
        label, kind = t.proposal.label, t.proposal.kind
        key, sort = self.things.key[candidate.phrase], self.context.classes[candidate.phrase]
        far = "x" if candidate.cross else ""
        out = [f"{far}{feature}" for feature in shared]
        out += [f"{kind}|c={sort}{far}", f"{label}|c={sort}{far}", f"c={sort}:{min(candidate.cross, 4)}"]
        for r, role in enumerate(ROLES):
            out += self._standing(n, k, r, role, far)
        out += self._elsewhere(n, key, far, sort)
        out += self._around(n, key, far, company)
        out += self._counted(n, candidate)
        if t.told is not None:
            head = self.context.phrases[candidate.phrase].head
            said = next((role for role, heads in t.told.roles.items() if head in heads), "none")
            out.append(f"told={said}{far}")
        return list(dict.fromkeys(out))

    def _standing(self, n: int, k: int, r: int, role: str, far: str) -> list[str]:
        """How likely a candidate fills a role, and how it stands against the likeliest other."""
        t = self.thoughts[n]
        p = steps(t.chances[k][r], 0.5)
        kind, label = t.proposal.kind, t.proposal.label
        order = self.best[n][r]
        rank = min(order.index(k), 3)
        rival = next((j for j in order if j != k), None)
        out = [f"{role}={p}{far}", f"{kind}|{role}={p}{far}", f"{label}|{role}={steps(t.chances[k][r])}{far}"]
        out += [f"{role}>{x}{far}" for x in range(-MOST_STEPS, p)]
        if rival is None:
            return [*out, f"{role}.alone"]
        other = t.candidates[rival]
        ahead = steps(t.chances[rival][r])
        head, against = self.context.phrases[t.candidates[k].phrase].head, self.context.phrases[other.phrase].head
        if self.context.head[head] == against or self.context.head[against] == head:
            tie = self.context.dep[head if self.context.head[head] == against else against]
        else:
            tie = "-"
        alike = self.context.classes[other.phrase] == self.context.classes[t.candidates[k].phrase]
        twin = self.things.key[other.phrase] == self.things.key[t.candidates[k].phrase]
        out += [f"{role}.rank={rank}:{ahead}{far}", f"{kind}|{role}.rank={rank}:{ahead > 0}{far}", f"{label}|{role}.rank={rank}{far}"]
        out += [f"{role}.tie={rank}:{tie}:{ahead > 0}", f"{role}.alike={rank}:{alike}:{ahead > 0}{far}:{bool(other.cross)}"]
        return [*out, f"{role}.twin={rank}:{ahead > 0}"] if twin else out

    def _elsewhere(self, n: int, key: str, far: str, sort: str) -> list[str]:
        """The roles of a thing in the rest of the report, and whose opponent it was."""
        t = self.thoughts[n]
        kind, own = t.proposal.kind, self.keys[n] if t.accepted else None
        out = []
        for role in ROLES:
            count = few(self.counts[role][key] - (own is not None and key in own[role]))
            share = self._share(role, key, own)
            out += [
                f"{role}.share={share}{far}:{sort}",
                f"{kind}|{role}.share={share}{far}",
                f"{t.proposal.label}|{role}.share={share}{far}",
            ]
            out += [f"n.{role}={count}{far}:{sort}", f"{kind}|n.{role}={count}{far}", f"{t.proposal.label}|n.{role}={count > 0}{far}"]
        for role, other in (("target", 0), ("actor", 1)):
            rival = self._likeliest(n, other, key)
            if rival is None:
                continue
            own_pair = own is not None and rival in own[ROLES[other]] and key in own[role]
            forth, back = ((rival, key), (key, rival)) if role == "target" else ((key, rival), (rival, key))
            pair, turned = few(self.against[forth] - own_pair), few(self.against[back])
            out += [f"foe.{role}={pair}{far}", f"foe.{role}={pair}:{turned}{far}", f"{kind}|foe.{role}={pair}{far}"]
            out.append(f"{t.proposal.label}|foe.{role}={pair > 0}:{turned > 0}{far}")
        return out

    def _share(self, role: str, key: str, own: dict[str, set[str]] | None) -> int:
        """In how many quarters of the rest of the claims a thing fills a role; none where it fills it once at most."""
        count = self.counts[role][key] - (own is not None and key in own[role])
        others = self.filled[role] - (own is not None and bool(own[role]))
        return 0 if count < 2 else 1 + min(3, 4 * count // max(1, others))

    def _likeliest(self, n: int, r: int, but: str) -> str | None:
        """The thing that likeliest fills a role of a thought, when it is likely enough and another one."""
        t = self.thoughts[n]
        for k in self.best[n][r]:
            if t.chances[k][r] < LIKELY:
                return None
            if (key := self.things.key[t.candidates[k].phrase]) != but and key in self.parties:
                return key
        return None

    def _around(self, n: int, key: str, far: str, company: Company) -> list[str]:
        """The roles of a thing in the claims of the same sentence, and in the last and the next claim of other sentences."""
        kind, label = self.thoughts[n].proposal.kind, self.thoughts[n].proposal.label
        said = dict.fromkeys(
            (begins, role) for begins, filled in company for role in [role for role in ROLES if key in filled[role]] or ("none",)
        )
        out = [f"{begin}={role}{far}" for begins, role in said for begin in begins]
        for name, near in (("last", self.before[n]), ("next", self.after[n])):
            if near is None:
                continue
            other = self.thoughts[near].proposal
            age = min(abs(self.sentence[near] - self.sentence[n]), 3)
            for role in [role for role in ROLES if key in self.keys[near][role]]:
                out += [
                    f"{name}={role}:{age}{far}",
                    f"{kind}|{name}={role}:{other.kind}{far}",
                    f"{label}|{name}={role}:{other.label == label}{far}",
                ]
        return out

    def _counted(self, n: int, candidate: RoleCandidate) -> list[str]:
        """Of a figure: whether a candidate is what it counts, and what is done to it."""
        noun = self.nouns[n]
        if noun is None or candidate.cross:
            return []
        head, context = self.context.phrases[candidate.phrase].head, self.context
        first = noun
        while context.dep[first] == "conj":
            first = context.head[first]
        governor = word(context, context.head[first])
        what = "noun" if head == noun else "listed" if context.dep[head] == "conj" and context.head[head] in (noun, first) else "other"
        label = self.thoughts[n].proposal.label
        return [f"{label}|{what}:{context.dep[first]}", f"{what}:{governor}:{context.dep[first]}", f"{label}|{what}:{word(context, noun)}"]
