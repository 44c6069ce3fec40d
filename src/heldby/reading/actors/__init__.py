"""Finding who is spoken of: mentions of actors on the parse of a report, what short forms and pronouns among them stand for."""

from heldby.reading.actors.coreference import Anaphor, resolve_nominals
from heldby.reading.actors.find import find_actors
from heldby.reading.actors.links import bare_parties, link_short_forms
from heldby.reading.actors.mention import ActorMention
from heldby.reading.actors.span import noun_phrase_span

__all__ = ["ActorMention", "Anaphor", "bare_parties", "find_actors", "link_short_forms", "noun_phrase_span", "resolve_nominals"]
