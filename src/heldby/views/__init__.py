"""Views of a dossier: the answers that the command line, the app and the API show."""

from heldby.base.geo import Near
from heldby.errors import AmbiguousPlace, UnknownPlace
from heldby.views.actor_network import Ties, network
from heldby.views.alliances import CitedTie, SideMember, members, ties
from heldby.views.audit import Precision, precision, sample
from heldby.views.changes import RecordChange, changes
from heldby.views.citations import Citation, cite
from heldby.views.claimed_shares import ClaimedShare, compare_claimed_shares, shares
from heldby.views.holds import Holding, format_since, holds, tenure_start
from heldby.views.listings import Moment, NamedEntity, NamedPlace, actors, claims, contradictions, events, moments, places, timeline
from heldby.views.place_lookup import find_place
from heldby.views.reader_diff import ClaimDifference, diff_readers
from heldby.views.relevant_claims import find_relevant_claims
from heldby.views.review import ReviewItem, judgement_history, review_items, review_queue
from heldby.views.review_impact import PendingReview, pending_reviews
from heldby.views.search import Hit, search
from heldby.views.sources import Outlet, SourceSummary, outlets, sources

__all__ = [
    "AmbiguousPlace", "Citation", "CitedTie", "ClaimDifference", "ClaimedShare", "Hit", "Holding", "Moment", "NamedEntity", "NamedPlace",
    "Near", "Outlet", "PendingReview", "Precision", "RecordChange", "ReviewItem", "SideMember", "SourceSummary", "Ties", "UnknownPlace",
    "actors", "changes", "cite", "claims", "compare_claimed_shares", "contradictions", "diff_readers", "events", "find_place",
    "find_relevant_claims", "format_since", "holds", "judgement_history", "members", "moments", "network", "outlets", "pending_reviews",
    "places", "precision", "review_items", "review_queue", "sample", "search", "shares", "sources", "tenure_start", "ties", "timeline",
]  # fmt: skip
