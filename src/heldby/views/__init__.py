"""Questions asked of a dossier."""

from heldby.store.zones import Near
from heldby.views.audit import Precision, precision, sample
from heldby.views.bearing import bearing
from heldby.views.camps import Member, Tie, members, ties
from heldby.views.changes import News, changes
from heldby.views.finding import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.holds import Holding, begun, holds, since_words
from heldby.views.impact import Pending, pending
from heldby.views.network import Ties, network
from heldby.views.readers import Change, diff_readers
from heldby.views.record import Moment, Named, NamedPlace, actors, claims, contradictions, events, moments, places, timeline
from heldby.views.review import Waiting, queue, said, waiting
from heldby.views.searching import Hit, search
from heldby.views.sentences import Sentence, cite
from heldby.views.shares import ClaimedShare, claimed, shares
from heldby.views.sources import Outlet, Voice, outlets, sources

__all__ = [
    "AmbiguousPlace", "Change", "ClaimedShare", "Hit", "Holding", "Member", "Moment", "Named", "NamedPlace", "Near", "News", "Outlet",
    "Pending", "Precision", "Sentence", "Tie", "Ties", "UnknownPlace", "Voice", "Waiting", "actors", "bearing", "begun", "changes", "cite",
    "claimed", "claims",
    "contradictions", "diff_readers", "events", "find_place", "holds", "members", "moments", "network", "outlets", "pending", "places",
    "precision", "queue", "said", "sample", "search", "shares", "since_words", "sources", "ties", "timeline", "waiting",
]  # fmt: skip
