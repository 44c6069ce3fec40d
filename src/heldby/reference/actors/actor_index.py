"""All actors we know by name, and the questions asked of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from heldby.reference.actors.actor import Actor
from heldby.reference.actors.countries import Country, read_countries
from heldby.reference.actors.head_nouns import Heads, load_heads
from heldby.reference.actors.loader import read_actors
from heldby.reference.actors.phrase_matcher import Match, Phrases, Spelling, spelling
from heldby.reference.actors.resolve import compose
from heldby.reference.actors.word_keys import Word, fold_words

REMEMBERED = 20_000
"""Phrases whose bearers are remembered: reports name the same parties again and again."""


class Actors:
    """The knowledge file of actors; every question is answered from memory.

    `names` indexes the names of actors, `lands` the names, adjectives and peoples of countries (ids are the governments').
    """

    def __init__(self, actors: Mapping[str, Actor], countries: Sequence[Country], heads: Heads) -> None:
        self.by_id = dict(actors)
        self.heads = heads
        self.countries = {country.government: country for country in countries}
        self.countries_by_code = {country.iso2: country for country in countries}
        self.names = _index((alias, actor.id) for actor in actors.values() for alias in _aliases(actor, self.countries))
        self.lands = _index((word, country.government) for country in countries for word in _land_words(country))
        self._composed = lru_cache(maxsize=REMEMBERED)(partial(compose, self))
        self.seats = _index((seat, country.government) for country in countries for seat in country.seats)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, actor_id: str) -> Actor | None:
        """The actor with this id."""
        return self.by_id.get(actor_id)

    def side(self, actor_id: str, on: dt.date | None = None, *, country: str | None = None) -> str:
        """The id of the camp an actor counts with on a day, in a country (ISO 3166) if that matters; by default its own id."""
        seen: set[str] = set()
        while (actor := self.by_id.get(actor_id)) is not None and actor_id not in seen:
            seen.add(actor_id)
            sides = sorted(actor.sides, key=lambda side: side.country is None)
            chosen = next((side.side for side in sides if side.holds_on(on, country)), None)
            if chosen is not None:
                return chosen
            if actor.part_of is None:
                return actor_id
            actor_id = actor.part_of
        return actor_id

    def resolve(self, text: str, on: dt.date | None = None, *, countries: Iterable[str] = ()) -> Actor | None:
        """The actor that a mention names, or None where it names none for sure.

        `on` leaves out actors that did not exist on that day where a name has several bearers; `countries` are the ISO codes that
        the report is about, likeliest first, and only decide between bearers of one name.
        """
        found = self._composed(text, on, tuple(countries))
        return self.by_id.get(found) if found else None

    def find(self, text: str, on: dt.date | None = None) -> list[tuple[int, int, Actor]]:
        """Every name of an actor in a text as (start, end, actor), the longest from the left; names no context can tell apart: none."""
        words = fold_words(text)
        matches = list(self.names.match(text, words))
        around = self.countries_in(text, words)
        for match in matches:
            if len(ids := {entry.id for entry in match.spellings}) == 1:
                around.update(self.by_id[next(iter(ids))].countries)
        out = []
        for match in matches:
            if actor := self.choose((entry.id for entry in match.spellings), on, around):
                out.append((words[match.first].start, words[match.last - 1].end, actor))
        return out

    def countries_in(self, text: str, words: Sequence[Word] | None = None) -> Counter[str]:
        """How often a text names each country, by ISO code."""
        words = fold_words(text) if words is None else words
        return Counter(self.countries[match.spellings[0].id].iso2 for match in self.lands_in(text, words))

    def lands_in(self, text: str, words: Sequence[Word]) -> list[Match]:
        """Where a text names countries or what is of them; "al-Kuwaiti" is a person's name."""
        matches = self.lands.match(text, words)
        return [m for m in matches if not (m.first and words[m.first - 1].key == "al" and text[words[m.first].start - 1] == "-")]

    def choose(self, ids: Iterable[str], on: dt.date | None, around: Mapping[str, int]) -> Actor | None:
        """The one bearer of a shared name that day and surroundings speak for; None if they speak for none or for several alike."""
        bearers = [self.by_id[actor_id] for actor_id in dict.fromkeys(ids)]
        if len(bearers) == 1:
            return bearers[0]
        alive = [actor for actor in bearers if on is None or actor.existed_on(on)] or bearers
        if len(alive) == 1:
            return alive[0]
        weights = [max((around.get(code, 0) for code in actor.countries), default=0) for actor in alive]
        best = max(weights)
        return alive[weights.index(best)] if best > 0 and weights.count(best) == 1 else None


def _aliases(actor: Actor, governments: Mapping[str, Country]) -> tuple[str, ...]:
    """All its names; what a country's name makes of its government is composed, not listed."""
    return actor.aliases if actor.id in governments else (actor.name, *actor.aliases)


def _land_words(country: Country) -> tuple[str, ...]:
    return (country.name, *country.other_names, *country.adjectives, *country.people)


def _index(pairs: Iterable[tuple[str, str]]) -> Phrases:
    index = Phrases()
    seen: set[tuple[tuple[str, ...], str]] = set()
    for written, actor_id in pairs:
        entry: Spelling | None = spelling(written, actor_id)
        if entry is not None and (entry.keys, actor_id) not in seen:
            seen.add((entry.keys, actor_id))
            index.add(entry)
    return index


@lru_cache(maxsize=1)
def load() -> Actors:
    """The knowledge file that heldby ships, read once a process."""
    countries = read_countries()
    return Actors(read_actors(countries), countries, load_heads())
