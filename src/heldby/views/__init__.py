"""Questions asked of a dossier."""

from heldby.store.zones import Near
from heldby.views.finding import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.holds import Holding, holds
from heldby.views.readers import Change, diff_readers
from heldby.views.record import Moment, Named, NamedPlace, actors, claims, contradictions, events, places, timeline
from heldby.views.review import Waiting, queue, said
from heldby.views.searching import Hit, search
from heldby.views.sentences import Sentence, cite

__all__ = [
    "AmbiguousPlace", "Change", "Hit", "Holding", "Moment", "Named", "NamedPlace", "Near", "Sentence", "UnknownPlace", "Waiting", "actors",
    "cite", "claims", "contradictions", "diff_readers", "events", "find_place", "holds", "places", "queue", "said", "search", "timeline",
]  # fmt: skip
