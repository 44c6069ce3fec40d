"""Finding where: place names of a report, each on the right spot or honestly near it."""

from heldby.reading.mentions.places.find import find_places
from heldby.reading.mentions.places.mention import PlaceMention

__all__ = ["PlaceMention", "find_places"]
