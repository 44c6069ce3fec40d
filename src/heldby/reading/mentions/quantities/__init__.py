"""How many: numbers of news English with their bounds, units and whose they are."""

from heldby.reading.mentions.quantities.find import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities"]
