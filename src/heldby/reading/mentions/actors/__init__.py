"""Finding who is spoken of: mentions of actors on the parse of a report, what short forms and pronouns among them stand for."""

from heldby.reading.mentions.actors.coreference import Anaphor, resolve_nominals
from heldby.reading.mentions.actors.find import find_actors
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.short_forms import bare_parties, link_short_forms
from heldby.reading.mentions.actors.span import noun_phrase_span

__all__ = ["ActorMention", "Anaphor", "bare_parties", "find_actors", "link_short_forms", "noun_phrase_span", "resolve_nominals"]
