"""Finding the actors of a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from spacy.tokens import Doc

from heldby.reading.mentions.actors.document import Document
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.modifiers import find_modifiers
from heldby.reading.mentions.actors.named import find_countries, find_inner, find_named
from heldby.reading.mentions.actors.nominal import find_nominals
from heldby.reading.mentions.actors.short_forms import link_short_forms
from heldby.reading.mentions.actors.unlisted import find_unknown
from heldby.reference.actors import Actors, load


def find_actors(doc: Doc, *, on: dt.date | None = None, actors: Actors | None = None, countries: Iterable[str] = ()) -> list[ActorMention]:
    """Every mention of an actor in a parsed report, in order of place, short forms linked to what they stand for.

    `on` is the publication date, for names that changed bearers; `countries` the ISO codes of the places the report names, likeliest
    first, where they are known.
    """
    actors = actors or load()
    document = Document(doc, actors, on)
    free = _longest([*find_nominals(document), *find_named(document), *find_countries(document), *find_unknown(document)])
    nested = _longest([*find_modifiers(document), *find_inner(document, free)])
    spans = {(mention.start, mention.end) for mention in free}
    both = [*free, *(mention for mention in nested if (mention.start, mention.end) not in spans)]
    return link_short_forms(doc, sorted(both, key=lambda mention: (mention.start, -mention.end)), on=on, countries=countries, actors=actors)


def _longest(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """The longest of those that overlap; of equals the first."""
    kept: list[ActorMention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        span = range(mention.start, mention.end)
        if mention.start not in taken and mention.end - 1 not in taken:
            taken.update(span)
            kept.append(mention)
    return kept
