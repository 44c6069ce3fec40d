"""Builds claims, in the public format, from the candidates that the two passes accept."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.model import ActorRef, Claim, Value, When, make_claim
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.calibration import calibrate
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.claim_places import claim_places, place_from_title
from heldby.reading.claims.claim_speaker import SpeakerResolver
from heldby.reading.claims.claim_status import claim_status
from heldby.reading.claims.claim_time import claim_time
from heldby.reading.claims.classifiers import Classifiers
from heldby.reading.claims.event_anaphora import act_day
from heldby.reading.claims.evidence_span import figure_span, quote_span
from heldby.reading.claims.phrase_index import PhraseIndex
from heldby.reading.claims.scored_candidate import FirstPass
from heldby.reading.claims.superlatives import held_as
from heldby.reading.claims.two_pass import AcceptedCandidate, TwoPassDecider
from heldby.reference.lexicon import Lexicon

MOST_ACTORS = 8
"""Largest number of actors of a claim, and of its targets."""


class ClaimBuilder:
    """Decides which candidates of analysed reports are claims, and builds the claims. Each records `reader`, the version of the reader."""

    def __init__(self, classifiers: Classifiers, lexicon: Lexicon, reader: str) -> None:
        self.classifiers, self.lexicon, self.reader = classifiers, lexicon, reader
        self.decider = TwoPassDecider(classifiers, lexicon)

    def first_pass(self, analysed: AnalysedReport, *, keep_features: bool = False) -> FirstPass:
        """Return the scored candidates of a report. With `keep_features`, they include the features of their role candidates."""
        return self.decider.first_pass(analysed, keep_features=keep_features)

    def claims(self, analysed: AnalysedReport) -> tuple[Claim, ...]:
        """Return the claims of a report in text order, without duplicates."""
        found: dict[str, Claim] = {}
        for _, claim in self.accepted_claims(analysed):
            found.setdefault(claim.id, claim)
        return tuple(sorted(found.values(), key=lambda c: (c.start, c.end, c.kind, c.type, c.id)))

    def accepted_claims(self, analysed: AnalysedReport) -> Iterator[tuple[AcceptedCandidate, Claim]]:
        """Yield each accepted candidate with its claim, in the order of decision. Several candidates may give the same claim."""
        report = _ReportClaims(self, analysed)
        last_act: When | None = None
        for accepted in self.decider.decide(analysed):
            claim = report.build(accepted, last_act)
            last_act = act_day(claim) or last_act
            yield accepted, claim


class _ReportClaims:
    """Builds the claims of one report."""

    def __init__(self, builder: ClaimBuilder, analysed: AnalysedReport) -> None:
        self.builder, self.lexicon = builder, builder.lexicon
        self.analysed, self.parsed = analysed, analysed.parsed
        self.index = PhraseIndex(analysed)
        self.figures = [(quantity.start, quantity.head) for quantity in analysed.quantities]
        self.scope = SpeechScope(analysed.parsed, builder.lexicon)
        self.speakers = SpeakerResolver(self.index, self.scope)

    def build(self, accepted: AcceptedCandidate, last_act: When | None) -> Claim:
        """Return the claim of an accepted candidate. `last_act` is the day of the last act that an earlier claim of the report states."""
        candidate = accepted.candidate
        actor, target = self._actors(accepted, "actor"), self._actors(accepted, "target")
        parties = {a.text.casefold() for a in (*actor, *target)}
        act = self.scope.covering(candidate.trigger)
        places = claim_places(self.index, accepted.roles["place"], act)
        place = tuple(p for p in places if p.text.casefold() not in parties or p.lat is not None)
        if not place and (title_place := place_from_title(self.index, candidate)):
            place = (title_place,)
        start, end = self._quote(accepted)
        report = self.analysed.report
        return make_claim(
            report=report.id, start=start, end=end, quote=report.text[start:end], kind=candidate.kind, type=candidate.type,
            actor=actor, target=target, place=place, when=claim_time(self.analysed, self.lexicon, candidate, last_act),
            status=claim_status(self.analysed, self.lexicon, self.builder.classifiers.status, candidate),
            source=self.speakers.source_of(act, candidate.trigger) if act else None, value=self._value(candidate),
            held_as=held_as(self.parsed, candidate.trigger) if candidate.kind == "control" else None,
            confidence=round(calibrate(candidate.kind, accepted.probability), 4), reader=self.builder.reader,
        )  # fmt: skip

    def _actors(self, accepted: AcceptedCandidate, role: str) -> tuple[ActorRef, ...]:
        """Return the actors in a role in text order, without duplicates.

        The first actor counts as the holder of a place that several took together.
        """
        refs = [self.index.actor(n) for n in sorted(n for n, _ in accepted.roles[role][:MOST_ACTORS])]
        inferred = self.analysed.inferred_parties
        keys = [ref.text.casefold() if (ref.start, ref.end) in inferred else ref.id or ref.text.casefold() for ref in refs]
        return tuple(dict(zip(reversed(keys), reversed(refs), strict=True)).values())[::-1]

    def _quote(self, accepted: AcceptedCandidate) -> tuple[int, int]:
        """Return the character offsets of the claim's quote."""
        candidate, text = accepted.candidate, self.analysed.report.text
        heads = [self.parsed.phrases[n].head for fillers in accepted.roles.values() for n, _ in fillers]
        span = quote_span(self.parsed, text, candidate.trigger, heads, self.analysed.dateline[1])
        return figure_span(self.parsed, text, span, self.figures, candidate.quantity) if candidate.quantity >= 0 else span

    def _value(self, candidate: Candidate) -> Value | None:
        return self.analysed.quantities[candidate.quantity].value if candidate.quantity >= 0 else None
