"""Who and where fills the roles of a claim: phrases of its sentence, and what the report spoke of before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import TRUST, ConstructionMatch
from heldby.reading.claims.features import role_features
from heldby.reading.claims.linear_model import Linear
from heldby.reading.mentions.party_clusters import keys_of
from heldby.reading.parse.parsed_report import Context

BACK = 3
"""How many sentences back a phrase counts as fresh."""
DOING = 3
"""How many of the last actors stay in mind, however many things were done to others since."""
MOST_CROSS = 16
"""How many things from outside the sentence are looked at."""
FETCHED = frozenset("AFPH")
"""Classes that may be fetched from other sentences: named and nominal actors, places, other names."""
LISTED = 0.05
"""Least probability of a phrase in a role that another of its list fills; where out-of-fold F1 over the training reports was best."""
ORDER = {"event": 0, "control": 1, "relation": 2, "figure": 3}
ROLES = ("actor", "target", "place")
Roles = dict[str, list[tuple[int, float]]]
"""For each role the phrases that fill it, with their probabilities."""
Chances = tuple[float, float, float]
"""How likely a phrase is the actor, the target and the place of a claim."""


@dataclass(frozen=True, slots=True)
class RoleCandidate:
    """A phrase that may fill a role: `cross` sentences back (0: the same; 9: only later), `rank` of its class nearer."""

    phrase: int
    cross: int
    rank: int


@dataclass(slots=True)
class Entities:
    """What a report speaks of: a key a phrase, the phrases and count of each key, the commonest keys, and which the title names."""

    key: list[str]
    at: dict[str, list[int]]
    common: list[str]
    titled: frozenset[str]


@dataclass(slots=True)
class History:
    """The roles that things have filled in the claims so far: key -> role -> (sentence, label) of the last.

    `recent` are the last things told of, in any role, `doing` the last that acted; `actors` are those of the last event that had some, told
    in sentence `acted`.
    """

    used: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    doing: list[str] = field(default_factory=list)
    actors: list[tuple[int, float]] = field(default_factory=list)
    acted: int = -9

    def add(self, things: Entities, sentence: int, label: str, roles: dict[str, list[tuple[int, float]]]) -> None:
        for role, filled in roles.items():
            for phrase, _ in filled:
                key = things.key[phrase]
                self.used.setdefault(key, {})[role] = (sentence, label)
                if key in self.recent:
                    self.recent.remove(key)
                self.recent.append(key)
                if role == "actor":
                    self.doing = [*(one for one in self.doing if one != key), key][-DOING:]
        del self.recent[:-6]
        if label.startswith("event/") and roles["actor"]:
            self.actors, self.acted = roles["actor"], sentence


def things_of(context: Context, title: str | None) -> Entities:
    """The things of a report: a party whatever form of its name is used, all else by its words."""
    doc = context.doc
    keys = keys_of(context)
    at: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        at.setdefault(key, []).append(n)
    named = Counter(key for n, key in enumerate(keys) if context.classes[n] in "AP")
    common = [key for key, count in named.most_common(6) if count > 1]
    lower = (title or "").casefold()
    titled = frozenset(
        key
        for key in at
        if lower and any(doc[context.phrases[n].head].lower_ in lower for n in at[key][:1] if context.classes[n] in FETCHED)
    )
    return Entities(keys, at, common, titled)


def in_order(proposals: Sequence[Candidate], context: Context) -> list[int]:
    """The order in which claims are decided: sentence by sentence, events before what may borrow their roles."""
    return sorted(
        range(len(proposals)),
        key=lambda p: (context.sentence[proposals[p].trigger], ORDER[proposals[p].kind], proposals[p].trigger, proposals[p].label),
    )


def role_candidates(context: Context, things: Entities, history: History, trigger: int) -> list[RoleCandidate]:
    """The phrases of the trigger's sentence, then things fresh in mind, used by the last claims, or common in the report."""
    sentence = context.sentence[trigger]
    out: list[RoleCandidate] = []
    ranks: dict[str, int] = {}
    here = [n for n in context.in_sentence[sentence] if context.phrases[n].head != trigger]
    for n in sorted(here, key=lambda n: abs(context.phrases[n].head - trigger)):
        out.append(RoleCandidate(n, 0, ranks.get(context.classes[n], 0)))
        ranks[context.classes[n]] = ranks.get(context.classes[n], 0) + 1
    seen = {things.key[n] for n in here}
    outside: list[int] = []
    for back in range(1, min(BACK, sentence) + 1):
        outside.extend(n for n in reversed(context.in_sentence[sentence - back]) if context.classes[n] in FETCHED)
    used = (_nearest(context, things, key, sentence) for key in (*reversed(history.recent), *reversed(history.doing), *things.common))
    outside.extend(n for n in used if n is not None)
    ranks = {}
    for n in outside:
        if things.key[n] not in seen and len(out) < len(here) + MOST_CROSS:
            seen.add(things.key[n])
            back = sentence - context.sentence[context.phrases[n].head]
            kind = context.classes[n]
            out.append(RoleCandidate(n, min(back, 8) if back > 0 else 9, ranks.get(kind, 0)))
            ranks[kind] = ranks.get(kind, 0) + 1
    return out


