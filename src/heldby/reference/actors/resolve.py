"""Resolve a phrase to an actor.

The phrase may be a name, a name with general words ("ISIL fighters"), or a country with its forces ("Iraqi security forces").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from heldby.reference.actors.actor import Actor
from heldby.reference.actors.actor_index import ActorIndex
from heldby.reference.actors.phrase_matcher import Match
from heldby.reference.actors.word_keys import ARTICLES, Word, fold_words, singular

CACHE_SIZE = 20_000
"""Number of phrases whose actors are cached. A cache helps, because reports name the same actors again and again."""
MAX_WORDS = 16
"""Number of words of the longest phrase that is resolved."""
ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
)
"""Numbers of units: "3rd", "16", "Fifth"."""
GENITIVE = re.compile(r"['’]s?\s")
TIES = frozenset(("of", "from", "to", "with"))
"""Words that join a general noun to the name after it, as in "members of ISIL" or "forces loyal to Haftar"."""


def resolve_actor(
    actors: ActorIndex, text: str, on: dt.date | None = None, *, countries: Iterable[str] = (), certain: bool = False
) -> Actor | None:
    """Return the actor that a phrase names, or None if that is not certain.

    Args:
        actors: the known actors.
        text: the phrase.
        on: the day that the phrase is about; None if it is unknown. Of actors that share a name, those that existed on it take precedence.
        countries: ISO 3166 codes of the countries that the report is about, most likely first. They only decide between
            actors that share a name.
        certain: whether a name that is too ambiguous without its country (`ActorIndex.needs_country`) counts only with that country.
    """
    found = _resolve_id(actors, text, on, tuple(countries), certain)
    return actors.get(found) if found else None


@dataclass(frozen=True, slots=True)
class Names:
    """What decides which actor a name in a phrase means. `around` ranks the countries that the report is about, by ISO 3166 code."""

    actors: ActorIndex
    text: str
    on: dt.date | None
    around: Mapping[str, int]
    certain: bool

    def choose(self, match: Match) -> Actor | None:
        """Return the actor that a match names, or None."""
        return self.actors.choose_bearer(match.spellings, self.on, self.around, certain=self.certain)


@lru_cache(maxsize=CACHE_SIZE)
def _resolve_id(actors: ActorIndex, text: str, on: dt.date | None, countries: Sequence[str], certain: bool) -> str | None:
    words = fold_words(text)
    while len(words) > 1 and words[0].key in ARTICLES:
        words = words[1:]
    if not words or len(words) > MAX_WORDS:
        return None
    around = {code: len(countries) - place for place, code in enumerate(countries)}
    names = Names(actors, text, on, around, certain)
    for part in (words, _without_backers(actors, words)):
        found = _whole_phrase(names, part) or _one_name(names, part)
        if found := found or _state_forces(actors, text, part):
            return found
    return None


def _whole_phrase(names: Names, words: Sequence[Word]) -> str | None:
    """Resolve a phrase that consists of nothing but a name, a country or a seat of government. Return an id or None."""
    actors = names.actors
    for matcher in (actors.names, actors.lands, actors.seats):
        match = next(matcher.match(names.text, words), None)
        if match is None or (match.first, match.last) != (0, len(words)):
            continue
        if matcher is actors.lands and _is_people(actors, words):
            return None
        chosen = names.choose(match)
        return chosen.id if chosen else None
    return None


def _is_people(actors: ActorIndex, words: Sequence[Word]) -> bool:
    """Check whether the words end in a plural such as "Syrians", which names a people and not a party."""
    key = words[-1].key
    return key.endswith("s") and singular(key) != key and (singular(key),) in actors.lands.by_first.get(singular(key), {}).get(1, {})


def _without_backers(actors: ActorIndex, words: list[Word]) -> list[Word]:
    """Return the words after the last modifier such as "US-backed" or "Kurdish-led". The phrase names the backed party, not the backer."""
    for at in range(len(words) - 2, 0, -1):
        if words[at].key in actors.heads.led and words[at + 1].key not in TIES:
            return words[at + 1 :]
    return words


def _one_name(names: Names, words: Sequence[Word]) -> str | None:
    """Resolve a phrase that has one name and, besides, only words that do not change its meaning. Return an id or None."""
    actors = names.actors
    matches = list(actors.names.match(names.text, words))
    inside = {at for match in matches for at in range(match.first, match.last)}
    rest = [word.key for at, word in enumerate(words) if at not in inside]
    chosen = {names.choose(match) for match in matches}
    if len(chosen) > 1:  # "Khalifa Haftar's Libyan National Army" names the leader and the army; the army is meant
        led = {actor.id for actor in chosen if actor}
        chosen = {actor for actor in chosen if actor is None or actor.kind != "person" or actor.part_of not in led}
    if len(chosen) != 1 or (actor := chosen.pop()) is None:
        return None
    if actor.kind == "person":
        return _forces_of_person(actors, actor, rest)
    own = {key for code in actor.countries for key in _adjectives(actors, code)}
    beside = actors.heads.generic | actors.heads.loyal | TIES | own
    return actor.id if all(key in beside or ORDINAL.fullmatch(key) for key in rest) else None


def _forces_of_person(actors: ActorIndex, person: Actor, rest: Sequence[str]) -> str | None:
    """Resolve a phrase with a person's name: "President Assad" to the person, "Assad's troops" to the person's party.

    `rest` are the words of the phrase without the name.
    """
    heads = actors.heads
    allowed = heads.state | heads.generic | heads.neutral | heads.loyal | TIES
    if any(key in heads.state or key in heads.generic for key in rest) and all(key in allowed for key in rest):
        return person.part_of
    return person.id if set(rest) <= heads.loyal else None


def _adjectives(actors: ActorIndex, code: str) -> tuple[str, ...]:
    country = actors.countries_by_code.get(code)
    return tuple(word.lower() for word in (*country.adjectives, country.name)) if country else ()


def _state_forces(actors: ActorIndex, text: str, words: Sequence[Word]) -> str | None:
    """Resolve a phrase such as "Iraqi army" to the government: one country, and words for the forces or organs of a state.

    The seat of a government counts as its country if it owns the forces ("Kyiv's forces"). Any other word, such as "rebel", "Kurdish" or
    "pro-", means somebody else and gives None.
    """
    matches = list(actors.lands.match(text, words)) or [
        seat for seat in actors.seats.match(text, words) if GENITIVE.match(text, words[seat.last - 1].end)
    ]
    if len({match.spellings[0].id for match in matches}) != 1:
        return None
    inside = {at for match in matches for at in range(match.first, match.last)}
    rest = [word.key for at, word in enumerate(words) if at not in inside]
    heads = actors.heads
    plain = all(key in heads.state or key in heads.neutral or ORDINAL.fullmatch(key) for key in rest)
    return matches[0].spellings[0].id if plain and any(key in heads.state for key in rest) else None
