"""Find quantities: numbers with their bounds, their units and, if they count people, the category of these people."""

from heldby.reading.mentions.quantities.find import find_quantities
from heldby.reading.mentions.quantities.quantity import Quantity

__all__ = ["Quantity", "find_quantities"]
