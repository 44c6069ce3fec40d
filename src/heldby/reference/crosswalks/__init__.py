"""How the types, countries and grid cells of heldby correspond to those of other data sets. The files in this folder give the reasons."""

from heldby.reference.crosswalks.countries import CountryNumbers, country_numbers
from heldby.reference.crosswalks.event_types import EventCodes, event_codes, type_of_sub_event, type_of_violence
from heldby.reference.crosswalks.prio_grid import prio_grid_cell

__all__ = ["CountryNumbers", "EventCodes", "country_numbers", "event_codes", "prio_grid_cell", "type_of_sub_event", "type_of_violence"]
