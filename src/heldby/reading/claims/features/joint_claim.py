"""Features of a claim candidate in relation to the others. The second pass decides by them whether the candidate is a claim."""

from __future__ import annotations

from heldby.reading.claims.features.joint_index import ATTACKS, LIKELY, MOST_STEPS, JointIndex, odds_steps, small_count
from heldby.reading.claims.features.words import word
from heldby.reading.claims.roles import ROLES

FAIRLY_LIKELY = 0.2


def joint_claim_features(index: JointIndex, n: int) -> list[str]:
    """Return the features of candidate n.

    They describe its probability in the first pass, its roles, its rivals, and the other claims of its sentence and report.
    """
    s = index.scored[n]
    label, kind = s.candidate.label, s.candidate.kind
    p = odds_steps(s.probability, 0.5)
    out = [label, f"p={p}", f"{kind}|p={p}", f"{label}|p={odds_steps(s.probability)}", *(f"p>{k}" for k in range(-MOST_STEPS, p))]
    out += _role_features(index, n)
    out += _rival_features(index, n)
    out += _company_features(index, n)
    if label in ATTACKS:
        last = index.last_attack[n]
        out += [
            f"{label}|after={last}",
            f"{label}|after={last}:{index.determiner(n)}",
            f"after={last == label}:{word(index.parsed, s.candidate.trigger)}",
        ]
    if s.match:
        out += ["told", f"{label}|told"]
    return list(dict.fromkeys(out))


def _role_features(index: JointIndex, n: int) -> list[str]:
    """Return features of how probable the best phrase for each role is."""
    s = index.scored[n]
    out = []
    for r, role in enumerate(ROLES):
        best = s.role_probabilities[index.ranking[n][r][0]][r] if s.role_candidates else 0.0
        step = odds_steps(best)
        out += [f"{role}={step}", f"{s.candidate.kind}|{role}={step}"]
        out += [f"{s.candidate.label}|{role}={best >= LIKELY}", f"{s.candidate.label}|{role}~{best >= FAIRLY_LIKELY}"]
    return out


def _rival_features(index: JointIndex, n: int) -> list[str]:
    """Return features of how a candidate compares with the most probable other candidate at the same word."""
    s = index.scored[n]
    rivals = [m for m in index.at_trigger.get(s.candidate.trigger, ()) if m != n and s.candidate.quantity < 0]
    if not rivals:
        return []
    rival = index.scored[max(rivals, key=lambda m: index.scored[m].probability)]
    ahead = max(-3, min(3, odds_steps(rival.probability) - odds_steps(s.probability)))
    same = rival.candidate.kind == s.candidate.kind
    return [
        f"rival={ahead}:{same}",
        f"{s.candidate.kind}|rival={ahead}:{same}",
        f"{s.candidate.label}|rival={rival.candidate.label}:{ahead > 0}",
    ]


def _company_features(index: JointIndex, n: int) -> list[str]:
    """Return features of the other claims of the sentence, and of how many claims of the same type the report has."""
    s = index.scored[n]
    label, kind = s.candidate.label, s.candidate.kind
    out = []
    beside = index.others_in_sentence(n)
    for m in beside:
        position, other = index.relative_position(n, m), index.scored[m]
        out.append(f"{label}|with={other.candidate.label}:{position}")
        if other.candidate.label == label and s.candidate.quantity < 0:
            surer = other.probability > s.probability
            out += [f"twin={position}:{surer}", f"{kind}|twin={position}:{surer}"]
    labels, near = small_count(index.labels[label] - s.accepted), small_count(len(beside))
    return [*out, f"labels={labels}", f"{label}|labels={labels}", f"beside={near}", f"{kind}|beside={near}"]
