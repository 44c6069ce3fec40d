"""Resolve partisan labels ("Nazi militants", "the terrorists", "the occupiers") to the party that they mean in a report.

A label says what its speaker thinks of the other side. It is resolved only within its report, and never becomes a name of a party: with a
known speaker it means the only side in the report that is not the speaker's, else the only side that its sentence does not name.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.noun_phrase import sentence_start
from heldby.reference.actors import Actor, ActorIndex
from heldby.reference.actors.word_keys import fold_to_words

LABELS = frozenset(("terrorist", "bandit", "enemy", "occupier", "invader", "aggressor", "thug", "foe", "adversary"))
"""Nouns with which a side calls its enemy."""
SLURS = frozenset((
    "nazi", "neo-nazi", "neonazi", "nazis", "fascist", "terrorist", "terror", "takfiri", "zionist", "puppet", "criminal", "bandit",
    "infidel", "crusader", "satanist", "genocidal", "enemy", "occupation", "occupying", "invading", "bloodthirsty", "traitor", "apostate",
))  # fmt: skip
"""Words that make a noun for fighters or forces a label."""
FORCES = frozenset(("fighters", "soldiers", "formations"))
NO_SIDE = frozenset(("outlet", "monitor", "international", "person", "people"))
"""Kinds of actors that are no side of a war."""


def resolve_labels(
    doc: Doc, mentions: Sequence[ActorMention], actors: ActorIndex, on: dt.date | None, home: str | None
) -> dict[int, ActorMention]:
    """Return a mention of the party that each label means, by the index of the label in `mentions`.

    Labels that may mean several parties are left out. `on` is the publication date, and `home` the ISO code of the report's country.
    """
    labels = [at for at, mention in enumerate(mentions) if mention.id is None and _is_label(mention, actors)]
    if not labels:
        return {}
    sides = _sides(mentions, actors, on, home)
    known = {side: mentions[at] for at, side in reversed(sides.items())}
    starts = {at: sentence_start(doc[mentions[at].head]) for at in {*sides, *labels}}
    named: dict[int, set[str]] = {}
    for at, side in sides.items():
        named.setdefault(starts[at], set()).add(side)
    speakers = {at: side for at, side in sides.items() if _speaks(doc, mentions[at], actors)}
    spoken = {starts[at]: side for at, side in reversed(speakers.items())}
    turns = list(speakers)
    found: dict[int, ActorMention] = {}
    for at in labels:
        before = bisect_left(turns, at)
        speaker = spoken.get(starts[at]) or (speakers[turns[before - 1]] if before else None)
        if party := _meant(known, speaker, named.get(starts[at], set()), actors, home):
            found[at] = party
    return found


def _sides(mentions: Sequence[ActorMention], actors: ActorIndex, on: dt.date | None, home: str | None) -> dict[int, str]:
    """Return the side of each mention of a party to the war, by index."""
    found = {}
    for at, mention in enumerate(mentions):
        actor = actors.get(mention.id) if mention.id else None
        party = actors.get(actor.part_of or "") if actor and actor.kind in ("person", "outlet") else actor
        if party and party.kind not in NO_SIDE:
            found[at] = actors.side(party.id, on, country=home)
    return found


def _speaks(doc: Doc, mention: ActorMention, actors: ActorIndex) -> bool:
    """Check for the subject of a verb of speech, or its agent or source ("according to the army")."""
    head = doc[mention.head]
    while head.dep_ in ("nmod:poss", "compound", "flat") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "nsubj":
        return head.head.lemma_.lower() in actors.heads.speech
    return head.dep_ == "obl" and any(child.lower_ == "according" for child in head.children)


def _is_label(mention: ActorMention, actors: ActorIndex) -> bool:
    """Check for a description that calls somebody an enemy and does not name anybody."""
    words = fold_to_words(mention.text)
    if mention.form == "named" or mention.sort == "person" or not words:
        return False
    if actors.heads.noun(words[-1]) in LABELS:
        return len(words) <= 2
    return mention.sort in FORCES and any(word in SLURS for word in words[:-1])


def _meant(
    known: Mapping[str, ActorMention], speaker: str | None, named: set[str], actors: ActorIndex, home: str | None
) -> ActorMention | None:
    """Return a mention of the party that a label means, or None if it may be any of several."""
    others = [side for side in known if side != speaker] if speaker else [side for side in known if side not in named]
    if not speaker and len(known) != 2:
        return None
    if len(others) == 1:
        return known[others[0]]
    country = actors.countries_by_code.get(home or "")
    state = actors.get(country.government) if country else None
    if speaker and not others and state and state.id != speaker:
        return _mention_of(state, known[speaker])
    return None


def _mention_of(actor: Actor, like: ActorMention) -> ActorMention:
    """Return a mention with the words of another, but of this actor, which the report does not name."""
    return ActorMention(like.start, like.end, like.text, like.head, actor.id, actor.name, "nominal", "rule")
