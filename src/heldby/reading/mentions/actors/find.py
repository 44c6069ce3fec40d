"""Find the actors of a report."""

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
from heldby.reading.mentions.actors.unlisted import find_unlisted
from heldby.reference.actors import ActorIndex, load_actors


def find_actors(
    doc: Doc, *, on: dt.date | None = None, actors: ActorIndex | None = None, countries: Iterable[str] = ()
) -> list[ActorMention]:
    """Return the actor mentions of a parsed report in text order, with short forms resolved.

    `on` is the publication date. It decides between the actors that bore the same name at different times. `countries` are the ISO codes of
    the countries of the report's places, likeliest first, if they are known. Without `actors`, the built-in actor files are used.
    """
    return link_short_forms(doc, find_unlinked_actors(doc, on=on, actors=actors), on=on, countries=countries, actors=actors)


def find_unlinked_actors(doc: Doc, *, on: dt.date | None = None, actors: ActorIndex | None = None) -> list[ActorMention]:
    """Return the same mentions before short forms such as "the army" are resolved, which needs the countries of the report's places."""
    document = Document(doc, actors or load_actors(), on)
    outer = _keep_longest([*find_nominals(document), *find_named(document), *find_countries(document), *find_unlisted(document)])
    nested = _keep_longest([*find_modifiers(document), *find_inner(document, outer)])
    spans = {(mention.start, mention.end) for mention in outer}
    both = [*outer, *(mention for mention in nested if (mention.start, mention.end) not in spans)]
    return sorted(both, key=lambda mention: (mention.start, -mention.end))


def _keep_longest(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """Return the mentions without those that overlap a longer one. Of two that are equally long and overlap, the first stays."""
    kept: list[ActorMention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        span = range(mention.start, mention.end)
        if mention.start not in taken and mention.end - 1 not in taken:
            taken.update(span)
            kept.append(mention)
    return kept
