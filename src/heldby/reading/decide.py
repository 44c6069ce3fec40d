"""Who and where fills the roles of a claim: phrases of its sentence, and what the report spoke of before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.constructions import TRUST, Told
from heldby.reading.context import Context
from heldby.reading.features import role_features
from heldby.reading.linear import Linear
from heldby.reading.proposals import Proposal

BACK = 3
"""How many sentences back a phrase counts as fresh."""
MOST_CROSS = 14
"""How many things from outside the sentence are looked at."""
FETCHED = frozenset("AFPH")
"""Classes that may be fetched from other sentences: named and nominal actors, places, other names."""
ORDER = {"event": 0, "control": 1, "relation": 2, "figure": 3}
ROLES = ("actor", "target", "place")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may fill a role: `cross` sentences back (0: the same; 9: only later), `rank` of its class nearer."""

    phrase: int
    cross: int
    rank: int


@dataclass(slots=True)
class Things:
    """What a report speaks of: a key a phrase, the phrases and count of each key, the commonest keys, and which the title names."""

    key: list[str]
    at: dict[str, list[int]]
    common: list[str]
    titled: frozenset[str]


@dataclass(slots=True)
class History:
    """The roles that things have filled in the claims so far: key -> role -> (sentence, label) of the last.

    `actors` are those of the last event that had some, told in sentence `acted`.
    """

    used: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    actors: list[tuple[int, float]] = field(default_factory=list)
    acted: int = -9

    def add(self, things: Things, sentence: int, label: str, roles: dict[str, list[tuple[int, float]]]) -> None:
        for role, filled in roles.items():
            for phrase, _ in filled:
                key = things.key[phrase]
                self.used.setdefault(key, {})[role] = (sentence, label)
                if key in self.recent:
                    self.recent.remove(key)
                self.recent.append(key)
        del self.recent[:-6]
        if label.startswith("event/") and roles["actor"]:
            self.actors, self.acted = roles["actor"], sentence


def things_of(context: Context, title: str | None) -> Things:
    """The things of a report by what their phrases say: an actor's id, else the folded words."""
    doc = context.doc
    keys: list[str] = []
    at: dict[str, list[int]] = {}
    for n, phrase in enumerate(context.phrases):
        identity = context.ids[n]
        key = identity or "".join(doc[i].lower_ + " " for i in range(phrase.left, phrase.right + 1)).strip()
        keys.append(key)
        at.setdefault(key, []).append(n)
    named = Counter(key for n, key in enumerate(keys) if context.classes[n] in "AP")
    common = [key for key, count in named.most_common(6) if count > 1]
    lower = (title or "").casefold()
    titled = frozenset(
        key
        for key in at
        if lower and any(doc[context.phrases[n].head].lower_ in lower for n in at[key][:1] if context.classes[n] in FETCHED)
    )
    return Things(keys, at, common, titled)


def in_order(proposals: Sequence[Proposal], context: Context) -> list[int]:
    """The order in which claims are decided: sentence by sentence, events before what may borrow their roles."""
    return sorted(
        range(len(proposals)),
        key=lambda p: (context.sentence[proposals[p].trigger], ORDER[proposals[p].kind], proposals[p].trigger, proposals[p].label),
    )


def role_candidates(context: Context, things: Things, history: History, trigger: int) -> list[Candidate]:
    """The phrases of the trigger's sentence, then things fresh in mind, used by the last claims, or common in the report."""
    sentence = context.sentence[trigger]
    out: list[Candidate] = []
    ranks: dict[str, int] = {}
    here = [n for n in context.in_sentence[sentence] if context.phrases[n].head != trigger]
    for n in sorted(here, key=lambda n: abs(context.phrases[n].head - trigger)):
        out.append(Candidate(n, 0, ranks.get(context.classes[n], 0)))
        ranks[context.classes[n]] = ranks.get(context.classes[n], 0) + 1
    seen = {things.key[n] for n in here}
    outside: list[int] = []
    for back in range(1, min(BACK, sentence) + 1):
        outside.extend(n for n in reversed(context.in_sentence[sentence - back]) if context.classes[n] in FETCHED)
    used = (_nearest(context, things, key, sentence) for key in (*reversed(history.recent), *things.common))
    outside.extend(n for n in used if n is not None)
    ranks = {}
    for n in outside:
        if things.key[n] not in seen and len(out) < len(here) + MOST_CROSS:
            seen.add(things.key[n])
            back = sentence - context.sentence[context.phrases[n].head]
            kind = context.classes[n]
            out.append(Candidate(n, min(back, 8) if back > 0 else 9, ranks.get(kind, 0)))
            ranks[kind] = ranks.get(kind, 0) + 1
    return out


