"""A parsed document with what the knowledge file recognises in it, worked out once for all the finders."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc

from heldby.reading.mentions.actors.mention import ActorMention, Form, Sort
from heldby.reference.actors import Actor, Actors
from heldby.reference.actors.phrase_matcher import Match
from heldby.reference.actors.word_keys import Word, fold_words


@dataclass(frozen=True)
class Found:
    """A known name: characters `start` to `end`, tokens `first` to `last` (exclusive), and whom it names (None: several bearers)."""

    start: int
    end: int
    first: int
    last: int
    actor: Actor | None


class Document:
    """The words, known names and country words of `doc`, by token."""

    def __init__(self, doc: Doc, actors: Actors, on: dt.date | None) -> None:
        self.doc, self.actors, self.on = doc, actors, on
        self.text = doc.text  # spaCy joins it anew each time it is asked for
        self.words: list[Word] = fold_words(self.text)
        self._at = _tokens_by_character(doc)

    def token_at(self, character: int) -> int:
        """The index of the token that holds a character."""
        return self._at[min(character, len(self._at) - 1)]

    @cached_property
    def known(self) -> list[Found]:
        """Names of actors, longest first, none overlapping."""
        text = self.text
        matches = list(self.actors.names.match(text, self.words))
        around = Counter(self.countries)
        for match in matches:
            bearers = [self.actors.by_id[entry.id] for entry in match.spellings]
            if len(bearers) == 1 and not _doubtful(bearers[0], match):
                around.update(bearers[0].countries)
        found = []
        for match in matches:
            actor = self.actors.choose((entry.id for entry in match.spellings), self.on, around)
            if actor is None or not _doubtful(actor, match) or any(around[code] for code in actor.countries):
                found.append(self._unstrayed(self._found(match.first, match.last, actor), match))
        return found

    @cached_property
    def name_ends(self) -> dict[int, int]:
        """The token after each known name, and its first token."""
        return {found.last: found.first for found in self.known}

    @cached_property
    def name_starts(self) -> dict[int, Found]:
        """Known names and country words by their first token; the name if both start there."""
        return {found.first: found for found in (*self.lands, *self.known)}

    @cached_property
    def persons(self) -> dict[int, Found]:
        """Known persons by the first token of their name."""
        return {found.first: found for found in self.known if found.actor and found.actor.kind == "person"}

    @cached_property
    def parties(self) -> frozenset[Found]:
        """The known names as a set."""
        return frozenset(self.known)

    @cached_property
    def lands(self) -> list[Found]:
        """Names, adjectives and peoples of countries, each with the country's government."""
        matches = self.actors.lands_in(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def land_ends(self) -> dict[int, Found]:
        """Country words by the token after them."""
        return {found.last: found for found in self.lands}

    @cached_property
    def seats(self) -> list[Found]:
        """Seats of governments, each with the government."""
        matches = self.actors.seats.match(self.text, self.words)
        return [self._found(match.first, match.last, self.actors.get(match.spellings[0].id)) for match in matches]

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the document names each country."""
        return self.actors.countries_in(self.text, self.words)

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The countries it names, most often first."""
        return tuple(code for code, _ in self.countries.most_common(6))

    def _unstrayed(self, found: Found, match: Match) -> Found:
        """Without the s of a genitive whose apostrophe got lost ("al Qaedas branch"): names that have no plural."""
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

    def names_in(self, start: int, end: int) -> list[Found]:
        """Known names and country words that overlap characters `start` to `end`."""
        out: list[Found] = []
        for names in (self.known, self.lands):
            first = max(0, bisect_right(names, start, key=lambda found: found.start) - 1)
            last = bisect_left(names, end, key=lambda found: found.start)
            out += [found for found in names[first:last] if found.end > start]
        return out

    def beside(self, token: int) -> bool:
        """Whether nothing but one space stands before a token."""
        before = self.doc[token - 1]
        return before.whitespace_ == " " and not self.doc[token].is_sent_start

    def name_before(self, token: int) -> int:
        """The index of the known name that starts a phrase ending in `token`, if one stands in it; what comes before only describes it."""
        at, inside = token, self.name_ends
        while at > max(0, token - 4):
            if at in inside:
                return inside[at] if self.doc[inside[at] - 1].text not in "-–" else 0
            at -= 1
        return 0

    def _found(self, first: int, last: int, actor: Actor | None) -> Found:
        start, end = self.words[first].start, self.words[last - 1].end
        return Found(start, end, self.token_at(start), self.token_at(end - 1) + 1, actor)

    def mention(
        self, start: int, end: int, head: int, form: Form, sort: Sort, actor: Actor | None, *, plural: bool = False, nested: bool = False
    ) -> ActorMention:
        """A mention of these characters."""
        actor_id, name = (actor.id, actor.name) if actor else (None, None)
        return ActorMention(start, end, self.text[start:end], head, actor_id, name, form, sort, plural, nested)


def _doubtful(actor: Actor, match: Match) -> bool:
    """A lone surname, a short form of an outlet or a shy alias, which much else may be called: it takes a country of theirs in the text."""
    entry = next(entry for entry in match.spellings if entry.id == actor.id)
    if entry.written in actor.shy:
        return True
    return (
        actor.kind in ("person", "outlet")
        and len(entry.keys) - entry.keys.count("al") == 1
        and entry.case == "name"
        and entry.written != actor.name
    )


def _tokens_by_character(doc: Doc) -> list[int]:
    at = [0] * max(1, len(doc.text))
    for token in doc:
        end = token.idx + len(token.text_with_ws)
        at[token.idx : end] = [token.i] * (end - token.idx)
    return at
