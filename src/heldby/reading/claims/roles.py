"""The roles of a claim, the phrases that may fill them, and the record of which entities filled roles in earlier claims.

A role candidate is a phrase that may be the actor, the target or the place of a claim: any phrase of the trigger's sentence, and entities
from other sentences that are recent, frequent, or had a role in an earlier claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from heldby.reading.claims.entities import ACROSS_SENTENCES, Entities
from heldby.reading.parse.parsed_report import ParsedReport

ROLES = ("actor", "target", "place")
Roles = dict[str, list[tuple[int, float]]]
"""For each role the phrases that fill it, each with its probability."""
RoleProbabilities = tuple[float, float, float]
"""The probabilities that a phrase is the actor, the target and the place of a claim."""

BACK = 3
"""Number of sentences before the trigger's sentence whose phrases are candidates."""
RECENT = 6
"""Number of entities remembered as the last ones to fill any role."""
RECENT_ACTORS = 3
"""Number of entities remembered as the last actors, however many others have filled roles since."""
MOST_OUTSIDE = 16
"""Largest number of candidates from outside the sentence."""
FURTHEST = 8
"""Largest distance in sentences of a candidate before the trigger's sentence. Greater distances are clipped to it."""
ONLY_LATER = 9
"""Distance of a candidate that first occurs after the trigger's sentence."""
LONG_AGO = -9


@dataclass(frozen=True, slots=True)
class RoleCandidate:
    """A phrase that may fill a role of a claim.

    `phrase` is its index in the parsed report. `distance` is the number of sentences from the trigger's sentence back to the phrase: 0 in
    the trigger's sentence, and `ONLY_LATER` for a phrase that comes after it. `rank` is the number of candidates of the same class that are
    nearer to the trigger.
    """

    phrase: int
    distance: int
    rank: int


@dataclass(slots=True)
class RoleHistory:
    """The roles that entities filled in the claims accepted so far.

    `used` maps an entity to each role that it filled, with the sentence and label of the last claim in which it did. `recent` lists the
    last entities in any role, and `recent_actors` the last actors. `event_actors` are the actors of the last event that had any, and
    `event_sentence` is its sentence.
    """

    used: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    recent_actors: list[str] = field(default_factory=list)
    event_actors: list[tuple[int, float]] = field(default_factory=list)
    event_sentence: int = LONG_AGO

    def add(self, entities: Entities, sentence: int, label: str, roles: Roles) -> None:
        """Record the roles of an accepted claim."""
        for role, fillers in roles.items():
            for phrase, _ in fillers:
                key = entities.key[phrase]
                self.used.setdefault(key, {})[role] = (sentence, label)
                if key in self.recent:
                    self.recent.remove(key)
                self.recent.append(key)
                if role == "actor":
                    self.recent_actors = [*(one for one in self.recent_actors if one != key), key][-RECENT_ACTORS:]
        del self.recent[:-RECENT]
        if label.startswith("event/") and roles["actor"]:
            self.event_actors, self.event_sentence = roles["actor"], sentence


def role_candidates(parsed: ParsedReport, entities: Entities, history: RoleHistory, trigger: int) -> list[RoleCandidate]:
    """Return the role candidates of a trigger: the phrases of its sentence, nearest first, then phrases of other sentences.

    Among the phrases of other sentences, each entity occurs at most once, and entities of the trigger's sentence do not occur.
    """
    sentence = parsed.sentence[trigger]
    here = [n for n in parsed.in_sentence[sentence] if parsed.phrases[n].head != trigger]
    out: list[RoleCandidate] = []
    ranks: dict[str, int] = {}
    for n in sorted(here, key=lambda n: abs(parsed.phrases[n].head - trigger)):
        out.append(RoleCandidate(n, 0, _next_rank(ranks, parsed.classes[n])))
    seen = {entities.key[n] for n in here}
    ranks = {}
    for n in _outside(parsed, entities, history, sentence):
        if entities.key[n] not in seen and len(out) < len(here) + MOST_OUTSIDE:
            seen.add(entities.key[n])
            back = sentence - parsed.sentence[parsed.phrases[n].head]
            distance = min(back, FURTHEST) if back > 0 else ONLY_LATER
            out.append(RoleCandidate(n, distance, _next_rank(ranks, parsed.classes[n])))
    return out


def _next_rank(ranks: dict[str, int], kind: str) -> int:
    """Return how many candidates of a class were counted before, and count one more."""
    rank = ranks.get(kind, 0)
    ranks[kind] = rank + 1
    return rank


def _outside(parsed: ParsedReport, entities: Entities, history: RoleHistory, sentence: int) -> Iterator[int]:
    """Yield phrases of other sentences: those of the sentences just before, then one phrase of each recent or frequent entity."""
    for back in range(1, min(BACK, sentence) + 1):
        yield from (n for n in reversed(parsed.in_sentence[sentence - back]) if parsed.classes[n] in ACROSS_SENTENCES)
    for key in (*reversed(history.recent), *reversed(history.recent_actors), *entities.frequent):
        n = entities.nearest_phrase(parsed, key, sentence)
        if n is not None:
            yield n
