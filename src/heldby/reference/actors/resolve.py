"""Whom a phrase names: a name itself, a name with general words, or a country with its arms ("Iraqi security forces")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.reference.actors.word_keys import ARTICLES, Word, fold_words, singular

if TYPE_CHECKING:
    from heldby.reference.actors.actor_index import Actors

ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?")
TIES = frozenset(("of", "from", "to", "with"))
"""Words that tie a general noun to the name behind it: "members of ISIL", "forces loyal to Haftar"."""


def compose(actors: Actors, text: str, on: dt.date | None, countries: Sequence[str]) -> str | None:
    """The id of the actor a phrase names, or None."""
    words = fold_words(text)
    while len(words) > 1 and words[0].key in ARTICLES:
        words = words[1:]
    if not words or len(words) > 16:
        return None
    around = {code: len(countries) - place for place, code in enumerate(countries)}
    for part in (words, _without_backers(actors, words)):
        if found := _whole(actors, text, part, on, around) or _named(actors, text, part, on, around) or _of_country(actors, text, part):
            return found
    return None


def _whole(actors: Actors, text: str, words: Sequence[Word], on: dt.date | None, around: dict[str, int]) -> str | None:
    """The phrase is a name, a country or the seat of a government as it stands."""
    for index in (actors.names, actors.lands, actors.seats):
        match = next(index.match(text, words), None)
        if match is None or (match.first, match.last) != (0, len(words)):
            continue
        if index is actors.lands and _is_people(actors, words):
            return None
        chosen = actors.choose((entry.id for entry in match.spellings), on, around)
        return chosen.id if chosen else None
    return None


def _is_people(actors: Actors, words: Sequence[Word]) -> bool:
    """A plural such as "Syrians" is a people, of whatever side."""
    key = words[-1].key
    return key.endswith("s") and singular(key) != key and (singular(key),) in actors.lands.by_first.get(singular(key), {}).get(1, {})


def _without_backers(actors: Actors, words: list[Word]) -> list[Word]:
    """The words after the last "US-backed", "Kurdish-led": whom that describes, not who backs."""
    for at in range(len(words) - 2, 0, -1):
        if words[at].key in actors.heads.led and words[at + 1].key not in TIES:
            return words[at + 1 :]
    return words


def _named(actors: Actors, text: str, words: Sequence[Word], on: dt.date | None, around: dict[str, int]) -> str | None:
    """One name, and beside it only words that do not change whom it names."""
    matches = list(actors.names.match(text, words))
    inside = {at for match in matches for at in range(match.first, match.last)}
    rest = [word.key for at, word in enumerate(words) if at not in inside]
    chosen = {actors.choose((entry.id for entry in match.spellings), on, around) for match in matches}
    if len(chosen) > 1:  # "Khalifa Haftar's Libyan National Army": the follower's name beside the leader's
        led = {actor.id for actor in chosen if actor}
        chosen = {actor for actor in chosen if actor is None or actor.kind != "person" or actor.part_of not in led}
    if len(chosen) != 1 or (actor := chosen.pop()) is None:
        return None
    if actor.kind == "person":
        allowed = actors.heads.state | actors.heads.generic | actors.heads.neutral | actors.heads.loyal | TIES
        arms = any(key in actors.heads.state or key in actors.heads.generic for key in rest)
        return actor.part_of if arms and all(key in allowed for key in rest) else (actor.id if set(rest) <= actors.heads.loyal else None)
    own = {key for code in actor.countries for key in _adjectives(actors, code)}
    beside = actors.heads.generic | actors.heads.loyal | TIES | own
    return actor.id if all(key in beside or ORDINAL.fullmatch(key) for key in rest) else None


def _adjectives(actors: Actors, code: str) -> tuple[str, ...]:
    country = actors.countries_by_code.get(code)
    return tuple(word.lower() for word in (*country.adjectives, country.name)) if country else ()


def _of_country(actors: Actors, text: str, words: Sequence[Word]) -> str | None:
    """One country's name or adjective, arms or organs of a state, and nothing that takes them from it ("rebel", "Kurdish", "pro-")."""
    matches = list(actors.lands.match(text, words))
    if len({match.spellings[0].id for match in matches}) != 1:
        return None
    inside = {at for match in matches for at in range(match.first, match.last)}
    rest = [word.key for at, word in enumerate(words) if at not in inside]
    heads = actors.heads
    plain = all(key in heads.state or key in heads.neutral or ORDINAL.fullmatch(key) for key in rest)
    return matches[0].spellings[0].id if plain and any(key in heads.state for key in rest) else None
