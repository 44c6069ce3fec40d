"""Explains a claim: how probable the network finds its type, its roles and its status, and what the rules say about them."""

from __future__ import annotations

import math

from heldby.model import Claim, Report
from heldby.model.base import Record
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.claims.calibration import whole_probability
from heldby.reading.claims.claim_inputs import STATUS_RULES, TIME
from heldby.reading.claims.decide import ROLES, Decision, propose
from heldby.reading.parse.model.encoded_text import ENCODED_KEY
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reading.reader import Reader
from heldby.reading.reading import Reading
from heldby.reading.report_parts import joined, parts_of

NEAR_MISSES = 2
"""Largest number of phrases shown for each role that almost filled it."""
NEAR = 0.05
"""Least probability of a phrase that almost filled a role."""
TYPES = 4
"""Largest number of types shown that the network finds possible at the trigger."""


class TypeReason(Record):
    """A type of claim that the network finds possible at the trigger, with its probability from the word alone."""

    type: str
    probability: float


class RoleReason(Record):
    """Why a phrase or time fills a role, or almost fills it.

    `fills` says whether it does. `probability` is that of the phrase itself; several phrases may name what fills the role. `path` holds the
    words on the path through the parse from the trigger, and is empty for another sentence. `distance` is the number of sentences from the
    trigger to the phrase. `rule` names a rule that supports the phrase, if any.
    """

    role: str
    fills: bool
    text: str
    probability: float
    distance: int
    path: tuple[str, ...]
    rule: str | None = None


class StatusReason(Record):
    """A status with its probability."""

    status: str
    probability: float


class Explanation(Record):
    """A claim with the reasons for its type, roles, status and source.

    `trigger` and `sentence` are texts. `types` are the types that the network finds possible at the trigger from the word in its context.
    `probability` is the probability of the claim after all candidates of the report were compared, and `whole` that of the claim with its
    actor, place and status, both before calibration. `status_rule` says what a rule found around the trigger: nothing, a denial or a plan.
    `source_by` describes the speech act that covers the trigger, if any.
    """

    claim: Claim
    trigger: str
    sentence: str
    types: tuple[TypeReason, ...]
    probability: float
    whole: float
    roles: tuple[RoleReason, ...]
    statuses: tuple[StatusReason, ...]
    status_rule: str
    source_by: str | None


def explain(reader: Reader, report: Report, claim: str) -> Explanation | None:
    """Explain why the reader makes a claim of a report. `claim` is the claim's id. Return None if the reader does not make that claim."""
    for part in parts_of(report):
        analysed = reader.analyser.analyse_parsed(part.report, reader.analyser.nlp(part.text))
        for decision, found in reader.builder.decided_claims(analysed):
            (made,) = joined(report, [part], [Reading(part.report, (), (found,))]).claims
            if made.id == claim:
                return _Explainer(reader.builder, analysed, decision).explanation(made)
    return None


class _Explainer:
    """Explains one decision about a report."""

    def __init__(self, builder: ClaimBuilder, analysed: AnalysedReport, decision: Decision) -> None:
        self.lexicon, self.analysed, self.parsed, self.decision = builder.lexicon, analysed, analysed.parsed, decision

    def explanation(self, claim: Claim) -> Explanation:
        """Return the explanation of the decision's claim."""
        decision, at = self.decision, self.decision.candidate.trigger
        start, end = self.parsed.sentences[self.parsed.sentence[at]]
        statuses = sorted(decision.statuses.items(), key=lambda pair: -pair[1])
        return Explanation(
            claim=claim,
            trigger=self.parsed.doc[at].text,
            sentence=" ".join(self.parsed.doc[start:end].text.split()),
            types=tuple(self._types()),
            probability=round(decision.probability, 4),
            whole=round(whole_probability(decision), 4),
            roles=tuple(reason for r, role in enumerate(ROLES) for reason in self._role(r, role)),
            statuses=tuple(StatusReason(status=name, probability=round(p, 4)) for name, p in statuses if p >= NEAR),
            status_rule=STATUS_RULES[int(decision.inputs.status_rule[decision.trigger])],
            source_by=self._speech_act(),
        )

    def _types(self) -> list[TypeReason]:
        """Return the types that the network finds possible at the trigger, the most probable first."""
        encoded = self.analysed.doc.user_data[ENCODED_KEY]
        index = {name: n for n, name in enumerate(encoded.labels["claims"])}
        row = encoded.claims[encoded.row[self.decision.candidate.trigger]]
        labels = {c.label for c in propose(self.analysed, encoded) if c.trigger == self.decision.candidate.trigger}
        found = sorted(((_logistic(float(row[index[name]])), name) for name in labels), reverse=True)
        return [TypeReason(type=name, probability=round(p, 4)) for p, name in found[:TYPES]]

    def _role(self, r: int, role: str) -> list[RoleReason]:
        """Return the reasons of the phrases that fill a role, then of the phrases that almost did."""
        decision = self.decision
        filling = [f.row for f in decision.fillers[role]]
        entities = {int(decision.inputs.entity[row]) for row in filling}
        column = dict(zip(decision.rows.tolist(), decision.row_scores[:, r].tolist(), strict=True))
        near = [
            row
            for row in sorted(column, key=lambda row: -column[row])
            if column[row] >= NEAR
            and int(decision.inputs.entity[row]) not in entities
            and (decision.inputs.cls[row] == TIME) == (role == "when")
        ]
        return [self._reason(role, row, column[row], row in filling) for row in [*filling, *near[:NEAR_MISSES]]]

    def _reason(self, role: str, row: int, probability: float, fills: bool) -> RoleReason:
        inputs, at, parsed = self.decision.inputs, self.decision.candidate.trigger, self.parsed
        first_time = len(parsed.phrases)
        if row < first_time:
            head, text = parsed.phrases[row].head, self.analysed.phrase_text(row)
        else:
            time = self.analysed.times[row - first_time]
            head, text = time.head, self.analysed.report.text[time.start : time.end]
        return RoleReason(
            role=role, fills=fills, text=text, probability=round(probability, 4),
            distance=int(inputs.row_sentence[row]) - int(inputs.sentence[self.decision.trigger]), path=path_words(parsed, at, head),
            rule=self._rule(role, row),
        )  # fmt: skip

    def _rule(self, role: str, row: int) -> str | None:
        """Return in words the rule that supports a row in a role, or None."""
        inputs, trigger = self.decision.inputs, self.decision.trigger
        if role == "source" and inputs.speaker[trigger] == row:
            return "it speaks here"
        if role == "when" and row in (inputs.when[trigger], inputs.since[trigger]):
            return "it dates this clause"
        return None

    def _speech_act(self) -> str | None:
        """Return the speaker and the cue of the speech act that covers the trigger, with its form."""
        act = SpeechScope(self.parsed, self.lexicon).covering(self.decision.candidate.trigger)
        return f"{self.parsed.doc[act.speaker].text} … {self.parsed.doc[act.cue].text} ({act.form})" if act else None


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


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
