"""From decided proposals to claims in the public format."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.model import ActorRef, Claim, PlaceRef, Value, When, make_claim
from heldby.reading.attribution.speech_acts import Speech
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysis import AnalysedReport
from heldby.reading.claims.calibration import calibrated
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.claim_speaker import name_source
from heldby.reading.claims.constraints import both_sides, counts_what_will_be, is_denied, same_subject, sensible, speakers_seat, to_come
from heldby.reading.claims.constructions import TRUST
from heldby.reading.claims.event_anaphora import comes_back, told_on
from heldby.reading.claims.evidence_span import figure_span, quote_span
from heldby.reading.claims.features import status_features, token_features, trigger_features
from heldby.reading.claims.list_actors import ListActors
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.claims.phrase_index import Index
from heldby.reading.claims.roles import History, Roles, candidates_of, chances_of, choose, in_order, things_of
from heldby.reading.claims.second_pass import ATTACKS, JointFeatures, ScoredCandidate
from heldby.reading.claims.superlatives import held_as
from heldby.reading.mentions.times import when_for
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

if TYPE_CHECKING:
    from heldby.reading.reader import Classifiers

MAYBE = 0.12
"""Least probability at the first look of what is looked at again."""
AGAIN = 0.03
"""The same of an attack by a means that the report has told already: "the attack" of its next sentence may be that air strike."""
FIRST = {"event": 0.3, "control": 0.3, "relation": 0.2, "figure": 0.32}
"""Least probability of a claim at the first look, by kind, for what others are seen in the light of."""
THRESHOLD = {"event": 0.3, "control": 0.3, "relation": 0.2, "figure": 0.32}
"""Least probability of a claim, by kind; where out-of-fold F1 over the training reports was best."""
FLOOR = 0.3
"""Least probability of a phrase in a role: where out-of-fold F1 over the training reports was best."""
TOGETHER = 0.18
"""Least probability of the claim and of the phrase in its role together: a doubtful claim's roles must be the surer. Chosen likewise."""
OF_A_PLACE = frozenset(
    {"event/capture", "event/withdraw", "event/besiege", "control/holds", "control/lost", "control/contests", "control/besieged"}
)
"""Claims that are always about some place: where theirs names none, the one that the report's title names is meant."""
MOST = 8
"""A role has at most so many fillers."""
NOTHING = (0.0, 0.0, 0.0)
"""How likely a phrase that is not worth a second look fills a role."""


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """A proposal taken for a claim: its probability, its roles as (phrase, probability)."""

    proposal: Candidate
    probability: float
    roles: Roles


def told_by(when: When | None, published: dt.date | None) -> When | None:
    """An act or a loss "since March" lies between March and the day it was told; only what holds on keeps its end open."""
    if when and when.first and when.last is None and published and published >= when.first:
        return when.model_copy(update={"last": published})
    return when


def since_clause(prepared: AnalysedReport, proposal: Candidate) -> When | None:
    """The time of a sentence that opens "Since X began in 2014, ...": open from then on."""
    context = prepared.context
    start = context.sentences[context.sentence[proposal.trigger]][0]
    if proposal.kind == "relation" or context.lower[start] != "since":
        return None
    inside = [t for t in prepared.times if start <= t.head < proposal.trigger and t.when.first is not None]
    return inside[-1].when.model_copy(update={"last": None}) if inside else None


def _in_list(context: Context, head: int, others: set[int]) -> bool:
    """Whether a phrase is conjoined with one of the others."""
    return (context.dep[head] == "conj" and context.head[head] in others) or any(
        context.dep[child] == "conj" and child in others for child in context.children[head]
    )


def floor_for(probability: float) -> float:
    """Least probability of a phrase in a role of a claim that is itself this probable."""
    return max(FLOOR, TOGETHER / probability)


def _names(prepared: AnalysedReport, trigger: int, place: PlaceRef) -> bool:
    """Whether a trigger's own sentence names a place: then it does so in some other role than that of the claim's place."""
    doc, (first, last) = prepared.doc, prepared.context.sentences[prepared.context.sentence[trigger]]
    start, end = doc[first].idx, doc[last - 1].idx
    return any(start <= p.start <= end and p.ref.id == place.id for p in prepared.places if not p.nominal)


def _ties_nobody(proposal: Candidate, roles: Roles) -> bool:
    """Whether a relation is one of nobody to nobody."""
    return proposal.kind == "relation" and not (roles["actor"] or roles["target"])


