"""Why a claim was read so: the words that decided, their paths in the parse and their weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.reading.assemble import Assembler, Decided
from heldby.reading.context import Context
from heldby.reading.decide import History, role_candidates, things_of
from heldby.reading.linear import Linear
from heldby.reading.prepare import Prepared
from heldby.reading.reader import Deciders, Reader
from heldby.reading.sayings import Sayings
from heldby.reading.sense import is_denied

MOST = 8
"""Reasons told of each decision, the weightiest first."""
PASSED_OVER = 3
"""Phrases told of that nearly filled a role."""


class Reason(Record):
    """One feature that spoke in a decision, with its weight: above 0 for what was decided, below 0 against it."""

    feature: str
    weight: float


class RoleReason(Record):
    """A phrase as the filler of a role: its probability, the words from the trigger to it through the parse, and what decided.

    `role` is null where the phrase was looked at and filled none; then the probability is that of the likeliest role, in `nearly`.
    """

    role: str | None
    nearly: str | None = None
    text: str
    probability: float
    path: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Explanation(Record):
    """A claim with the grounds of its type, roles, status, source and confidence. `form`: a construction of the sentence tells it."""

    claim: Claim
    trigger: str
    sentence: str
    form: bool
    probability: float
    type: tuple[Reason, ...]
    roles: tuple[RoleReason, ...]
    status: tuple[Reason, ...]
    status_by: str
    source_by: str | None


class Watched(Linear):
    """A decider that remembers what it was asked."""

    def __init__(self, inner: Linear) -> None:
        self.classes, self.table, self.bias = inner.classes, inner.table, inner.bias
        self.asked: list[list[str]] = []

    def scores(self, features: Iterable[str]) -> list[float]:
        self.asked.append(list(features))
        return super().scores(self.asked[-1])


@dataclass(slots=True)
class Asked:
    """What one proposal was decided by: the features of its trigger and those of each candidate for its roles."""

    trigger: list[str]
    roles: list[list[str]] = field(default_factory=list)


class Order(Watched):
    """Watches the deciders of triggers and roles together, so that each role is told with the proposal it was asked for."""

    def __init__(self, inner: Linear, log: list[Asked], opens: bool) -> None:
        super().__init__(inner)
        self.log, self.opens = log, opens

    def scores(self, features: Iterable[str]) -> list[float]:
        given = list(features)
        if self.opens:
            self.log.append(Asked(given))
        elif self.log:
            self.log[-1].roles.append(given)
        return Linear.scores(self, given)


def explain(reader: Reader, report: Report, claim: str) -> Explanation | None:
    """Why this reader makes the claim with this id of a report; None where it does not make it."""
    log: list[Asked] = []
    plain = reader.assembler.deciders
    status = Watched(plain.status)
    watched = Deciders(Order(plain.trigger, log, True), Order(plain.role, log, False), status)
    assembler = Assembler(watched, reader.assembler.lexicon, reader.version)
    prepared = reader.preparer.prepare(report)
    for decided, made in assembler.decided_claims(prepared):
        if made.id == claim:
            return _explanation(prepared, assembler, decided, made, _asked(log, decided, plain.trigger), status)
        status.asked.clear()
    return None


def _asked(log: Sequence[Asked], decided: Decided, trigger: Linear) -> Asked:
    """The questions that led to a decision: those of its label and probability, with roles asked for."""
    label = decided.proposal.label
    alike = [one for one in log if one.trigger[:1] == [label]]
    fits = [one for one in alike if abs(trigger.probability(one.trigger) - decided.probability) < 1e-9]
    return next(iter([*fits, *(one for one in alike if "told" in one.trigger), *alike]), Asked([]))


def _explanation(prepared: Prepared, assembler: Assembler, decided: Decided, claim: Claim, asked: Asked, status: Watched) -> Explanation:
    context, at = prepared.context, decided.proposal.trigger
    start, end = context.sentences[context.sentence[at]]
    told = prepared.told.get((decided.proposal.label, at, decided.proposal.quantity))
    denied = is_denied(context, assembler.lexicon, at)
    by = "the form of the sentence" if told and told.status else "a denial around it" if denied else "its words"
    chosen = status.classes.index(claim.status) if claim.status in status.classes else 0
    said = Sayings(context, assembler.lexicon).of(at)
    return Explanation(
        claim=claim,
        trigger=context.doc[at].text,
        sentence=" ".join(context.doc[start:end].text.split()),
        form=told is not None,
        probability=round(decided.probability, 4),
        type=_reasons(assembler.deciders.trigger, asked.trigger, 0),
        roles=tuple(_roles(prepared, assembler.deciders.role, decided, asked)),
        status=_reasons(status, status.asked[-1], chosen) if status.asked and by == "its words" else (),
        status_by=by,
        source_by=f"{context.doc[said.speaker].text} … {context.doc[said.cue].text} ({said.form})" if said and claim.source else None,
    )


def _reasons(model: Linear, features: Iterable[str], chosen: int) -> tuple[Reason, ...]:
    """The weightiest features for the chosen class, set against the mean of the other classes."""
    merged: dict[str, float] = {}
    for feature, weight in model.reasons(features, chosen):
        others = [w for k, w in enumerate(model.table[feature]) if k != chosen]
        merged[feature] = merged.get(feature, 0.0) + weight - (sum(others) / len(others) if others else 0.0)
    found = sorted(merged.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    return tuple(Reason(feature=feature, weight=round(weight, 3)) for feature, weight in found[:MOST])


def _roles(prepared: Prepared, model: Linear, decided: Decided, asked: Asked) -> list[RoleReason]:
    """The phrases that fill the roles, then those that nearly did."""
    context, trigger = prepared.context, decided.proposal.trigger
    filled = {n: (role, p) for role, pairs in decided.roles.items() for n, p in pairs}
    looked_at = _candidates(prepared, decided, asked)
    out: list[RoleReason] = []
    nearly: list[RoleReason] = []
    for n, features in looked_at:
        chances = dict(zip(model.classes, Linear.distribution(model, features), strict=True))
        likeliest = max((c for c in chances if c != "none"), key=chances.__getitem__)
        role, probability = filled.get(n, (None, chances[likeliest]))
        one = RoleReason(
            role=role, nearly=None if role else likeliest, text=prepared.phrase_text(n), probability=round(probability, 4),
            path=path_words(context, trigger, context.phrases[n].head),
            reasons=_reasons(model, features, model.classes.index(role or likeliest)),
        )  # fmt: skip
        (out if role else nearly).append(one)
    seen = {n for n, _ in looked_at}
    out += [
        RoleReason(
            role=role,
            text=prepared.phrase_text(n),
            probability=round(p, 4),
            path=path_words(context, trigger, context.phrases[n].head),
            reasons=(),
        )
        for n, (role, p) in filled.items()
        if n not in seen
    ]
    return [*sorted(out, key=lambda r: (r.role or "", -r.probability)), *sorted(nearly, key=lambda r: -r.probability)[:PASSED_OVER]]


def _candidates(prepared: Prepared, decided: Decided, asked: Asked) -> list[tuple[int, list[str]]]:
    """The phrases that were looked at, with the features of each, in the order in which they were."""
    context = prepared.context
    here = [
        c.phrase
        for c in role_candidates(context, things_of(context, prepared.report.title), History(), decided.proposal.trigger)
        if not c.cross
    ]
    return list(zip(here, asked.roles, strict=False))


def path_words(context: Context, a: int, b: int) -> tuple[str, ...]:
    """The words of the parse from one token to another with the relation of each step; empty between sentences."""
    up, down = [a, *context.ancestors(a)], [b, *context.ancestors(b)]
    meet = next((i for i in down if i in set(up)), None)
    if meet is None or context.sentence[a] != context.sentence[b]:
        return ()
    rise, fall = up[: up.index(meet) + 1], down[: down.index(meet)]
    climbed = [f"{context.doc[i].text} ({context.dep[i]} of)" for i in rise[:-1]]
    return (*climbed, context.doc[meet].text, *(f"{context.dep[i]}: {context.doc[i].text}" for i in reversed(fall)))
