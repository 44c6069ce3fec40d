"""Questions asked of a dossier."""

from heldby.base.geo import Near
from heldby.views.alliances import Member, Tie, members, ties
from heldby.views.audit import Precision, precision, sample
from heldby.views.changes import News, changes
from heldby.views.citations import Sentence, cite
from heldby.views.claimed_shares import ClaimedShare, claimed, shares
from heldby.views.holds import Holding, begun, holds, since_words
from heldby.views.listings import Moment, Named, NamedPlace, actors, claims, contradictions, events, moments, places, timeline
from heldby.views.network import Ties, network
from heldby.views.place_lookup import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.reader_diff import Change, diff_readers
from heldby.views.relevant_claims import bearing
from heldby.views.review import Waiting, queue, said, waiting
from heldby.views.review_impact import Pending, pending
from heldby.views.search import Hit, search
from heldby.views.sources import Outlet, Voice, outlets, sources

__all__ = [
    "AmbiguousPlace", "Change", "ClaimedShare", "Hit", "Holding", "Member", "Moment", "Named", "NamedPlace", "Near", "News", "Outlet",
    "Pending", "Precision", "Sentence", "Tie", "Ties", "UnknownPlace", "Voice", "Waiting", "actors", "bearing", "begun", "changes", "cite",
    "claimed", "claims",
    "contradictions", "diff_readers", "events", "find_place", "holds", "members", "moments", "network", "outlets", "pending", "places",
    "precision", "queue", "said", "sample", "search", "shares", "since_words", "sources", "ties", "timeline", "waiting",
]  # fmt: skip