class ClaimBuilder:
    """Decides and builds the claims of prepared reports."""

    def __init__(self, deciders: Classifiers, lexicon: Lexicon, reader: str) -> None:
        self.deciders, self.lexicon, self.reader = deciders, lexicon, reader

    def second_look(self, prepared: AnalysedReport, keep: bool = False) -> JointFeatures:
        """All that is not too unlikely a claim, in text order, as the first look sees it. `keep`: with the features that it saw."""
        context = prepared.context
        things, history = things_of(context, prepared.report.title), History()
        doers = ListActors(context, self.lexicon, things.key)
        cache: dict[tuple[int, int], list[str]] = {}
        thoughts: list[ScoredCandidate] = []
        seen: set[str] = set()
        told_events = {trigger for label, trigger, _ in prepared.told if label.startswith("event/")}
        for p in in_order(prepared.proposals, context):
            proposal = prepared.proposals[p]
            key = (proposal.trigger, proposal.quantity)
            told = prepared.told.get((proposal.label, *key))
            if told is None and proposal.kind in ("event", "control") and proposal.trigger in told_events:
                continue
            if key not in cache:
                cache[key] = token_features(context, proposal.trigger, self.lexicon, prepared.noun(proposal))
            probability = self.deciders.trigger.probability(trigger_features(context, proposal, self.lexicon, cache[key], told is not None))
            probability = max(probability, told.trust) if told else probability
            if probability < (AGAIN if proposal.label in ATTACKS and proposal.label in seen else MAYBE):
                continue
            candidates, features = candidates_of(context, things, history, proposal.label, proposal.trigger, told)
            chances = [chances_of(self.deciders.role, one) for one in features]
            roles = self._roles(
                prepared,
                proposal,
                choose(context, candidates, chances, floor_for(probability), told, proposal.quantity < 0),
                history,
                doers,
            )
            accepted = probability >= FIRST[proposal.kind] and not _ties_nobody(proposal, roles)
            if accepted:
                seen.add(proposal.label)
                history.add(things, context.sentence[proposal.trigger], proposal.label, roles)
            thoughts.append(ScoredCandidate(proposal, told, probability, candidates, chances, roles, accepted, features if keep else []))
        return JointFeatures(context, things, doers, thoughts, [prepared.noun(t.proposal) for t in thoughts])

    def decide(self, prepared: AnalysedReport) -> list[Decided]:
        """The proposals that are claims, in text order, with their roles."""
        context, history = prepared.context, History()
        second = self.second_look(prepared)
        doers = second.doers
        out: list[Decided] = []
        for n, t in enumerate(second.thoughts):
            probability = self.deciders.claim.probability(second.claim(n))
            probability = max(probability, t.told.trust) if t.told else probability
            if probability < THRESHOLD[t.proposal.kind]:
                continue
            chances = [NOTHING] * len(t.candidates)
            for k, features in second.fillers(n):
                chances[k] = chances_of(self.deciders.filler, features)
            roles = self._roles(
                prepared,
                t.proposal,
                choose(context, t.candidates, chances, floor_for(probability), t.told, t.proposal.quantity < 0),
                history,
                doers,
            )
            if not _ties_nobody(t.proposal, roles):
                history.add(second.things, context.sentence[t.proposal.trigger], t.proposal.label, roles)
                out.append(Decided(t.proposal, probability, roles))
        return out

    def _roles(self, prepared: AnalysedReport, proposal: Candidate, chosen: Roles, history: History, doers: ListActors) -> Roles:
        """The chosen roles without what cannot be, and with what a pronoun or a list takes over."""
        roles = same_subject(prepared.context, proposal, sensible(prepared.context, self.lexicon, proposal, chosen), history)
        if proposal.kind in ("event", "relation"):
            roles = both_sides(roles, doers.keys)
        doer = doers.of(proposal) if proposal.kind in ("event", "figure") else None
        if doer is None:
            return roles
        return {**roles, "actor": [(doer, TRUST)], "target": [pair for pair in roles["target"] if pair[0] != doer]}

    def claims(self, prepared: AnalysedReport) -> tuple[Claim, ...]:
        """The claims of a report, in text order, each once."""
        found: dict[str, Claim] = {}
        for _, claim in self.decided_claims(prepared):
            found.setdefault(claim.id, claim)
        return tuple(sorted(found.values(), key=lambda c: (c.start, c.end, c.kind, c.type, c.id)))

    def decided_claims(self, prepared: AnalysedReport) -> Iterator[tuple[Decided, Claim]]:
        """Each proposal taken for a claim with that claim, built when it is asked for."""
        index = Index(prepared)
        figures = [(quantity.start, quantity.head) for quantity in prepared.quantities]
        sayings = SpeechScope(prepared.context, self.lexicon)
        day: When | None = None
        for decided in self.decide(prepared):
            claim = self._claim(prepared, index, sayings, figures, decided, day)
            day = told_on(claim) or day
            yield decided, claim

    def _claim(
        self,
        prepared: AnalysedReport,
        index: Index,
        sayings: SpeechScope,
        figures: list[tuple[int, int]],
        decided: Decided,
        day: When | None,
    ) -> Claim:
        """The claim of a decision; `day`: of the last blow that the report told before it."""
        context, proposal = prepared.context, decided.proposal
        actor = self._actors(index, decided, "actor")
        target = self._actors(index, decided, "target")
        taken = {a.text.casefold() for a in (*actor, *target)}
        speech = sayings.of(proposal.trigger)
        place = tuple(p for p in self._places(index, decided, speech) if p.text.casefold() not in taken or p.lat is not None)
        if not place and proposal.label in OF_A_PLACE and (head := index.head_place()) and not _names(prepared, proposal.trigger, head):
            place = (head,)
        filled = [context.phrases[n].head for role in decided.roles.values() for n, _ in role]
        start, end = quote_span(context, prepared.report.text, proposal.trigger, filled, prepared.filed[1])
        if proposal.quantity >= 0:
            start, end = figure_span(context, prepared.report.text, (start, end), figures, proposal.quantity)
        return make_claim(
            report=prepared.report.id, start=start, end=end, quote=prepared.report.text[start:end], kind=proposal.kind, type=proposal.type,
            actor=actor, target=target, place=place, when=self._when(prepared, proposal, day), status=self._status(prepared, proposal),
            source=name_source(index, speech, sayings, proposal.trigger) if speech else None, value=self._value(prepared, proposal),
            held_as=held_as(context, proposal.trigger) if proposal.kind == "control" else None,
            confidence=round(calibrated(proposal.kind, decided.probability), 4), reader=self.reader,
        )  # fmt: skip

    def _actors(self, index: Index, decided: Decided, role: str) -> tuple[ActorRef, ...]:
        # In the order of the text: who is named first leads, and holds what all of them took.
        refs = [index.actor(n) for n in sorted(n for n, _ in decided.roles[role][:MOST])]
        bare = index.prepared.bare
        keys = [ref.text.casefold() if (ref.start, ref.end) in bare else ref.id or ref.text.casefold() for ref in refs]
        return tuple(dict(zip(reversed(keys), reversed(refs), strict=True)).values())[::-1]

    def _places(self, index: Index, decided: Decided, speech: Speech | None) -> tuple[PlaceRef, ...]:
        context = index.context
        seats = {n for n, _ in decided.roles["place"] if speech and speakers_seat(context, speech.speaker, context.phrases[n].head)}
        kept = [n for n, _ in decided.roles["place"][:MOST] if n not in seats]
        refs = [index.place(n) for n in kept]
        heads = {context.phrases[n].head for n in kept}
        listed = frozenset(
            start for n, ref in zip(kept, refs, strict=True) if _in_list(context, context.phrases[n].head, heads) and (start := ref.start)
        )
        return most_specific(tuple({(ref.id or ref.text.casefold()): ref for ref in reversed(refs)}.values())[::-1], listed)

    def _when(self, prepared: AnalysedReport, proposal: Candidate, day: When | None) -> When | None:
        when = when_for(prepared.doc, proposal.trigger, prepared.times, kind=proposal.kind) or since_clause(prepared, proposal)
        ended = proposal.kind in ("event", "figure") or proposal.label == "control/lost"
        if when is None and ended and day and comes_back(prepared.context, self.lexicon, proposal):
            return day
        return told_by(when, prepared.report.published) if ended else when

    def _status(self, prepared: AnalysedReport, proposal: Candidate) -> str:
        told = prepared.told.get((proposal.label, proposal.trigger, proposal.quantity))
        if told and told.status:
            return told.status
        if is_denied(prepared.context, self.lexicon, proposal.trigger):
            return "denied"
        if counts_what_will_be(prepared.context, prepared.noun(proposal)):
            return "planned"
        model = self.deciders.status
        chances = model.distribution(status_features(prepared.context, proposal.label, proposal.trigger, self.lexicon))
        yet = to_come(prepared.context, self.lexicon, proposal.trigger) if proposal.kind == "event" else None
        allowed = [k for k, name in enumerate(model.classes) if yet is None or name in yet]
        return model.classes[max(allowed, key=chances.__getitem__)]

    def _value(self, prepared: AnalysedReport, proposal: Candidate) -> Value | None:
        return prepared.quantities[proposal.quantity].value if proposal.quantity >= 0 else None
