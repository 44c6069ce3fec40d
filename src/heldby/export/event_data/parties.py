"""What kind of party an actor of an event is: event data sets distinguish states, organised groups and civilians."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from heldby.model import ActorRef
from heldby.reference.actors import Actor, load_actors, load_head_nouns
from heldby.reference.actors.word_keys import fold_to_words

PartyKind = Literal["state", "group", "civilians"]

STATES = {"state", "state-forces"}
GROUPS = {"rebel", "jihadist", "militia", "tribal"}
"""Kinds of actors that are organised groups. The other kinds, such as coalitions, may be either, so they have no kind of party here."""


def actor_of(ref: ActorRef) -> Actor | None:
    """Return the actor of the actor file that a name stands for; the party that a person belongs to; None if it is unknown."""
    actor = load_actors().get(ref.id) if ref.id else None
    if actor and actor.kind == "person" and actor.part_of:
        return load_actors().get(actor.part_of)
    return actor


def party_kind(ref: ActorRef) -> PartyKind | None:
    """Return what kind of party an actor is; None if that is not known."""
    actor = actor_of(ref)
    if actor is not None:
        return "state" if actor.kind in STATES else "group" if actor.kind in GROUPS else None
    return "civilians" if ref.id is None and is_people(ref.name or ref.text) else None


def is_people(name: str) -> bool:
    """Check whether a name without an entry in the actor file means people who are no party, such as "residents"."""
    words = fold_to_words(name)
    nouns = load_head_nouns()
    noun = nouns.noun(words[-1]) if words else None
    return noun is not None and nouns.classes[noun] == "people"


def party_kinds(refs: Iterable[ActorRef]) -> set[PartyKind | None]:
    """Return the kinds of several parties."""
    return {party_kind(ref) for ref in refs}
