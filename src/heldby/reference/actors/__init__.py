"""The knowledge file of actors: who the parties of the wars are, how the press spells them, and which camp they count with when."""

from heldby.reference.actors.countries import Country
from heldby.reference.actors.entry import Actor, ActorKind, Side
from heldby.reference.actors.heads import Heads, NounClass, load_heads
from heldby.reference.actors.lexicon import Actors, load

__all__ = ["Actor", "ActorKind", "Actors", "Country", "Heads", "NounClass", "Side", "load", "load_heads"]
