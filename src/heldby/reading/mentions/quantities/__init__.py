"""Find quantities: numbers with their bounds, their units and, if they count people, the category of these people."""

from heldby.reading.mentions.quantities.find import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities"]
