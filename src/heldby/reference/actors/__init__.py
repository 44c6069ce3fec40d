"""The actor file: the actors of the wars, the spellings of their names in the press, and the side of each actor by date."""

from heldby.reference.actors.actor import Actor, ActorKind, SidePeriod
from heldby.reference.actors.actor_index import ActorIndex, load_actors
from heldby.reference.actors.countries import Country
from heldby.reference.actors.head_nouns import HeadNouns, NounClass, load_head_nouns
from heldby.reference.actors.resolve import resolve_actor

__all__ = [
    "Actor",
    "ActorIndex",
    "ActorKind",
    "Country",
    "HeadNouns",
    "NounClass",
    "SidePeriod",
    "load_actors",
    "load_head_nouns",
    "resolve_actor",
]
