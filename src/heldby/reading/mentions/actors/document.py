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
    """A name or country word in a document, and its actor.

    Attributes:
        start: first character.
        end: character after the last one.
        first: first token.
        last: token after the last one.
        actor: the actor that it names; None if it could name several.
    """

    start: int
    end: int
    first: int
    last: int
    actor: Actor | None


class Document:
    """A parsed document with its words, its known names and its country words.

    `on` is the publication date. It decides between the actors that bore the same name at different times.
    """

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
        """The names of actors in text order. None overlap, because only the longest name at each position counts."""
        chosen = [(match, self.actors.choose_bearer(match.spellings, self.on, self.around, certain=True)) for match in self._name_matches]
        ambiguous = {match for match, actor in chosen if actor is None and all(map(self.actors.needs_country, match.spellings))}
        found = [
            self._without_stray_s(self._found(match.first, match.last, actor), match) for match, actor in chosen if match not in ambiguous
        ]
        return [name for name in found if not self._goes_on(name)]

    def _goes_on(self, found: KnownName) -> bool:
        """Check whether the short name of a person is only the first word of another name: "Abiy" in the town of "Abiy Addi"."""
        if found.last - found.first > 1 or found.actor is None or found.actor.kind != "person" or found.last >= len(self.doc):
            return False
        after = self.doc[found.last]
        return after.dep_ == "flat" and after.head.i == found.first and after.pos_ == "PROPN" and self.doc[found.first].whitespace_ == " "

    @cached_property
    def _name_matches(self) -> list[Match]:
        """The matches of names of actors in text order."""
        return list(self.actors.names.match(self.text, self.words))

    @cached_property
    def around(self) -> Counter[str]:
        """How often the document names each country, by ISO code, with the countries of parties whose names are certain."""
        around = Counter(self.countries)
        for match in self._name_matches:
            certain = {entry.id for entry in match.spellings if not self.actors.needs_country(entry)}
            if len(certain) == 1:
                around.update(self.actors.by_id[next(iter(certain))].countries)
        around.update(found.actor.country for found in self.seats if found.actor and found.actor.country)
        return around

    @cached_property
    def name_ends(self) -> dict[int, int]:
        """The first token of each known name, keyed by the token after the name."""
        return {found.last: found.first for found in self.known_names}

    @cached_property
    def name_starts(self) -> dict[int, KnownName]:
        """The known names and country words, keyed by their first token. If both start at a token, the known name is kept."""
        return {found.first: found for found in (*self.country_words, *self.known_names)}

    @cached_property
    def persons(self) -> dict[int, KnownName]:
        """The names of known persons, keyed by their first token."""
        return {found.first: found for found in self.known_names if found.actor and found.actor.kind == "person"}

    @cached_property
    def known_name_set(self) -> frozenset[KnownName]:
        """The known names as a set."""
        return frozenset(self.known_names)

    @cached_property
    def country_words(self) -> list[KnownName]:
        """The names and adjectives of countries and the names of peoples, each with the country's government as its actor."""
        matches = self.actors.lands_in(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def country_words_by_end(self) -> dict[int, KnownName]:
        """The country words, keyed by the token after them."""
        return {found.last: found for found in self.country_words}

    @cached_property
    def seats(self) -> list[KnownName]:
        """The seats of governments ("Moscow"), each with the government as its actor."""
        matches = self.actors.seats.match(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the document names each country, by ISO code."""
        return self.actors.countries_in(self.text, self.words)

    @cached_property
    def countries_by_count(self) -> tuple[str, ...]:
        """The ISO codes of the countries that the document and its parties name most often, most frequent first, six at most."""
        return tuple(code for code, _ in self.around.most_common(6))

    def _without_stray_s(self, found: KnownName, match: Match) -> KnownName:
        """Return the name without the final s of a genitive that lacks its apostrophe ("al Qaedas branch").

        The s stays if it may be the plural of the name.
        """
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
        """Return the known names, then the country words, that overlap characters `start` to `end`."""
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
        """Return the first token of a known name that ends shortly before `token`, or 0 if there is none.

        The phrase that ends in `token` starts no earlier than that name.
        """
        at, inside = token, self.name_ends
        while at > max(0, token - 4):
            if at in inside:
                return inside[at] if self.doc[inside[at] - 1].text not in "-–" else 0
            at -= 1
        return 0

    def _found(self, first: int, last: int, actor: Actor | None) -> KnownName:
        """Return the known name that covers words `first` to `last` (exclusive)."""
        start, end = self.words[first].start, self.words[last - 1].end
        return KnownName(start, end, self.token_at(start), self.token_at(end - 1) + 1, actor)

    def mention(
        self, start: int, end: int, head: int, form: Form, sort: Sort, actor: Actor | None, *, plural: bool = False, nested: bool = False
    ) -> ActorMention:
        """Return a mention at characters `start` to `end` with the head token `head`. It resolves to `actor`, if given."""
        actor_id, name = (actor.id, actor.name) if actor else (None, None)
        return ActorMention(start, end, self.text[start:end], head, actor_id, name, form, sort, plural, nested)


def _token_index_by_character(doc: Doc) -> list[int]:
    """Return the index of the token at each character. A space belongs to the token before it."""
    at = [0] * max(1, len(doc.text))
    for token in doc:
        end = token.idx + len(token.text_with_ws)
        at[token.idx : end] = [token.i] * (end - token.idx)
    return at
