"""Find places: the place names of a report, each resolved to a gazetteer entry, an area around it, or left open."""

from heldby.reading.mentions.places.find import find_places
from heldby.reading.mentions.places.mention import PlaceMention

__all__ = ["PlaceMention", "find_places"]
