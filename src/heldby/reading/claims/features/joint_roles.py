"""Features of role candidates in relation to all claims of a report. The second pass decides by them which phrase fills which role."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.reading.claims.features.joint_index import LIKELY, MOST_STEPS, JointIndex, odds_steps, small_count
from heldby.reading.claims.features.words import word
from heldby.reading.claims.roles import ROLES

LEAST = 0.01
"""Role candidates less probable than this in every role are not scored again."""

Company = list[tuple[tuple[str, str, str], dict[str, set[str]]]]
"""The other claims of a sentence. For each: what the features that it gives begin with (their text before `=`), and the entities in each of
its roles."""


@dataclass(frozen=True, slots=True)
class _Filler:
    """Role candidate `k` of claim candidate `n`.

    `key` is its entity and `cls` the class of its phrase. `far` is `x` if the phrase is in another sentence, else empty. `label` and `kind`
    are those of the claim candidate.
    """

    n: int
    k: int
    key: str
    cls: str
    far: str
    label: str
    kind: str


def joint_role_features(index: JointIndex, n: int) -> list[tuple[int, list[str]]]:
    """Return (index, features) of each role candidate of claim candidate n that is worth scoring again."""
    s = index.scored[n]
    shared, company = _shared_features(index, n), _company(index, n)
    out = []
    for k, role_candidate in enumerate(s.role_candidates):
        if max(s.role_probabilities[k]) >= LEAST:
            phrase = role_candidate.phrase
            far = "x" if role_candidate.distance else ""
            filler = _Filler(n, k, index.entities.key[phrase], index.parsed.classes[phrase], far, s.candidate.label, s.candidate.kind)
            out.append((k, _filler_features(index, filler, shared, company)))
    return out


def _shared_features(index: JointIndex, n: int) -> list[str]:
    """Return the features that all role candidates of a claim candidate have in common."""
    s = index.scored[n]
    filled = [small_count(sum(1 for p in s.role_probabilities if p[r] >= LIKELY)) for r in range(len(ROLES))]
    kind = s.candidate.kind
    out = [f"{kind}|claim={odds_steps(s.probability)}", f"{s.candidate.label}|none={filled[0] == 0}{filled[1] == 0}{filled[2] == 0}"]
    out += [f"{kind}|filled.{role}={filled[r]}" for r, role in enumerate(ROLES)]
    return [*out, f"{kind}|det={index.determiner(n)}"]


def _company(index: JointIndex, n: int) -> Company:
    kind, label = index.scored[n].candidate.kind, index.scored[n].candidate.label
    out: Company = []
    for m in index.others_in_sentence(n):
        other = index.scored[m].candidate
        begins = (f"{kind}|{other.kind}.{index.relative_position(n, m)}", f"{label}|{other.label}", f"{kind}|{other.kind}")
        out.append((begins, index.keys[m]))
    return out


def _filler_features(index: JointIndex, filler: _Filler, shared: list[str], company: Company) -> list[str]:
    s = index.scored[filler.n]
    role_candidate, far = s.role_candidates[filler.k], filler.far
    out = [f"{far}{feature}" for feature in shared]
    out += [
        f"{filler.kind}|c={filler.cls}{far}",
        f"{filler.label}|c={filler.cls}{far}",
        f"c={filler.cls}:{min(role_candidate.distance, 4)}",
    ]
    for r in range(len(ROLES)):
        out += _standing_features(index, filler, r)
    out += _report_features(index, filler)
    out += _opponent_features(index, filler)
    out += _company_features(index, filler, company)
    out += _neighbour_features(index, filler)
    out += _counted_features(index, filler)
    if s.match is not None:
        out.append(f"told={s.match.role_of(index.parsed.phrases[role_candidate.phrase].head) or 'none'}{far}")
    return list(dict.fromkeys(out))


def _standing_features(index: JointIndex, filler: _Filler, r: int) -> list[str]:
    """Return features of how probable a phrase is in role r, and of how it compares with the most probable other phrase."""
    s, role, far, k = index.scored[filler.n], ROLES[r], filler.far, filler.k
    own = s.role_probabilities[k][r]
    p = odds_steps(own, 0.5)
    out = [f"{role}={p}{far}", f"{filler.kind}|{role}={p}{far}", f"{filler.label}|{role}={odds_steps(own)}{far}"]
    out += [f"{role}>{x}{far}" for x in range(-MOST_STEPS, p)]
    order = index.ranking[filler.n][r]
    rival = next((j for j in order if j != k), None)
    if rival is None:
        return [*out, f"{role}.alone"]
    rank = min(order.index(k), 3)
    other = s.role_candidates[rival]
    ahead = odds_steps(s.role_probabilities[rival][r])
    phrase = s.role_candidates[k].phrase
    tie = _tie(index, phrase, other.phrase)
    alike = index.parsed.classes[other.phrase] == filler.cls
    out += [
        f"{role}.rank={rank}:{ahead}{far}",
        f"{filler.kind}|{role}.rank={rank}:{ahead > 0}{far}",
        f"{filler.label}|{role}.rank={rank}{far}",
    ]
    out += [f"{role}.tie={rank}:{tie}:{ahead > 0}", f"{role}.alike={rank}:{alike}:{ahead > 0}{far}:{bool(other.distance)}"]
    same_entity = index.entities.key[other.phrase] == filler.key
    return [*out, f"{role}.twin={rank}:{ahead > 0}"] if same_entity else out


def _tie(index: JointIndex, phrase: int, other: int) -> str:
    """Return the relation between two phrases if one depends directly on the other, else `-`."""
    parsed = index.parsed
    a, b = parsed.phrases[phrase].head, parsed.phrases[other].head
    if parsed.head[a] == b:
        return parsed.dep[a]
    return parsed.dep[b] if parsed.head[b] == a else "-"


def _report_features(index: JointIndex, filler: _Filler) -> list[str]:
    """Return features of how often an entity fills each role in the other claims of the report."""
    own = _own_keys(index, filler)
    key, far, cls = filler.key, filler.far, filler.cls
    out = []
    for role in ROLES:
        count = index.counts[role][key] - (own is not None and key in own[role])
        others = index.filled[role] - (own is not None and bool(own[role]))
        share = 0 if count < 2 else 1 + min(3, 4 * count // max(1, others))
        few = small_count(count)
        out += [f"{role}.share={share}{far}:{cls}", f"{filler.kind}|{role}.share={share}{far}", f"{filler.label}|{role}.share={share}{far}"]
        out += [f"n.{role}={few}{far}:{cls}", f"{filler.kind}|n.{role}={few}{far}", f"{filler.label}|n.{role}={few > 0}{far}"]
    return out


def _own_keys(index: JointIndex, filler: _Filler) -> dict[str, set[str]] | None:
    """Return the entities in the roles of the claim candidate itself if the counts of the index include it, else None."""
    return index.keys[filler.n] if index.scored[filler.n].accepted else None


def _opponent_features(index: JointIndex, filler: _Filler) -> list[str]:
    """Return features of how often, in other claims, an entity and the likeliest opponent in this claim act against each other.

    As a possible target, the entity is paired with this claim's likeliest actor; as a possible actor, with the likeliest target.
    """
    own = _own_keys(index, filler)
    out = []
    for role, other in (("target", 0), ("actor", 1)):
        rival = _likeliest_other(index, filler, other)
        if rival is None:
            continue
        own_pair = own is not None and rival in own[ROLES[other]] and filler.key in own[role]
        forth, back = ((rival, filler.key), (filler.key, rival)) if role == "target" else ((filler.key, rival), (rival, filler.key))
        pair, turned = small_count(index.against[forth] - own_pair), small_count(index.against[back])
        out += [f"foe.{role}={pair}{filler.far}", f"foe.{role}={pair}:{turned}{filler.far}", f"{filler.kind}|foe.{role}={pair}{filler.far}"]
        out.append(f"{filler.label}|foe.{role}={pair > 0}:{turned > 0}{filler.far}")
    return out


def _likeliest_other(index: JointIndex, filler: _Filler, r: int) -> str | None:
    """Return the most probable party in role r other than the filler's own entity, or None if its probability is below `LIKELY`."""
    s = index.scored[filler.n]
    for k in index.ranking[filler.n][r]:
        if s.role_probabilities[k][r] < LIKELY:
            return None
        key = index.entities.key[s.role_candidates[k].phrase]
        if key != filler.key and key in index.parties:
            return key
    return None


