"""Decides which claims a report states and what fills their roles, from the scores of the claim network."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.claim_inputs import TIME, ClaimInputs, Vocabulary, claim_inputs, possible_triggers
from heldby.reading.claims.claim_rules import held_it_before, is_excluded
from heldby.reading.claims.constructions import ConstructionMatch, find_constructions
from heldby.reading.claims.network_features import network_numbers
from heldby.reading.parse.model.encoded_text import ENCODED_KEY, Encoded
from heldby.reference.lexicon import Lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from heldby.reading.parse.model.onnx_network import ClaimScores

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.int64]

ROLES = ("actor", "target", "place", "source", "when")
PROPOSED = -0.7
"""Lowest log odds at which a word proposes a claim of a type. Like the other limits, chosen for the best figures on the validation
reports. A lower one finds hardly more claims and takes longer."""
MOST_CANDIDATES = 240
"""Largest number of candidates that are scored together."""
LONG = 900
"""Number of words from which a report is decided in blocks. The reports of the training were shorter."""
BLOCK, BEFORE, AFTER, HEAD = 200, 300, 100, 60
"""Number of words in a block, and of the words before it, after it and at the head of the report whose phrases may fill its roles."""
THRESHOLD = {"event": 0.45, "control": 0.45, "relation": 0.45, "figure": 0.45}
"""Lowest probability of a claim by kind."""
FLOOR = {"actor": 0.42, "target": 0.42, "place": 0.3, "source": 0.44, "when": 0.15}
"""Lowest probability of an entity in a role."""
SINGLE = frozenset({"source", "when"})
"""Roles that one entity fills at most."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A row that fills a role, with the probability that its entity does."""

    row: int
    probability: float


@dataclass(slots=True)
class Decision:
    """A candidate that is a claim.

    `probability` is that of the claim. `fillers` holds the fillers of each role, the most probable first, and `statuses` the probability of
    each status. `row_scores` [K, 5] are the probabilities of the rows `rows` in the roles, and `inputs` the report as the network read it.
    `trigger` is the index of the candidate's trigger in `inputs`.
    """

    candidate: Candidate
    probability: float
    fillers: dict[str, list[Filler]]
    statuses: dict[str, float]
    row_scores: Floats
    rows: Numbers
    trigger: int
    inputs: ClaimInputs


