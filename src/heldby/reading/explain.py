"""Explains a claim: the features with the largest weights in each decision, and the paths from the trigger to the fillers of the roles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.claims.features.joint_claim import joint_claim_features
from heldby.reading.claims.features.joint_index import JointIndex
from heldby.reading.claims.features.joint_roles import joint_role_features
from heldby.reading.claims.features.status import status_features
from heldby.reading.claims.features.trigger import token_features, trigger_features
from heldby.reading.claims.linear_model import LinearModel
from heldby.reading.claims.polarity import DENIED, possible_statuses
from heldby.reading.claims.two_pass import AcceptedCandidate
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reading.reader import Reader

MOST_REASONS = 8
"""How many features are shown for each decision. They are the ones with the largest weights."""
SCALE_STEP = re.compile(r"([^=]*>)(-?\d+)(x?)")
"""Matches a feature that says that a value is above one step of a scale."""
NEAR_MISSES = 3
"""Largest number of phrases shown that almost filled a role."""


class Reason(Record):
    """A feature that counted in a decision, with its weight. A positive weight favours the outcome, a negative weight opposes it."""

    feature: str
    weight: float


class RoleReason(Record):
    """Why a phrase fills a role, or almost fills one.

    `role` is None for a phrase that fills no role. `nearly` is then its most probable role. `probability` is the phrase's probability in
    `role` or `nearly`. `path` holds the words on the path through the parse from the trigger to the phrase. `first` holds the reasons of
    the first pass, and `reasons` those of the second pass, which takes the decision of the first pass into account.
    """

    role: str | None
    nearly: str | None = None
    text: str
    probability: float
    path: tuple[str, ...]
    reasons: tuple[Reason, ...]
    first: tuple[Reason, ...] = ()


class Explanation(Record):
    """A claim with the reasons for its type, roles, status and source.

    `trigger` and `sentence` are texts. `form` says whether a construction finds the claim. `probability` is the probability of the claim
    before calibration. `type` holds the reasons of the second pass, from the whole report, and `first` the reasons of the first pass, from
    the word and its sentence. `status_by` says in words what decided the status. `status` holds reasons only if the classifier decided it.
    `source_by` describes the speech act that gave the source. It is None if the report itself is the source.
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
    """Explain why the reader makes a claim of a report. `claim` is the claim's id. Return None if the reader does not make that claim."""
    analysed = reader.analyser.analyse(report)
    for accepted, made in reader.builder.accepted_claims(analysed):
        if made.id == claim:
            return _Explainer(reader.builder, analysed, accepted).explanation(made)
    return None


