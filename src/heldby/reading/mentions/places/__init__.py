"""Find the places of a report. Each name is resolved to a gazetteer entry or to an area that contains it, or stays open."""

from heldby.reading.mentions.places.find import find_places
from heldby.reading.mentions.places.mention import PlaceMention

__all__ = ["PlaceMention", "find_places"]