class ClaimDecider:
    """Decides the claims of analysed reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def decide(self, analysed: AnalysedReport, scope: SpeechScope) -> list[Decision]:
        """Return the claims of a report, in text order. `scope` says who speaks where."""
        encoded: Encoded = analysed.doc.user_data[ENCODED_KEY]
        matches = match_constructions(analysed, encoded)
        proposed = {*propose(analysed, encoded), *matches}
        possible = (c for c in proposed if c in matches or not is_excluded(analysed.parsed, c))
        found = sorted(possible, key=lambda c: (c.trigger, c.label, c.quantity))
        if not found or encoded.claim_network is None:
            return []
        import numpy as np

        vocabulary = Vocabulary.of(encoded.labels["paths"], encoded.labels["prepositions"])
        triggers = sorted({c.trigger for c in found})
        index = {token: n for n, token in enumerate(triggers)}
        inputs = claim_inputs(analysed, self.lexicon, vocabulary, scope, triggers)
        if not len(inputs.word):
            return []
        label = {name: n for n, name in enumerate(encoded.labels["claims"])}
        words, types = np.asarray(encoded.words), np.asarray(encoded.claims)
        out = []
        for block, rows in _blocks(found, index, inputs):
            chosen = [(index[c.trigger], label[c.label]) for c in block]
            odds = types[[encoded.row[c.trigger] for c in block], [label for _, label in chosen]]
            scores = encoded.claim_network.run(words, odds, network_numbers(inputs, chosen, rows))
            for decision in decisions(block, chosen, inputs, rows, scores, encoded.labels["statuses"], matches):
                if match := matches.get(decision.candidate):
                    apply_construction(analysed, decision, match)
                if decision.candidate.label == "event/capture":
                    _drop_former_holders(analysed, decision)
                if _is_complete(decision):
                    out.append(decision)
        return without_repeats(out)


def match_constructions(analysed: AnalysedReport, encoded: Encoded) -> dict[Candidate, ConstructionMatch]:
    """Return the constructions of a report by the candidate that they propose."""
    out: dict[Candidate, ConstructionMatch] = {}
    for match in find_constructions(analysed.parsed):
        if match.trigger in encoded.row and not _is_unread(analysed, match.trigger):
            out.setdefault(Candidate(match.label, match.trigger), match)
    return out


def apply_construction(analysed: AnalysedReport, decision: Decision, match: ConstructionMatch) -> None:
    """Apply a construction to a decision: its probability and status, the roles of its phrases, and what fills the roles that are empty."""
    decision.probability = max(decision.probability, match.trust)
    if match.status:
        rest = (1.0 - match.trust) / (len(decision.statuses) - 1)
        decision.statuses = {name: match.trust if name == match.status else rest for name in decision.statuses}
    parsed, entity = analysed.parsed, decision.inputs.entity
    rows = {role: [parsed.phrase_at[head] for head in heads if head in parsed.phrase_at] for role, heads in match.roles.items()}
    role_of = {int(entity[row]): role for role, found in rows.items() for row in found}
    for role in ("actor", "target", "place"):
        alone = role == "actor" and bool(rows.get(role))  # who else acts, the form would say
        kept = [f for f in decision.fillers[role] if role_of.get(int(entity[f.row]), None if alone else role) == role]
        fillers = [Filler(f.row, max(f.probability, match.trust)) if int(entity[f.row]) in role_of else f for f in kept]
        if role == "place" and rows.get(role):  # places of other sentences are none that this one takes or holds
            here = parsed.sentence[match.trigger]
            fillers = [f for f in fillers if int(entity[f.row]) in role_of or parsed.sentence[parsed.phrases[f.row].head] == here]
        if not fillers or role == "place":
            taken = {int(entity[f.row]) for f in fillers}
            fillers += [Filler(row, match.trust) for row in rows.get(role, ()) if int(entity[row]) not in taken]
        decision.fillers[role] = sorted(fillers, key=lambda f: -f.probability)


def _blocks(found: list[Candidate], index: dict[int, int], inputs: ClaimInputs) -> Iterator[tuple[list[Candidate], Numbers]]:
    """Yield the candidates of each block of a report with the rows that may fill their roles.

    A report of usual length is one block. In a longer one, each block sees the rows around it and those at the head of the report, so that
    the work grows with the length of the report and not with its square.
    """
    import numpy as np

    everything = np.arange(len(inputs.word), dtype=np.int64)
    if int(inputs.word.max(initial=0)) < LONG:
        for start in range(0, len(found), MOST_CANDIDATES):
            yield found[start : start + MOST_CANDIDATES], everything
        return
    blocks: dict[int, list[Candidate]] = {}
    for candidate in found:
        blocks.setdefault(int(inputs.at[index[candidate.trigger]]) // BLOCK, []).append(candidate)
    for number, block in sorted(blocks.items()):
        near = (inputs.word >= number * BLOCK - BEFORE) & (inputs.word < (number + 1) * BLOCK + AFTER)
        rows = everything[near | (inputs.word < HEAD)]
        for start in range(0, len(block), MOST_CANDIDATES):
            yield block[start : start + MOST_CANDIDATES], rows


def propose(analysed: AnalysedReport, encoded: Encoded) -> list[Candidate]:
    """Return the candidates of a report in text order: the types that the network finds possible at each word.

    Only numbers propose figures.
    """
    import numpy as np

    labels = encoded.labels["claims"]
    numbers = {quantity.head: n for n, quantity in enumerate(analysed.quantities)}
    tokens = [i for i in possible_triggers(analysed) if i in encoded.row]
    if not tokens:
        return []
    odds = np.asarray(encoded.claims)[[encoded.row[i] for i in tokens]]
    out = []
    for t, k in zip(*(odds > PROPOSED).nonzero(), strict=True):
        token, name = tokens[int(t)], labels[int(k)]
        if not name.startswith("figure/"):
            out.append(Candidate(name, token))
        elif token in numbers:
            out.append(Candidate(name, token, numbers[token]))
    return sorted(out, key=lambda c: (c.trigger, c.label))


def decisions(
    found: Sequence[Candidate],
    chosen: Sequence[tuple[int, int]],
    inputs: ClaimInputs,
    rows: Numbers,
    scores: ClaimScores,
    statuses: Sequence[str],
    trusted: Container[Candidate] = (),
) -> list[Decision]:
    """Return the candidates whose probability is high enough, and the trusted ones, each with its fillers."""
    out = []
    claims, roles = _sigmoid(scores.claims), _sigmoid(scores.roles)
    entities = Entities.group(inputs, rows)
    for n, candidate in enumerate(found):
        if claims[n] < THRESHOLD[candidate.kind] and candidate not in trusted:
            continue
        fillers = {role: role_fillers(rows, entities, roles[n], r) for r, role in enumerate(ROLES)}
        _keep_one_side(inputs, fillers)
        chances = dict(zip(statuses, _softmax(scores.statuses[n]).tolist(), strict=True))
        out.append(Decision(candidate, float(claims[n]), fillers, chances, roles[n], rows, chosen[n][0], inputs))
    return out


def _drop_former_holders(analysed: AnalysedReport, decision: Decision) -> None:
    """Make the parties that held a captured place its targets, if they are among its captors."""
    parsed, fillers = analysed.parsed, decision.fillers
    before = [f for f in fillers["actor"] if held_it_before(parsed, decision.candidate.trigger, parsed.phrases[f.row].head)]
    fillers["actor"] = [f for f in fillers["actor"] if f not in before]
    fillers["target"] = [*fillers["target"], *before]


def _is_complete(decision: Decision) -> bool:
    """Check that a relation has a party."""
    return decision.candidate.kind != "relation" or bool(decision.fillers["actor"] or decision.fillers["target"])


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of the rows of a block: `of` [K] is the number of each row's entity, and `time` [E] says which entities are times."""

    of: Numbers
    time: NDArray[np.bool_]

    @classmethod
    def group(cls, inputs: ClaimInputs, rows: Numbers) -> Entities:
        """Number the entities of these rows."""
        import numpy as np

        _, first, of = np.unique(inputs.entity[rows], return_index=True, return_inverse=True)
        return cls(of, np.asarray(inputs.cls[rows[first]] == TIME))


