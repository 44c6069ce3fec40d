"""The knowledge file of actors: who the parties of the wars are, how the press spells them, and which camp they count with when."""

from heldby.reference.actors.actor import Actor, ActorKind, Side
from heldby.reference.actors.actor_index import Actors, load
from heldby.reference.actors.countries import Country
from heldby.reference.actors.head_nouns import Heads, NounClass, load_heads

__all__ = ["Actor", "ActorKind", "Actors", "Country", "Heads", "NounClass", "Side", "load", "load_heads"]
