"""Builds claims, in the public format, from the candidates that the network accepts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from heldby.model import ActorRef, Claim, Value, make_claim
from heldby.model.mention import SourceRef
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.calibration import TERRITORY, claim_confidence, is_too_doubtful, whole_confidence
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.claim_places import claim_places, place_from_title
from heldby.reading.claims.claim_speaker import SpeakerResolver
from heldby.reading.claims.claim_status import claim_status
from heldby.reading.claims.claim_time import claim_time, time_of
from heldby.reading.claims.clause_scope import drop_fillers_of_other_clauses
from heldby.reading.claims.constructions.tree_walk import COUNTRY_CODE
from heldby.reading.claims.decide import ClaimDecider, Decision, Filler
from heldby.reading.claims.evidence_span import figure_span, quote_span
from heldby.reading.claims.left_places import add_left_places
from heldby.reading.claims.phrase_index import PhraseIndex
from heldby.reading.claims.rival_claims import rival_decisions
from heldby.reading.claims.role_rules import apply_role_rules, move_fillers, party_of_speaker, speaks_for_state
from heldby.reading.claims.split_by_day import split_by_day
from heldby.reading.claims.superlatives import held_as
from heldby.reference.lexicon import Lexicon

FIRST_PERSON = frozenset({"we", "our", "ours"})
THEIR_OWN = frozenset({"his", "hers", "theirs"})
OWNING = frozenset({"nsubj", "nsubj:pass", "nmod:poss", "ROOT", "root", "ccomp", "parataxis"})
"""Relations of "we", "our" and "ours" where they name who holds a place: "we hold it", "it is in our hands", "it is ours"."""
MOST_ACTORS = 8
"""Largest number of actors of a claim, and of its targets."""


class ClaimBuilder:
    """Decides which claims analysed reports state, and builds them. Each records `reader`, the version of the reader."""

    def __init__(self, lexicon: Lexicon, reader: str) -> None:
        self.lexicon, self.reader = lexicon, reader
        self.decider = ClaimDecider(lexicon)

    def claims(self, analysed: AnalysedReport) -> tuple[Claim, ...]:
        """Return the claims of a report in text order, without duplicates."""
        found: dict[str, Claim] = {}
        for _, claim in self.decided_claims(analysed):
            found.setdefault(claim.id, claim)
        return tuple(sorted(found.values(), key=lambda c: (c.start, c.end, c.kind, c.type, c.id)))

    def decided_claims(self, analysed: AnalysedReport) -> Iterator[tuple[Decision, Claim]]:
        """Yield each decision with its claim, in text order. Several decisions may give the same claim."""
        scope = SpeechScope(analysed.parsed, self.lexicon)
        report = _ReportClaims(self, analysed, scope)
        decided: list[tuple[Decision, Claim]] = []
        found = self.decider.decide(analysed, scope)
        for decision in (one for each in found for one in rival_decisions(analysed.parsed, each)):
            drop_fillers_of_other_clauses(analysed, decision)
            claim = report.build(decision)
            if not is_too_doubtful(claim):
                when_of = partial(time_of, analysed, decision, claim.status)
                decided += ((decision, one) for one in split_by_day(claim, analysed, when_of))
        sentences = [analysed.parsed.sentence[decision.candidate.trigger] for decision, _ in decided]
        claims = add_left_places(analysed.report.text, [claim for _, claim in decided], sentences)
        yield from ((decision, claim) for (decision, _), claim in zip(decided, claims, strict=True))


class _ReportClaims:
    """Builds the claims of one report."""

    def __init__(self, builder: ClaimBuilder, analysed: AnalysedReport, scope: SpeechScope) -> None:
        self.builder, self.lexicon = builder, builder.lexicon
        self.analysed, self.parsed = analysed, analysed.parsed
        self.index = PhraseIndex(analysed)
        self.figures = [(quantity.start, quantity.head) for quantity in analysed.quantities]
        self.scope = scope
        self.speakers = SpeakerResolver(self.index, scope)

    def build(self, decision: Decision) -> Claim:
        """Return the claim of a decision."""
        candidate = decision.candidate
        self._move_town_that_surrendered(decision)
        apply_role_rules(self.parsed, decision)
        actor, target = self._actors(decision, "actor") or self._we(decision), self._actors(decision, "target")
        parties = {a.text.casefold() for a in (*actor, *target)}
        act = self.scope.covering(candidate.trigger)
        places = claim_places(self.index, candidate, [(f.row, f.probability) for f in self._apart(decision, "place")], act)
        place = tuple(p for p in places if p.text.casefold() not in parties or p.lat is not None)
        if not place and (title_place := place_from_title(self.index, candidate)):
            place = (title_place,)
        start, end = self._quote(decision)
        report = self.analysed.report
        status = claim_status(self.analysed, self.lexicon, decision)
        return make_claim(
            report=report.id, start=start, end=end, quote=report.text[start:end], kind=candidate.kind, type=candidate.type,
            actor=actor, target=target, place=place, when=claim_time(self.analysed, decision, status), status=status,
            source=self._source(decision), value=self._value(candidate),
            held_as=held_as(self.parsed, candidate.trigger) if candidate.kind == "control" else None,
            confidence=whole_confidence(decision), claim_confidence=claim_confidence(decision), reader=self.builder.reader,
        )  # fmt: skip

    def _actors(self, decision: Decision, role: str) -> tuple[ActorRef, ...]:
        """Return the actors in a role in text order, without duplicates.

        The first actor counts as the holder of a place that several took together.
        """
        rows = sorted(f.row for f in self._apart(decision, role)[:MOST_ACTORS])
        refs = [ref for n in rows if not self._is_only_a_town(decision, n, ref := self._party(decision, n))]
        inferred = self.analysed.inferred_parties
        keys = [ref.text.casefold() if (ref.start, ref.end) in inferred else ref.id or ref.text.casefold() for ref in refs]
        return tuple(dict(zip(reversed(keys), reversed(refs), strict=True)).values())[::-1]

    def _move_town_that_surrendered(self, decision: Decision) -> None:
        """Make a town that surrendered the place of the claim: who gave it up is not said."""
        if decision.candidate.label == "event/surrender":
            towns = [f for f in decision.fillers["actor"] if self._is_town(f.row, self.index.actor(f.row))]
            move_fillers(decision, towns, "actor", "place")

    def _we(self, decision: Decision) -> tuple[ActorRef, ...]:
        """Return the speaker as the actor of what he says of "us" or of his own: "The town is ours," he said; he said it was his."""
        sources, trigger = decision.fillers["source"], decision.candidate.trigger
        if not sources or decision.candidate.label not in TERRITORY:
            return ()
        children = self.parsed.children
        near = (trigger, *children[trigger], *(c for child in children[trigger] for c in children[child]))
        ours = any(self.parsed.lower[i] in FIRST_PERSON and self.parsed.dep[i] in OWNING for i in near)
        if not ours and not (self.parsed.lower[trigger] in THEIR_OWN and self.parsed.dep[trigger] in OWNING):
            return ()
        return (self._party(decision, sources[0].row),)

    def _party(self, decision: Decision, row: int) -> ActorRef:
        """Return the actor of a row. A spokesman or minister who holds a place stands for the party or state that he speaks for."""
        ref = self.index.actor(row)
        if ref.id is not None or decision.candidate.label not in TERRITORY:
            return ref
        party = party_of_speaker(self.parsed, row)
        if party is not None:
            return self.index.actor(party)
        state = self.analysed.government() if speaks_for_state(self.parsed, row) else None
        return ref if state is None else ref.model_copy(update={"id": state.id, "name": state.name})

    def _is_only_a_town(self, decision: Decision, n: int, ref: ActorRef) -> bool:
        """Check for a town as the party of a claim that colours a map: in "fighters from Zawiya took it", Zawiya holds nothing."""
        return decision.candidate.label in TERRITORY and self._is_town(n, ref)

    def _is_town(self, n: int, ref: ActorRef) -> bool:
        return self.parsed.classes[n] == "P" and len(self.parsed.ids[n] or "") != COUNTRY_CODE and ref.id is None

    def _apart(self, decision: Decision, role: str) -> list[Filler]:
        """Return the fillers of a role, the most probable first, without those that share words with a more probable one.

        "RSF" and "RSF positions" are one filler.
        """
        kept: list[Filler] = []
        phrases = self.parsed.phrases
        for filler in decision.fillers[role]:
            left, right = phrases[filler.row].left, phrases[filler.row].right
            if all(right < phrases[other.row].left or phrases[other.row].right < left for other in kept):
                kept.append(filler)
        return kept

    def _source(self, decision: Decision) -> SourceRef | None:
        fillers = decision.fillers["source"]
        return self.speakers.source_of(fillers[0].row if fillers else None, decision.candidate.trigger)

    def _quote(self, decision: Decision) -> tuple[int, int]:
        """Return the character offsets of the claim's quote."""
        candidate, text = decision.candidate, self.analysed.report.text
        heads = [self.parsed.phrases[f.row].head for role in ("actor", "target", "place") for f in decision.fillers[role]]
        span = quote_span(self.parsed, text, candidate.trigger, heads, self.analysed.dateline[1])
        return figure_span(self.parsed, text, span, self.figures, candidate.quantity) if candidate.quantity >= 0 else span

    def _value(self, candidate: Candidate) -> Value | None:
        return self.analysed.quantities[candidate.quantity].value if candidate.quantity >= 0 else None
