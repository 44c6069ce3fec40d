"""A parsed document with the known names and country words in it, computed once for all actor finders."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc

from heldby.reading.mentions.actors.mention import ActorMention, Form, Sort
from heldby.reference.actors import Actor, ActorIndex
from heldby.reference.actors.phrase_matcher import Match
from heldby.reference.actors.word_keys import Word, fold_words


@dataclass(frozen=True)
class KnownName:
    """A known name: characters `start` to `end`, tokens `first` to `last` (exclusive), and its actor (None if several actors bear it)."""

    start: int
    end: int
    first: int
    last: int
    actor: Actor | None


class Document:
    """The words, known names and country words of a parsed document, by token."""

    def __init__(self, doc: Doc, actors: ActorIndex, on: dt.date | None) -> None:
        self.doc, self.actors, self.on = doc, actors, on
        self.text = doc.text  # spaCy joins the text each time `doc.text` is read
        self.words: list[Word] = fold_words(self.text)
        self._token_by_character = _token_index_by_character(doc)

    def token_at(self, character: int) -> int:
        """Return the index of the token that covers a character."""
        return self._token_by_character[min(character, len(self._token_by_character) - 1)]

    @cached_property
    def known_names(self) -> list[KnownName]:
        """Names of actors, longest first; none overlap."""
        text = self.text
        matches = list(self.actors.names.match(text, self.words))
        around = Counter(self.countries)
        for match in matches:
            bearers = [self.actors.by_id[entry.id] for entry in match.spellings]
            if len(bearers) == 1 and not _needs_country(bearers[0], match):
                around.update(bearers[0].countries)
        found = []
        for match in matches:
            actor = self.actors.choose((entry.id for entry in match.spellings), self.on, around)
            if actor is None or not _needs_country(actor, match) or any(around[code] for code in actor.countries):
                found.append(self._without_stray_s(self._found(match.first, match.last, actor), match))
        return found

    @cached_property
    def name_ends(self) -> dict[int, int]:
        """The index after each known name -> its first token."""
        return {found.last: found.first for found in self.known_names}

    @cached_property
    def name_starts(self) -> dict[int, KnownName]:
        """Known names and country words by first token; the name if both start there."""
        return {found.first: found for found in (*self.country_words, *self.known_names)}

    @cached_property
    def persons(self) -> dict[int, KnownName]:
        """Known persons by the first token of their name."""
        return {found.first: found for found in self.known_names if found.actor and found.actor.kind == "person"}

    @cached_property
    def known_name_set(self) -> frozenset[KnownName]:
        """The known names as a set."""
        return frozenset(self.known_names)

    @cached_property
    def country_words(self) -> list[KnownName]:
        """Names, adjectives and peoples of countries, each with the country's government as actor."""
        matches = self.actors.lands_in(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def country_words_by_end(self) -> dict[int, KnownName]:
        """Country words by the index of the token after them."""
        return {found.last: found for found in self.country_words}

    @cached_property
    def seats(self) -> list[KnownName]:
        """Seats of governments, each with the government as actor."""
        matches = self.actors.seats.match(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the document names each country, by ISO code."""
        return self.actors.countries_in(self.text, self.words)

    @cached_property
    def countries_by_count(self) -> tuple[str, ...]:
        """The six countries that the document names most, most frequent first."""
        return tuple(code for code, _ in self.countries.most_common(6))

    def _without_stray_s(self, found: KnownName, match: Match) -> KnownName:
        """Return the name without a final s that is a genitive without its apostrophe ("al Qaedas branch"), if the name has no plural."""
        written, here = match.spellings[0].keys[-1], self.words[match.last - 1].key
        plural = len(match.spellings[0].keys) == 1 or self.actors.heads.noun(written) not in (
            None,
            "army",
            "front",
            "state",
            "party",
            "movement",
        )
        if written == here or (plural and not (found.actor and found.actor.kind == "person")):
            return found
        return replace(found, end=found.end - 1)

    def names_in(self, start: int, end: int) -> list[KnownName]:
        """Return known names and country words that overlap characters `start` to `end`."""
        out: list[KnownName] = []
        for names in (self.known_names, self.country_words):
            first = max(0, bisect_right(names, start, key=lambda found: found.start) - 1)
            last = bisect_left(names, end, key=lambda found: found.start)
            out += [found for found in names[first:last] if found.end > start]
        return out

    def follows_space(self, token: int) -> bool:
        """Check whether exactly one space stands before a token, within its sentence."""
        before = self.doc[token - 1]
        return before.whitespace_ == " " and not self.doc[token].is_sent_start

    def name_before(self, token: int) -> int:
        """Return the first token of the known name inside the phrase that ends in `token`, or 0.

        Words before that name only describe it.
        """
        at, inside = token, self.name_ends
        while at > max(0, token - 4):
            if at in inside:
                return inside[at] if self.doc[inside[at] - 1].text not in "-–" else 0
            at -= 1
        return 0

    def _found(self, first: int, last: int, actor: Actor | None) -> KnownName:
        """Return a known name at these words."""
        start, end = self.words[first].start, self.words[last - 1].end
        return KnownName(start, end, self.token_at(start), self.token_at(end - 1) + 1, actor)

    def mention(
        self, start: int, end: int, head: int, form: Form, sort: Sort, actor: Actor | None, *, plural: bool = False, nested: bool = False
    ) -> ActorMention:
        """Return a mention of these characters."""
        actor_id, name = (actor.id, actor.name) if actor else (None, None)
        return ActorMention(start, end, self.text[start:end], head, actor_id, name, form, sort, plural, nested)


def _needs_country(actor: Actor, match: Match) -> bool:
    """Check whether a match is too ambiguous to count unless the text names a country of the actor.

    This holds for a lone surname, a short form of an outlet, and aliases that are marked as shy.
    """
    entry = next(entry for entry in match.spellings if entry.id == actor.id)
    if entry.written in actor.shy:
        return True
    return (
        actor.kind in ("person", "outlet")
        and len(entry.keys) - entry.keys.count("al") == 1
        and entry.case == "name"
        and entry.written != actor.name
    )


def _token_index_by_character(doc: Doc) -> list[int]:
    """Return the index of the token at each character."""
    at = [0] * max(1, len(doc.text))
    for token in doc:
        end = token.idx + len(token.text_with_ws)
        at[token.idx : end] = [token.i] * (end - token.idx)
    return at
