"""Questions asked of a dossier."""

from heldby.views.finding import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.holds import Holding, holds
from heldby.views.record import Moment, Named, NamedPlace, actors, claims, contradictions, events, places, timeline
from heldby.views.sentences import Sentence, cite

__all__ = [
    "AmbiguousPlace", "Holding", "Moment", "Named", "NamedPlace", "Sentence", "UnknownPlace", "actors", "cite", "claims", "contradictions",
    "events", "find_place", "holds", "places", "timeline",
]  # fmt: skip
