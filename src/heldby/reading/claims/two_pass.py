"""Decides in two passes which candidates are claims and what fills their roles.

The first pass takes the candidates sentence by sentence. For each, the trigger classifier gives the probability that it is a claim, from
the word and its sentence, and the role classifier gives the probability of each nearby phrase in each role. The roles of the claims
accepted so far help to find the roles of the next claim.

The second pass scores the same candidates again, with the first decisions about the whole report as features: which parties are opponents,
which phrase fits a role better, whether one word states two claims. The probabilities of the second pass decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heldby.reading.claims.actors_of_lists import ListActors
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.classifiers import Classifiers
from heldby.reading.claims.constructions import TRUST
from heldby.reading.claims.entities import find_entities
from heldby.reading.claims.features.joint_claim import joint_claim_features
from heldby.reading.claims.features.joint_index import ATTACKS, JointIndex
from heldby.reading.claims.features.joint_roles import joint_role_features
from heldby.reading.claims.features.roles import RoleScene, role_features
from heldby.reading.claims.features.trigger import token_features, trigger_features
from heldby.reading.claims.role_constraints import carry_over_actors, constrain_roles, one_side_only
from heldby.reading.claims.role_selection import role_probabilities, select_roles
from heldby.reading.claims.roles import RoleHistory, RoleProbabilities, Roles, role_candidates
from heldby.reading.claims.scored_candidate import FirstPass, ScoredCandidate
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

RESCORE = 0.12
"""Lowest probability in the first pass of a candidate that the second pass scores again."""
RESCORE_ATTACK = 0.03
"""Replaces `RESCORE` for an attack of a type that the report has already stated. After an air strike, "the attack" may refer to it."""
THRESHOLD = {"event": 0.3, "control": 0.3, "relation": 0.2, "figure": 0.32}
"""Lowest probability of a claim by kind, in both passes. Chosen for the best out-of-fold F1 on the training reports."""
FLOOR = 0.3
"""Lowest probability of a phrase in a role. Chosen for the best out-of-fold F1 on the training reports."""
JOINT_FLOOR = 0.18
"""Lowest product of the probability of a claim and the probability of a phrase in its role, so that a doubtful claim needs surer roles.
Chosen in the same way."""
NO_ROLE: RoleProbabilities = (0.0, 0.0, 0.0)
"""Probabilities of a phrase that is not worth scoring again."""
ORDER = {"event": 0, "control": 1, "relation": 2, "figure": 3}
"""Order of decision within a sentence, by kind. Events come first, because claims of the other kinds may take over their roles."""


@dataclass(frozen=True, slots=True)
class AcceptedCandidate:
    """A candidate that is a claim, with its probability and roles."""

    candidate: Candidate
    probability: float
    roles: Roles


def decision_order(candidates: Sequence[Candidate], parsed: ParsedReport) -> list[int]:
    """Return the indexes of the candidates in the order of decision: by sentence, then by kind, then by position."""
    return sorted(
        range(len(candidates)),
        key=lambda n: (
            parsed.sentence[candidates[n].trigger], ORDER[candidates[n].kind], candidates[n].trigger, candidates[n].label,
        ),
    )  # fmt: skip


class TwoPassDecider:
    """Runs both passes over analysed reports."""

    def __init__(self, classifiers: Classifiers, lexicon: Lexicon) -> None:
        self.classifiers, self.lexicon = classifiers, lexicon

    def first_pass(self, analysed: AnalysedReport, *, keep_features: bool = False) -> FirstPass:
        """Score the candidates one by one. With `keep_features`, also keep the features of each role candidate."""
        parsed = analysed.parsed
        entities = find_entities(parsed, analysed.report.title)
        first = FirstPass(parsed, entities, ListActors(parsed, self.lexicon, entities.key), [])
        report = _ReportDecision(self, analysed, first, keep_features=keep_features)
        for n in decision_order(analysed.candidates, parsed):
            report.score(analysed.candidates[n])
        return first

    def decide(self, analysed: AnalysedReport) -> Iterator[AcceptedCandidate]:
        """Yield the candidates that are claims, with their roles, in the order of decision."""
        first = self.first_pass(analysed)
        index = JointIndex(first)
        report = _ReportDecision(self, analysed, first)
        for n in range(len(first.scored)):
            accepted = report.rescore(index, n)
            if accepted is not None:
                yield accepted


class _ReportDecision:
    """One pass over one report. Keeps the roles of the claims accepted so far, and the features that the candidates at one word share."""

    def __init__(self, decider: TwoPassDecider, analysed: AnalysedReport, first: FirstPass, *, keep_features: bool = False) -> None:
        self.classifiers, self.lexicon = decider.classifiers, decider.lexicon
        self.analysed, self.parsed, self.first = analysed, analysed.parsed, first
        self.keep_features = keep_features
        self.history = RoleHistory()
        self.shared: dict[tuple[int, int], list[str]] = {}
        self.accepted_labels: set[str] = set()
        self.event_triggers = {trigger for label, trigger, _ in analysed.matches if label.startswith("event/")}

    def score(self, candidate: Candidate) -> None:
        """Score a candidate and add it to the first pass, unless its probability is too low for the second pass.

        An event or control candidate that no construction finds is also left out if a construction finds another event at its word.
        """
        match = self.analysed.match_of(candidate)
        if match is None and candidate.kind in ("event", "control") and candidate.trigger in self.event_triggers:
            return  # a construction finds another event at this word
        features = trigger_features(self.parsed, candidate, self._token_features(candidate), match is not None)
        probability = self.classifiers.trigger.probability(features)
        probability = max(probability, match.trust) if match else probability
        repeated = candidate.label in ATTACKS and candidate.label in self.accepted_labels
        if probability < (RESCORE_ATTACK if repeated else RESCORE):
            return
        scene = RoleScene(self.parsed, self.first.entities, self.history, candidate.label, candidate.trigger, match)
        fillers = role_candidates(self.parsed, self.first.entities, self.history, candidate.trigger)
        seen = role_features(scene, fillers)
        noun = self.analysed.counted_noun(candidate)
        probabilities = [role_probabilities(self.classifiers.role, features) for features in seen]
        scored = ScoredCandidate(candidate, match, noun, probability, fillers, probabilities, {}, False, seen if self.keep_features else [])
        scored.roles = self._roles(scored, probabilities, probability)
        scored.accepted = self._accept(candidate, probability, scored.roles)
        self.first.scored.append(scored)

    def rescore(self, index: JointIndex, n: int) -> AcceptedCandidate | None:
        """Score candidate n in the second pass. Return the accepted candidate, or None if it is not a claim."""
        scored = self.first.scored[n]
        probability = self.classifiers.claim.probability(joint_claim_features(index, n))
        probability = max(probability, scored.match.trust) if scored.match else probability
        if probability < THRESHOLD[scored.candidate.kind]:
            return None
        probabilities = [NO_ROLE] * len(scored.role_candidates)
        for k, features in joint_role_features(index, n):
            probabilities[k] = role_probabilities(self.classifiers.filler, features)
        roles = self._roles(scored, probabilities, probability)
        return AcceptedCandidate(scored.candidate, probability, roles) if self._accept(scored.candidate, probability, roles) else None

    def _token_features(self, candidate: Candidate) -> list[str]:
        key = (candidate.trigger, candidate.quantity)
        if key not in self.shared:
            self.shared[key] = token_features(self.parsed, candidate.trigger, self.lexicon, self.analysed.counted_noun(candidate))
        return self.shared[key]

    def _accept(self, candidate: Candidate, probability: float, roles: Roles) -> bool:
        """Check whether a candidate is a claim, and record its roles if it is. A relation needs an actor or a target to be one."""
        unrelated = candidate.kind == "relation" and not (roles["actor"] or roles["target"])
        if probability < THRESHOLD[candidate.kind] or unrelated:
            return False
        self.accepted_labels.add(candidate.label)
        self.history.add(self.first.entities, self.parsed.sentence[candidate.trigger], candidate.label, roles)
        return True

    def _roles(self, scored: ScoredCandidate, probabilities: Sequence[RoleProbabilities], probability: float) -> Roles:
        """Return the roles of a candidate: selected by these probabilities, constrained, then filled in from pronouns and lists.

        `probabilities` are those of its role candidates, and `probability` is the probability that it is a claim.
        """
        candidate = scored.candidate
        floor = max(FLOOR, JOINT_FLOOR / probability)
        is_act = candidate.quantity < 0
        roles = select_roles(self.parsed, scored.role_candidates, probabilities, floor, scored.match, extend_lists=is_act)
        roles = constrain_roles(self.parsed, self.lexicon, candidate, roles)
        roles = carry_over_actors(self.parsed, candidate, roles, self.history)
        if candidate.kind in ("event", "relation"):
            roles = one_side_only(roles, self.first.entities.key)
        actor = self.first.list_actors.actor_of(candidate) if candidate.kind in ("event", "figure") else None
        if actor is None:
            return roles
        return {**roles, "actor": [(actor, TRUST)], "target": [pair for pair in roles["target"] if pair[0] != actor]}
