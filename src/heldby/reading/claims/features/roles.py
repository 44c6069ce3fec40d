"""Features of role candidates. The first pass decides by them whether a phrase is the actor, target or place of a claim, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.reading.claims.constructions import ConstructionMatch
from heldby.reading.claims.entities import Entities
from heldby.reading.claims.features.words import dependency_path, word
from heldby.reading.claims.roles import RoleCandidate, RoleHistory
from heldby.reading.parse.parsed_report import ParsedReport


@dataclass(frozen=True, slots=True)
class RoleScene:
    """A claim candidate whose roles are to be found, with what is known about its report.

    `label` and `trigger` are those of the candidate. `entities` are the entities of the report, and `history` the roles in the claims
    accepted so far. `match` is the construction match of the same claim, if any.
    """

    parsed: ParsedReport
    entities: Entities
    history: RoleHistory
    label: str
    trigger: int
    match: ConstructionMatch | None = None


def role_features(scene: RoleScene, candidates: Sequence[RoleCandidate]) -> list[list[str]]:
    """Return the features of each role candidate: of its form, its entity, the network's scores, and the construction match."""
    parsed = scene.parsed
    hints = parsed.network_scores.role_features(scene.label, scene.trigger, [parsed.network_token[c.phrase] for c in candidates])
    return [
        [*_phrase_features(scene, candidate), *_entity_features(scene, candidate), *hint, *_match_features(scene, candidate)]
        for candidate, hint in zip(candidates, hints, strict=True)
    ]


def _phrase_features(scene: RoleScene, candidate: RoleCandidate) -> list[str]:
    """Return the features of a phrase: its class, word and position and, within the trigger's sentence, its path to the trigger."""
    parsed, label = scene.parsed, scene.label
    kind, head = parsed.classes[candidate.phrase], parsed.phrases[candidate.phrase].head
    distance, rank = candidate.distance, candidate.rank
    noun = word(parsed, head)
    out = [f"{label}|c={kind}", f"c={kind}:{distance}", f"{label}|cx={kind}:{min(distance, 4)}:{min(rank, 3)}"]
    out += [f"{label}|h={noun}", f"h={noun}"]
    if distance:
        dep = parsed.dep[head]
        return [*out, f"x.dep={dep}:{kind}", f"{label}|x.dep={dep}:{kind}", f"x.rank={rank}:{kind}", f"x.case={parsed.case(head)}:{kind}"]
    return out + _path_features(scene, candidate)


def _path_features(scene: RoleScene, candidate: RoleCandidate) -> list[str]:
    """Return the features of a phrase in the trigger's sentence: path, preposition, relation, and distance in tokens."""
    parsed, label, trigger = scene.parsed, scene.label, scene.trigger
    phrase, kind = parsed.phrases[candidate.phrase], parsed.classes[candidate.phrase]
    head = phrase.head
    case, dep = parsed.case(head), parsed.dep[head]
    path = dependency_path(parsed, trigger, head)
    lemma = word(parsed, trigger)
    offset = head - trigger
    bucket = ("-" if offset < 0 else "+") + str(min(abs(offset), 12) // 3)
    out = [
        f"p={path}", f"pc={path}:{kind}", f"{label}|p={path}", f"{label}|pc={path}:{kind}", f"{lemma}|p={path}", f"{lemma}|c={kind}:{case}",
        f"{label}|case={case}:{kind}", f"case={case}:{kind}", f"{label}|dist={bucket}:{kind}", f"dist={bucket}",
        f"{label}|side={offset < 0}:{kind}:{min(candidate.rank, 2)}",
        f"{label}|dep={dep}:{kind}", f"mod={phrase.modifier}:{kind}", f"{label}|casedep={case}:{dep}",
        f"tpos={parsed.pos[trigger]}:{path}:{kind}", f"{kind}|{label}|{parsed.pos[trigger]}:{case}",
    ]  # fmt: skip
    out += [f"g={word(parsed, g)}:{dep}" for g in parsed.ancestors(head)[:1]]
    if dep == "conj":
        out.append(f"conj={kind}")
    return out


def _entity_features(scene: RoleScene, candidate: RoleCandidate) -> list[str]:
    """Return the features of a phrase's entity in the whole report: its frequency, whether the title names it, and its earlier roles."""
    entities, label = scene.entities, scene.label
    key, kind = entities.key[candidate.phrase], scene.parsed.classes[candidate.phrase]
    outside = candidate.distance > 0
    count = min(len(entities.phrases[key]), 4)
    out = [f"n={count}:{kind}:{outside}", f"{label}|n={count}:{kind}:{outside}"]
    if key in entities.in_title:
        out += [f"title:{kind}:{outside}", f"{label}|title:{kind}:{outside}"]
    claim_kind = label.partition("/")[0]
    for role, (sentence, by) in scene.history.used.get(key, {}).items():
        age = min(scene.parsed.sentence[scene.trigger] - sentence, 3)
        out += [
            f"was={role}:{age}:{kind}:{outside}",
            f"{claim_kind}|was={role}:{age}:{by.partition('/')[0]}:{outside}",
            f"{label}|was={role}:{age}:{by == label}:{outside}",
        ]
        if age == 0:
            out.append(f"{label}|with={role}:{by}")
    return out


def _match_features(scene: RoleScene, candidate: RoleCandidate) -> list[str]:
    """Return the features of the role that the construction gives to a phrase."""
    if scene.match is None:
        return []
    role = scene.match.role_of(scene.parsed.phrases[candidate.phrase].head)
    return [f"told={role}", f"{scene.label}|told={role}"] if role else [f"told=none:{candidate.distance > 0}"]
