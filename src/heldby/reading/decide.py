"""Which proposals are claims, and who and where fills their roles."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.reading.context import Context
from heldby.reading.features import role_features
from heldby.reading.linear import Linear

BACK = 3
"""How many sentences back a role may be filled from."""
MOST_CROSS = 10
"""How many phrases of earlier sentences are looked at."""
TRIGGERING = frozenset("AFPLHB")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may fill a role: `cross` sentences back, `rank` phrases of its class nearer to the trigger."""

    phrase: int
    cross: int
    rank: int


def role_candidates(context: Context, trigger: int) -> list[Candidate]:
    """The phrases of the trigger's sentence, then named parties and places of the sentences before it, nearest first."""
    sentence = context.sentence[trigger]
    out: list[Candidate] = []
    seen: dict[str, int] = {}
    here = [n for n in context.in_sentence[sentence] if context.phrases[n].head != trigger]
    for n in sorted(here, key=lambda n: abs(context.phrases[n].head - trigger)):
        kind = context.classes[n]
        out.append(Candidate(n, 0, seen.get(kind, 0)))
        seen[kind] = seen.get(kind, 0) + 1
    texts = {context.lower[context.phrases[n].head] for n in here}
    ranks: dict[str, int] = {}
    crossed = 0
    for back in range(1, BACK + 1):
        if sentence - back < 0 or crossed >= MOST_CROSS:
            break
        for n in reversed(context.in_sentence[sentence - back]):
            kind, head = context.classes[n], context.phrases[n].head
            if kind in "AFPH" and context.lower[head] not in texts and crossed < MOST_CROSS:
                texts.add(context.lower[head])
                out.append(Candidate(n, back, ranks.get(kind, 0)))
                ranks[kind] = ranks.get(kind, 0) + 1
                crossed += 1
    return out


def roles_of(context: Context, label: str, trigger: int, model: Linear, floor: dict[str, float]) -> dict[str, list[tuple[int, float]]]:
    """For each role the phrases that fill it, with their probabilities, best first. A phrase fills one role at most."""
    out: dict[str, list[tuple[int, float]]] = {"actor": [], "target": [], "place": []}
    for candidate in role_candidates(context, trigger):
        features = role_features(context, label, trigger, candidate.phrase, candidate.cross, candidate.rank)
        chances = dict(zip(model.classes, model.distribution(features), strict=True))
        role = max(out, key=lambda name: chances.get(name, 0.0))
        if chances.get(role, 0.0) >= floor["cross" if candidate.cross else role]:
            out[role].append((candidate.phrase, chances[role]))
    for filled in out.values():
        filled.sort(key=lambda pair: -pair[1])
    return out
