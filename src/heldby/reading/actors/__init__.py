"""Finding who is spoken of: mentions of actors on the parse of a report."""

from heldby.reading.actors.find import find_actors
from heldby.reading.actors.mention import ActorMention

__all__ = ["ActorMention", "find_actors"]
