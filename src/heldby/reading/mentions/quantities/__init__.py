"""Find quantities: numbers with their bounds, their units and the kind of people that they count."""

from heldby.reading.mentions.quantities.find import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities"]