def _company_features(index: JointIndex, filler: _Filler, company: Company) -> list[str]:
    """Return features of the roles that an entity has in the other claims of the sentence."""
    found = dict.fromkeys(
        (begins, role) for begins, keys in company for role in [role for role in ROLES if filler.key in keys[role]] or ("none",)
    )
    return [f"{begin}={role}{filler.far}" for begins, role in found for begin in begins]


def _neighbour_features(index: JointIndex, filler: _Filler) -> list[str]:
    """Return features of the roles that an entity has in the nearest claims before and after this claim's sentence."""
    n, far = filler.n, filler.far
    out = []
    for name, near in (("last", index.previous[n]), ("next", index.following[n])):
        if near is None:
            continue
        other = index.scored[near].candidate
        age = min(abs(index.sentence[near] - index.sentence[n]), 3)
        for role in [role for role in ROLES if filler.key in index.keys[near][role]]:
            out += [
                f"{name}={role}:{age}{far}",
                f"{filler.kind}|{name}={role}:{other.kind}{far}",
                f"{filler.label}|{name}={role}:{other.label == filler.label}{far}",
            ]
    return out


def _counted_features(index: JointIndex, filler: _Filler) -> list[str]:
    """Return features, for a figure, of whether a phrase is what the figure counts, and of the word that the counted noun depends on."""
    s, parsed = index.scored[filler.n], index.parsed
    candidate, noun = s.role_candidates[filler.k], s.noun
    if noun is None or candidate.distance:
        return []
    head = parsed.phrases[candidate.phrase].head
    first = noun
    while parsed.dep[first] == "conj":
        first = parsed.head[first]
    governor = word(parsed, parsed.head[first])
    what = "noun" if head == noun else "listed" if parsed.dep[head] == "conj" and parsed.head[head] in (noun, first) else "other"
    return [
        f"{filler.label}|{what}:{parsed.dep[first]}",
        f"{what}:{governor}:{parsed.dep[first]}",
        f"{filler.label}|{what}:{word(parsed, noun)}",
    ]
