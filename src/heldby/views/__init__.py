"""Questions asked of a dossier."""

from heldby.views.audit import Precision, precision, sample
from heldby.views.finding import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.holds import Holding, holds
from heldby.views.impact import Pending, pending
from heldby.views.readers import Change, diff_readers
from heldby.views.record import Moment, Named, NamedPlace, actors, claims, contradictions, events, moments, places, timeline
from heldby.views.review import Waiting, queue, said
from heldby.views.searching import Hit, Near, search
from heldby.views.sentences import Sentence, cite
from heldby.views.sources import Outlet, outlets
from heldby.views.ties import Actor, Tie, Ties, ties

__all__ = [
    "Actor", "AmbiguousPlace", "Change", "Hit", "Holding", "Moment", "Named", "NamedPlace", "Near", "Outlet", "Pending", "Precision",
    "Sentence",
    "Tie", "Ties", "UnknownPlace", "Waiting", "actors", "cite", "claims", "contradictions", "diff_readers", "events", "find_place",
    "holds", "moments", "outlets", "pending", "places", "precision", "queue", "said", "sample", "search", "ties", "timeline",
]  # fmt: skip
