"""Questions asked of a dossier."""

from heldby.views.finding import AmbiguousPlace, UnknownPlace, find_place
from heldby.views.holds import Holding, holds
from heldby.views.sentences import Sentence, cite

__all__ = ["AmbiguousPlace", "Holding", "Sentence", "UnknownPlace", "cite", "find_place", "holds"]