def _nearest(context: Context, things: Things, key: str, sentence: int) -> int | None:
    """The last phrase of a thing before a sentence, else its first after it."""
    phrases = things.at.get(key, ())
    before = [n for n in phrases if context.sentence[context.phrases[n].head] < sentence]
    return before[-1] if before else next(iter(phrases), None)


def thing_features(context: Context, things: Things, history: History, label: str, sentence: int, candidate: Candidate) -> list[str]:
    """What is known of a candidate from the whole report: how often it is named, in the title, in which roles before."""
    key, kind = things.key[candidate.phrase], context.classes[candidate.phrase]
    cross = min(candidate.cross, 3)
    count = min(len(things.at[key]), 4)
    out = [f"n={count}:{kind}:{cross > 0}", f"{label}|n={count}:{kind}:{cross > 0}"]
    if key in things.titled:
        out += [f"title:{kind}:{cross > 0}", f"{label}|title:{kind}:{cross > 0}"]
    what = label.partition("/")[0]
    for role, (at, by) in history.used.get(key, {}).items():
        age = min(sentence - at, 3)
        out += [
            f"was={role}:{age}:{kind}:{cross > 0}",
            f"{what}|was={role}:{age}:{by.partition('/')[0]}:{cross > 0}",
            f"{label}|was={role}:{age}:{by == label}:{cross > 0}",
        ]
        if age == 0:
            out.append(f"{label}|with={role}:{by}")
    return out


def features_of(
    context: Context,
    things: Things,
    history: History,
    label: str,
    trigger: int,
    candidate: Candidate,
    hint: Sequence[str],
    told: Told | None = None,
) -> list[str]:
    """All features of a candidate for a role; `hint`: what the network thinks; `told`: what the form of the sentence says of the claim."""
    own = role_features(context, label, trigger, candidate.phrase, candidate.cross, candidate.rank)
    out = [*own, *thing_features(context, things, history, label, context.sentence[trigger], candidate), *hint]
    if told is not None:
        head = context.phrases[candidate.phrase].head
        said = next((role for role, heads in told.roles.items() if head in heads), "none")
        out += [f"told={said}", f"{label}|told={said}"] if said != "none" else [f"told=none:{candidate.cross > 0}"]
    return out


def _told_role(context: Context, told: Told | None, phrase: int) -> str | None:
    head = context.phrases[phrase].head
    return next((role for role, heads in told.roles.items() if head in heads), None) if told else None


def roles_of(
    context: Context,
    things: Things,
    history: History,
    label: str,
    trigger: int,
    model: Linear,
    floor: dict[str, float],
    told: Told | None = None,
) -> dict[str, list[tuple[int, float]]]:
    """For each role the phrases that fill it, with their probabilities, best first. A phrase fills one role at most."""
    out: dict[str, list[tuple[int, float]]] = {role: [] for role in ROLES}
    candidates = role_candidates(context, things, history, trigger)
    hints = context.hints.roles(label, trigger, [context.phrases[c.phrase].head for c in candidates])
    for candidate, hint in zip(candidates, hints, strict=True):
        features = features_of(context, things, history, label, trigger, candidate, hint, told)
        chances = dict(zip(model.classes, model.distribution(features), strict=True))
        role = max(out, key=lambda name: chances.get(name, 0.0))
        sure = _told_role(context, told, candidate.phrase)
        if sure:
            out[sure].append((candidate.phrase, max(chances.get(sure, 0.0), TRUST)))
        elif not (told and told.roles.get(role)) and chances.get(role, 0.0) >= floor["x" + role if candidate.cross else role]:
            out[role].append((candidate.phrase, chances[role]))
    for filled in out.values():
        filled.sort(key=lambda pair: -pair[1])
    return out
