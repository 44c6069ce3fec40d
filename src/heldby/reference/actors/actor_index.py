"""The index of all known actors: look up an actor by id, find actors in a text, and look up sides by date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from heldby.reference.actors.actor import Actor
from heldby.reference.actors.countries import Country, read_countries
from heldby.reference.actors.head_nouns import HeadNouns, load_head_nouns
from heldby.reference.actors.loader import read_actors
from heldby.reference.actors.phrase_matcher import Match, PhraseMatcher, Spelling, make_spelling
from heldby.reference.actors.word_keys import Word, fold_words


class ActorIndex:
    """All known actors and countries, held in memory.

    Attributes:
        by_id: actors by id.
        heads: noun classes and word lists of `heads.toml`.
        countries: countries by the id of their government.
        countries_by_code: countries by ISO 3166 code.
        names: finds the names of actors in a text.
        lands: finds names, adjectives and peoples of countries, and gives the ids of the governments.
        seats: finds seats of government, such as "Moscow", and gives the ids of the governments.
    """

    def __init__(self, actors: Mapping[str, Actor], countries: Sequence[Country], heads: HeadNouns) -> None:
        self.by_id = dict(actors)
        self.heads = heads
        self.countries = {country.government: country for country in countries}
        self.countries_by_code = {country.iso2: country for country in countries}
        self.names = _matcher((alias, actor.id) for actor in actors.values() for alias in _aliases(actor, self.countries))
        self.lands = _matcher((word, country.government) for country in countries for word in _land_words(country))
        self._shy = {(spelling.written, spelling.id) for actor in actors.values() for spelling in _spellings(actor.shy, actor.id)}
        self.seats = _matcher((seat, country.government) for country in countries for seat in country.seats)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, actor_id: str) -> Actor | None:
        """Return the actor with this id, or None."""
        return self.by_id.get(actor_id)

    def side(self, actor_id: str, on: dt.date | None = None, *, country: str | None = None) -> str:
        """Return the id of an actor's side on a day (None: unknown) and in a country (ISO 3166 code).

        These are tried in order: the periods of the actor for this country, its periods for any country, and the side of the actor that it
        is part of. Of several periods that apply, the first in the file counts. An actor that is part of no other is a side of its own.
        """
        seen: set[str] = set()
        while (actor := self.by_id.get(actor_id)) is not None and actor_id not in seen:
            seen.add(actor_id)
            periods = sorted(actor.sides, key=lambda period: period.country is None)
            chosen = next((period.side for period in periods if period.applies(on, country)), None)
            if chosen is not None:
                return chosen
            if actor.part_of is None:
                return actor_id
            actor_id = actor.part_of
        return actor_id

    def find(self, text: str, on: dt.date | None = None) -> list[tuple[int, int, Actor]]:
        """Return every actor named in a text as (start, end, actor), in the order of the text.

        Where names overlap, the one that starts first counts. If several start together, the longest counts. A name that several actors
        share is left out unless the day or the countries in the text decide between these actors.
        """
        words = fold_words(text)
        matches = list(self.names.match(text, words))
        around = self.countries_in(text, words)
        for match in matches:
            if len(ids := {entry.id for entry in match.spellings}) == 1:
                around.update(self.by_id[next(iter(ids))].countries)
        out = []
        for match in matches:
            if actor := self.choose_bearer(match.spellings, on, around):
                out.append((words[match.first].start, words[match.last - 1].end, actor))
        return out

    def countries_in(self, text: str, words: Sequence[Word] | None = None) -> Counter[str]:
        """Count how often a text names each country, by ISO 3166 code."""
        words = fold_words(text) if words is None else words
        return Counter(self.countries[match.spellings[0].id].iso2 for match in self.lands_in(text, words))

    def lands_in(self, text: str, words: Sequence[Word]) -> list[Match]:
        """Return the matches of countries, their adjectives and peoples. A person's name such as "al-Kuwaiti" does not count."""
        matches = self.lands.match(text, words)
        return [m for m in matches if not (m.first and words[m.first - 1].key == "al" and text[words[m.first].start - 1] == "-")]

    def choose_bearer(
        self, spellings: Sequence[Spelling], on: dt.date | None, around: Mapping[str, int], *, certain: bool = False
    ) -> Actor | None:
        """Choose between the actors that share a name, as `choose` does.

        An actor that needs a country (`needs_country`) does not count if the text names none of its countries.

        If no actor is left, the name alone decides, or, if `certain`, the answer is None.
        """
        left = [entry.id for entry in spellings if not self.needs_country(entry) or any(map(around.get, self.countries_of(entry.id)))]
        return self.choose(left or ([] if certain else [entry.id for entry in spellings]), on, around)

    def countries_of(self, actor_id: str) -> tuple[str, ...]:
        """Return the ISO 3166 codes of an actor's countries and, for a person, of the countries of the person's party."""
        actor = self.by_id[actor_id]
        party = self.by_id.get(actor.part_of) if actor.part_of and actor.kind == "person" else None
        return (*actor.countries, *party.countries) if party else actor.countries

    def needs_country(self, spelling: Spelling) -> bool:
        """Check whether a spelling counts only if the text names a country of its actor, because the name alone is too ambiguous.

        This holds for a lone surname, for a short form of an outlet's name, and for aliases listed as `shy` in the actor file.
        """
        actor = self.by_id[spelling.id]
        if (spelling.written, actor.id) in self._shy:
            return True
        return (
            actor.kind in ("person", "outlet")
            and len(spelling.keys) - spelling.keys.count("al") == 1
            and spelling.case == "name"
            and spelling.written != actor.name
        )

    def choose(self, ids: Iterable[str], on: dt.date | None, around: Mapping[str, int]) -> Actor | None:
        """Choose between the actors that share a name.

        Actors that existed on the day `on` take precedence, then the actor with the country that the text names most often. `around`
        counts the countries in the text by ISO 3166 code. Returns None if the text names none of their countries, or in a tie.
        """
        bearers = [self.by_id[actor_id] for actor_id in dict.fromkeys(ids)]
        if len(bearers) <= 1:
            return bearers[0] if bearers else None
        alive = [actor for actor in bearers if on is None or actor.existed_on(on)] or bearers
        if len(alive) == 1:
            return alive[0]
        weights = [max((around.get(code, 0) for code in actor.countries), default=0) for actor in alive]
        best = max(weights)
        return alive[weights.index(best)] if best > 0 and weights.count(best) == 1 else None


def _aliases(actor: Actor, governments: Mapping[str, Country]) -> tuple[str, ...]:
    """Return the names to match. A government's own name is left out, because `lands` matches the name of its country."""
    return actor.aliases if actor.id in governments else (actor.name, *actor.aliases)


def _spellings(names: Iterable[str], actor_id: str) -> Iterator[Spelling]:
    return (spelling for name in names if (spelling := make_spelling(name, actor_id)))


def _land_words(country: Country) -> tuple[str, ...]:
    return (country.name, *country.other_names, *country.adjectives, *country.people)


def _matcher(pairs: Iterable[tuple[str, str]]) -> PhraseMatcher:
    matcher = PhraseMatcher()
    seen: set[tuple[tuple[str, ...], str]] = set()
    for written, actor_id in pairs:
        entry: Spelling | None = make_spelling(written, actor_id)
        if entry is not None and (entry.keys, actor_id) not in seen:
            seen.add((entry.keys, actor_id))
            matcher.add(entry)
    return matcher


@lru_cache(maxsize=1)
def load_actors() -> ActorIndex:
    """Return the index of the actor file that is part of heldby. It is read once in each process."""
    countries = read_countries()
    return ActorIndex(read_actors(countries), countries, load_head_nouns())