class _Explainer:
    """Explains one accepted candidate of a report."""

    def __init__(self, builder: ClaimBuilder, analysed: AnalysedReport, accepted: AcceptedCandidate) -> None:
        self.classifiers, self.lexicon = builder.classifiers, builder.lexicon
        self.analysed, self.parsed, self.accepted = analysed, analysed.parsed, accepted
        self.index = JointIndex(builder.first_pass(analysed, keep_features=True))
        self.n = next(n for n, scored in enumerate(self.index.scored) if scored.candidate == accepted.candidate)
        self.scored = self.index.scored[self.n]

    def explanation(self, claim: Claim) -> Explanation:
        """Return the explanation of the candidate's claim."""
        at = self.accepted.candidate.trigger
        start, end = self.parsed.sentences[self.parsed.sentence[at]]
        status_by = self._status_ground()
        return Explanation(
            claim=claim,
            trigger=self.parsed.doc[at].text,
            sentence=" ".join(self.parsed.doc[start:end].text.split()),
            form=self.scored.match is not None,
            probability=round(self.accepted.probability, 4),
            type=_reasons(self.classifiers.claim, joint_claim_features(self.index, self.n), 0),
            first=_reasons(self.classifiers.trigger, self._trigger_features(), 0),
            roles=tuple(self._roles()),
            status=self._status_reasons(claim.status) if status_by == "its words" else (),
            status_by=status_by,
            source_by=self._speech_act() if claim.source else None,
        )

    def _trigger_features(self) -> list[str]:
        candidate = self.accepted.candidate
        shared = token_features(self.parsed, candidate.trigger, self.lexicon, self.scored.noun)
        return trigger_features(self.parsed, candidate, shared, self.scored.match is not None)

    def _status_ground(self) -> str:
        """Return what decided the status, in words."""
        if self.scored.match and self.scored.match.status:
            return "the form of the sentence"
        possible = possible_statuses(self.parsed, self.lexicon, self.accepted.candidate.trigger, is_act=False)
        return "a denial around it" if possible == DENIED else "its words"

    def _status_reasons(self, status: str) -> tuple[Reason, ...]:
        candidate, model = self.accepted.candidate, self.classifiers.status
        features = status_features(self.parsed, candidate.label, candidate.trigger, self.lexicon)
        return _reasons(model, features, model.classes.index(status))

    def _speech_act(self) -> str | None:
        """Return the speaker and the cue of the speech act that covers the claim, with its form."""
        act = SpeechScope(self.parsed, self.lexicon).covering(self.accepted.candidate.trigger)
        return f"{self.parsed.doc[act.speaker].text} … {self.parsed.doc[act.cue].text} ({act.form})" if act else None

    def _roles(self) -> list[RoleReason]:
        """Return the reasons of the phrases that fill the roles, then of the phrases that almost did."""
        fillers = {phrase: (role, p) for role, pairs in self.accepted.roles.items() for phrase, p in pairs}
        seen = {self.scored.role_candidates[k].phrase: (k, features) for k, features in joint_role_features(self.index, self.n)}
        out: list[RoleReason] = []
        missed: list[RoleReason] = []
        for phrase in dict.fromkeys([*fillers, *seen]):
            reason = self._role_reason(phrase, *fillers.get(phrase, (None, None)), *seen.get(phrase, (None, [])))
            (out if reason.role else missed).append(reason)
        return [*sorted(out, key=lambda r: (r.role or "", -r.probability)), *sorted(missed, key=lambda r: -r.probability)[:NEAR_MISSES]]

    def _role_reason(self, phrase: int, role: str | None, probability: float | None, k: int | None, features: list[str]) -> RoleReason:
        """Return the reasons of a phrase. `k` is its index among the role candidates, or None if it was not scored again."""
        second, first = self.classifiers.filler, self.classifiers.role
        found = dict(zip(second.classes, second.distribution(features), strict=True))
        likeliest = max((c for c in found if c != "none"), key=found.__getitem__)
        shown = role or likeliest
        return RoleReason(
            role=role, nearly=None if role else likeliest, text=self.analysed.phrase_text(phrase),
            probability=round(found[likeliest] if probability is None else probability, 4),
            path=path_words(self.parsed, self.accepted.candidate.trigger, self.parsed.phrases[phrase].head),
            reasons=_reasons(second, features, second.classes.index(shown)),
            first=_reasons(first, self.scored.role_features[k], first.classes.index(shown)) if k is not None else (),
        )  # fmt: skip


def _reasons(model: LinearModel, features: Iterable[str], chosen: int) -> tuple[Reason, ...]:
    """Return the features with the largest weights for the class with index `chosen`, less their mean weight for the other classes.

    The steps of one scale are merged into one feature, with the name of the highest step and the sum of the weights.
    """
    merged: dict[str, float] = {}
    highest: dict[str, tuple[int, str]] = {}
    for feature, weight in model.reasons(features, chosen):
        others = [w for k, w in enumerate(model.table[feature]) if k != chosen]
        step = SCALE_STEP.fullmatch(feature)
        name, at = (f"{step[1]}{step[3]}", int(step[2])) if step else (feature, 0)
        highest[name] = max(highest.get(name, (at, feature)), (at, feature))
        merged[name] = merged.get(name, 0.0) + weight - (sum(others) / len(others) if others else 0.0)
    found = sorted(merged.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    return tuple(Reason(feature=highest[name][1], weight=round(weight, 3)) for name, weight in found[:MOST_REASONS])


def path_words(parsed: ParsedReport, a: int, b: int) -> tuple[str, ...]:
    """Return the words on the path through the parse from one token to another, each with its relation.

    The result is empty if the two tokens are in different sentences.
    """
    up, down = [a, *parsed.ancestors(a)], [b, *parsed.ancestors(b)]
    meet = next((i for i in down if i in set(up)), None)
    if meet is None or parsed.sentence[a] != parsed.sentence[b]:
        return ()
    rise, fall = up[: up.index(meet) + 1], down[: down.index(meet)]
    climbed = [f"{parsed.doc[i].text} ({parsed.dep[i]} of)" for i in rise[:-1]]
    return (*climbed, parsed.doc[meet].text, *(f"{parsed.dep[i]}: {parsed.doc[i].text}" for i in reversed(fall)))
