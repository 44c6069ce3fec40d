"""Why a claim was read so: the words that decided, their paths in the parse and their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable

from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysis import AnalysedReport
from heldby.reading.claims.builder import ClaimBuilder, Decided
from heldby.reading.claims.constraints import is_denied
from heldby.reading.claims.features import status_features, token_features, trigger_features
from heldby.reading.claims.linear_model import Linear
from heldby.reading.claims.second_pass import JointFeatures
from heldby.reading.parse.parsed_report import Context
from heldby.reading.reader import Reader

MOST = 8
"""Reasons told of each decision, the weightiest first."""
STEP = re.compile(r"([^=]*>)(-?\d+)(x?)")
"""A feature that says that a scale is above a step."""
PASSED_OVER = 3
"""Phrases told of that nearly filled a role."""


class Reason(Record):
    """One feature that spoke in a decision, with its weight: above 0 for what was decided, below 0 against it."""

    feature: str
    weight: float


class RoleReason(Record):
    """A phrase as the filler of a role: its probability, the words from the trigger to it through the parse, and what decided.

    `role` is null where the phrase was looked at and filled none; then the probability is that of the likeliest role, in `nearly`.
    `reasons` are those of the second look, which begins with what the first thought; `first` those of the first.
    """

    role: str | None
    nearly: str | None = None
    text: str
    probability: float
    path: tuple[str, ...]
    reasons: tuple[Reason, ...]
    first: tuple[Reason, ...] = ()


class Explanation(Record):
    """A claim with the grounds of its type, roles, status, source and confidence. `form`: a construction of the sentence tells it.

    `type` are the reasons of the second look, in the light of all that the report tells, `first` those of the first, from the word alone.
    """

    claim: Claim
    trigger: str
    sentence: str
    form: bool
    probability: float
    type: tuple[Reason, ...]
    first: tuple[Reason, ...]
    roles: tuple[RoleReason, ...]
    status: tuple[Reason, ...]
    status_by: str
    source_by: str | None


def explain(reader: Reader, report: Report, claim: str) -> Explanation | None:
    """Why this reader makes the claim with this id of a report; None where it does not make it."""
    assembler = reader.assembler
    prepared = reader.preparer.prepare(report)
    second = assembler.second_look(prepared, keep=True)
    for decided, made in assembler.decided_claims(prepared):
        if made.id == claim:
            return _explanation(prepared, assembler, second, decided, made)
    return None


def _explanation(prepared: AnalysedReport, assembler: ClaimBuilder, second: JointFeatures, decided: Decided, claim: Claim) -> Explanation:
    context, deciders, proposal = prepared.context, assembler.deciders, decided.proposal
    at = proposal.trigger
    start, end = context.sentences[context.sentence[at]]
    n = next(n for n, thought in enumerate(second.thoughts) if thought.proposal == proposal)
    told = second.thoughts[n].told
    denied = is_denied(context, assembler.lexicon, at)
    by = "the form of the sentence" if told and told.status else "a denial around it" if denied else "its words"
    shared = token_features(context, at, assembler.lexicon, prepared.noun(proposal))
    status = status_features(context, proposal.label, at, assembler.lexicon)
    said = SpeechScope(context, assembler.lexicon).of(at)
    return Explanation(
        claim=claim,
        trigger=context.doc[at].text,
        sentence=" ".join(context.doc[start:end].text.split()),
        form=told is not None,
        probability=round(decided.probability, 4),
        type=_reasons(deciders.claim, second.claim(n), 0),
        first=_reasons(deciders.trigger, trigger_features(context, proposal, assembler.lexicon, shared, told is not None), 0),
        roles=tuple(_roles(prepared, assembler, second, n, decided)),
        status=_reasons(deciders.status, status, deciders.status.classes.index(claim.status)) if by == "its words" else (),
        status_by=by,
        source_by=f"{context.doc[said.speaker].text} … {context.doc[said.cue].text} ({said.form})" if said and claim.source else None,
    )


def _reasons(model: Linear, features: Iterable[str], chosen: int) -> tuple[Reason, ...]:
    """The weightiest features for the chosen class, set against the mean of the other classes; the steps of one scale as the highest."""
    merged: dict[str, float] = {}
    highest: dict[str, tuple[int, str]] = {}
    for feature, weight in model.reasons(features, chosen):
        others = [w for k, w in enumerate(model.table[feature]) if k != chosen]
        step = STEP.fullmatch(feature)
        name, at = (f"{step[1]}{step[3]}", int(step[2])) if step else (feature, 0)
        highest[name] = max(highest.get(name, (at, feature)), (at, feature))
        merged[name] = merged.get(name, 0.0) + weight - (sum(others) / len(others) if others else 0.0)
    found = sorted(merged.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    return tuple(Reason(feature=highest[name][1], weight=round(weight, 3)) for name, weight in found[:MOST])


def _roles(prepared: AnalysedReport, assembler: ClaimBuilder, second: JointFeatures, n: int, decided: Decided) -> list[RoleReason]:
    """The phrases that fill the roles, then those that nearly did."""
    context, thought = prepared.context, second.thoughts[n]
    again, before = assembler.deciders.filler, assembler.deciders.role
    filled = {phrase: (role, p) for role, pairs in decided.roles.items() for phrase, p in pairs}
    looked_at = {thought.candidates[k].phrase: (k, features) for k, features in second.fillers(n)}
    out: list[RoleReason] = []
    nearly: list[RoleReason] = []
    for phrase in dict.fromkeys([*filled, *looked_at]):
        k, features = looked_at.get(phrase, (None, []))
        chances = dict(zip(again.classes, again.distribution(features), strict=True))
        likeliest = max((c for c in chances if c != "none"), key=chances.__getitem__)
        role, probability = filled.get(phrase, (None, chances[likeliest]))
        meant = role or likeliest
        one = RoleReason(
            role=role, nearly=None if role else likeliest, text=prepared.phrase_text(phrase), probability=round(probability, 4),
            path=path_words(context, thought.proposal.trigger, context.phrases[phrase].head),
            reasons=_reasons(again, features, again.classes.index(meant)),
            first=_reasons(before, thought.features[k], before.classes.index(meant)) if k is not None and thought.features else (),
        )  # fmt: skip
        (out if role else nearly).append(one)
    return [*sorted(out, key=lambda r: (r.role or "", -r.probability)), *sorted(nearly, key=lambda r: -r.probability)[:PASSED_OVER]]


def path_words(context: Context, a: int, b: int) -> tuple[str, ...]:
    """The words of the parse from one token to another with the relation of each step; empty between sentences."""
    up, down = [a, *context.ancestors(a)], [b, *context.ancestors(b)]
    meet = next((i for i in down if i in set(up)), None)
    if meet is None or context.sentence[a] != context.sentence[b]:
        return ()
    rise, fall = up[: up.index(meet) + 1], down[: down.index(meet)]
    climbed = [f"{context.doc[i].text} ({context.dep[i]} of)" for i in rise[:-1]]
    return (*climbed, context.doc[meet].text, *(f"{context.dep[i]}: {context.doc[i].text}" for i in reversed(fall)))
