"""Find the actors that a parsed report mentions, and resolve short forms and pronouns to them."""

from heldby.reading.mentions.actors.coreference import Anaphor, resolve_nominals
from heldby.reading.mentions.actors.find import find_actors, find_unlinked_actors
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.noun_phrase import noun_phrase_span
from heldby.reading.mentions.actors.short_forms import link_short_forms, resolve_bare_nouns

__all__ = [
    "ActorMention",
    "Anaphor",
    "find_actors",
    "find_unlinked_actors",
    "link_short_forms",
    "noun_phrase_span",
    "resolve_bare_nouns",
    "resolve_nominals",
]
