"""Entities: the parties, places and things that a report mentions, each with all phrases that denote it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from heldby.reading.mentions.party_clusters import party_keys
from heldby.reading.parse.parsed_report import ParsedReport

FREQUENT = 6
"""Largest number of entities that count as the most frequent in a report."""
ACROSS_SENTENCES = frozenset("AFPH")
"""Classes of phrases that may fill a role of a claim in another sentence: named and nominal actors, places, and other names."""


@dataclass(slots=True)
class Entities:
    """The entities of a report.

    Each entity is identified by a key. `key[n]` is the entity of phrase n, and `phrases` maps an entity to its phrases in text order.
    `frequent` lists the actors and places that are named most often, and `in_title` holds the entities that the report's title names.
    """

    key: list[str]
    phrases: dict[str, list[int]]
    frequent: list[str]
    in_title: frozenset[str]

    def nearest_phrase(self, parsed: ParsedReport, key: str, sentence: int) -> int | None:
        """Return the last phrase of an entity before a sentence or, if there is none, the entity's first phrase.

        Returns None if the entity is unknown.
        """
        phrases = self.phrases.get(key, [])
        before = bisect_left(phrases, sentence, key=lambda n: parsed.sentence[parsed.phrases[n].head])
        return phrases[max(0, before - 1)] if phrases else None


def find_entities(parsed: ParsedReport, title: str | None) -> Entities:
    """Group the phrases of a report by entity. All forms of a party's name denote one entity; other phrases are grouped by their words."""
    keys = party_keys(parsed)
    phrases: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        phrases.setdefault(key, []).append(n)
    named = Counter(key for n, key in enumerate(keys) if parsed.classes[n] in "AP")
    frequent = [key for key, count in named.most_common(FREQUENT) if count > 1]
    return Entities(keys, phrases, frequent, _in_title(parsed, phrases, (title or "").casefold()))


def _in_title(parsed: ParsedReport, phrases: dict[str, list[int]], title: str) -> frozenset[str]:
    """Return the entities for which the head word of the first phrase occurs in the title."""
    first = ((key, members[0]) for key, members in phrases.items())
    return frozenset(
        key for key, n in first if title and parsed.classes[n] in ACROSS_SENTENCES and parsed.doc[parsed.phrases[n].head].lower_ in title
    )