def _nearest(context: Context, things: Entities, key: str, sentence: int) -> int | None:
    """The last phrase of a thing before a sentence, else its first after it."""
    phrases = things.at.get(key, [])
    before = bisect_left(phrases, sentence, key=lambda n: context.sentence[context.phrases[n].head])
    return phrases[max(0, before - 1)] if phrases else None


def thing_features(context: Context, things: Entities, history: History, label: str, sentence: int, candidate: RoleCandidate) -> list[str]:
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
    things: Entities,
    history: History,
    label: str,
    trigger: int,
    candidate: RoleCandidate,
    hint: Sequence[str],
    told: ConstructionMatch | None = None,
) -> list[str]:
    """All features of a candidate for a role; `hint`: what the network thinks; `told`: what the form of the sentence says of the claim."""
    own = role_features(context, label, trigger, candidate.phrase, candidate.cross, candidate.rank)
    out = [*own, *thing_features(context, things, history, label, context.sentence[trigger], candidate), *hint]
    if told is not None:
        head = context.phrases[candidate.phrase].head
        said = next((role for role, heads in told.roles.items() if head in heads), "none")
        out += [f"told={said}", f"{label}|told={said}"] if said != "none" else [f"told=none:{candidate.cross > 0}"]
    return out


def _told_role(context: Context, told: ConstructionMatch | None, phrase: int) -> str | None:
    head = context.phrases[phrase].head
    return next((role for role, heads in told.roles.items() if head in heads), None) if told else None


def candidates_of(
    context: Context, things: Entities, history: History, label: str, trigger: int, told: ConstructionMatch | None = None
) -> tuple[list[RoleCandidate], list[list[str]]]:
    """The candidates for the roles of a claim, each with its features."""
    candidates = role_candidates(context, things, history, trigger)
    hints = context.hints.roles(label, trigger, [context.bearer[c.phrase] for c in candidates])
    return candidates, [
        features_of(context, things, history, label, trigger, candidate, hint, told)
        for candidate, hint in zip(candidates, hints, strict=True)
    ]


def chances_of(model: Linear, features: Sequence[str]) -> Chances:
    """How likely a candidate with these features is the actor, target and place."""
    chances = dict(zip(model.classes, model.distribution(features), strict=True))
    return chances.get("actor", 0.0), chances.get("target", 0.0), chances.get("place", 0.0)


def choose(
    context: Context,
    candidates: Sequence[RoleCandidate],
    chances: Sequence[Chances],
    floor: float,
    told: ConstructionMatch | None,
    lists: bool = True,
) -> Roles:
    """For each role the phrases that fill it, with their probabilities, best first. A phrase fills one role at most.

    `lists`: whether who stands in one list with a filler fills the role too, as in acts, but not in what a single number counts.
    """
    out: Roles = {role: [] for role in ROLES}
    for candidate, of_each in zip(candidates, chances, strict=True):
        best = max(range(3), key=of_each.__getitem__)
        role, sure = ROLES[best], _told_role(context, told, candidate.phrase)
        if sure:
            out[sure].append((candidate.phrase, max(of_each[ROLES.index(sure)], TRUST)))
        elif not (told and told.roles.get(role)) and of_each[best] >= floor:
            out[role].append((candidate.phrase, of_each[best]))
    if lists:
        _fill_lists(context, candidates, chances, out)
    for filled in out.values():
        filled.sort(key=lambda pair: -pair[1])
    return out


def _fill_lists(context: Context, candidates: Sequence[RoleCandidate], chances: Sequence[Chances], out: Roles) -> None:
    """Add to each role those that stand in one list with a phrase that fills it: "the army, its allies and Hezbollah took"."""
    taken = {n for filled in out.values() for n, _ in filled}
    for r, role in enumerate(ROLES):
        lists = {_list_of(context, context.phrases[n].head) for n, _ in out[role]}
        for candidate, of_each in zip(candidates, chances, strict=True):
            head = context.phrases[candidate.phrase].head
            if candidate.phrase not in taken and not candidate.cross and of_each[r] >= LISTED and _list_of(context, head) in lists:
                out[role].append((candidate.phrase, of_each[r]))
                taken.add(candidate.phrase)


def _list_of(context: Context, head: int) -> int:
    """The first member of the list in which a phrase stands: its own head where it stands in none."""
    while context.dep[head] == "conj" and context.head[head] < head:
        head = context.head[head]
    return head