def role_fillers(rows: Numbers, entities: Entities, chances: Floats, r: int) -> list[Filler]:
    """Return the entities that fill a role, each as its most probable row. An entity fills a role if any of its rows does."""
    import numpy as np

    role, column = ROLES[r], chances[:, r].astype(np.float64)
    miss = np.ones(len(entities.time))
    np.multiply.at(miss, entities.of, 1.0 - column)
    out = []
    for entity in np.flatnonzero((1.0 - miss >= FLOOR[role]) & (entities.time == (role == "when"))):
        columns = np.flatnonzero(entities.of == entity)
        out.append(Filler(int(rows[columns[column[columns].argmax()]]), float(1.0 - miss[entity])))
    out.sort(key=lambda f: (-f.probability, f.row))
    return out[:1] if role in SINGLE else out


def without_repeats(decisions: list[Decision]) -> list[Decision]:
    """Return the decisions without those that a more probable one of the same sentence already states.

    Two claims of one type in one sentence are the same if the parties and places of one are also those of the other.
    """
    kept: dict[tuple[str, int], list[tuple[Decision, set[tuple[str, int]]]]] = {}
    for decision in sorted(decisions, key=lambda d: -d.probability):
        if decision.candidate.kind == "figure":
            continue
        filled = {(role, int(decision.inputs.entity[f.row])) for role in ("actor", "target", "place") for f in decision.fillers[role]}
        others = kept.setdefault((decision.candidate.label, int(decision.inputs.sentence[decision.trigger])), [])
        if not any(filled <= other or other <= filled for _, other in others):
            others.append((decision, filled))
    chosen = {id(decision) for others in kept.values() for decision, _ in others}
    return [d for d in decisions if d.candidate.kind == "figure" or id(d) in chosen]


def _keep_one_side(inputs: ClaimInputs, fillers: dict[str, list[Filler]]) -> None:
    """Keep a party that is both actor and target in the role where it is more probable."""
    best: dict[int, tuple[float, str]] = {}
    for role in ("actor", "target"):
        for f in fillers[role]:
            entity = int(inputs.entity[f.row])
            best[entity] = max(best.get(entity, (0.0, "")), (f.probability, role))
    for role in ("actor", "target"):
        fillers[role] = [f for f in fillers[role] if best[int(inputs.entity[f.row])][1] == role]


def _is_unread(analysed: AnalysedReport, token: int) -> bool:
    """Check whether a token stands in boilerplate or the dateline."""
    at = analysed.doc[token].idx
    return any(start <= at < end for start, end in [*((p.start, p.end) for p in analysed.report.boilerplate), analysed.dateline])


def _sigmoid(x: Floats) -> Floats:
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))))


def _softmax(x: Floats) -> Floats:
    import numpy as np

    e = np.exp(x - x.max())
    return np.asarray(e / e.sum())
