"""Give units and people to the party that owns or leads them: "the army's Northern Command", "De Bono's men", "9th Brigade of the LNA".

Only the report's own words count: a genitive, "of" with a party's name, a number under which the report named the unit's owner
before, or a commander whom the report puts at the head of a party's forces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from heldby.reading.mentions.actors.commanders import OWNERLESS, Party, find_commanders
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reference.actors import ActorIndex, resolve_actor
from heldby.reference.actors.resolve import ORDINAL
from heldby.reference.actors.word_keys import fold_word, fold_words

UNITS = frozenset(
    ("division", "brigade", "battalion", "regiment", "corps", "command", "squadron", "garrison", "fleet", "company", "region")
)
"""Nouns of military units. "Region" is here for "First Military Region"."""
OWNED = frozenset(("formations", "soldiers", "fighters", "platforms"))
"""Classes of nouns that can belong to a party."""
MEN = frozenset(("man", "men", "follower", "supporter", "loyalist"))
"""Nouns for people who belong to the person that owns them."""
GENITIVE = re.compile(r"['’]s?(?=\s)")
MOST_BETWEEN = 4
"""Number of words between an owner's genitive and the mention of its unit ("the army's 234 Battalion")."""
DIGITS = re.compile(r"\d+")
NUMBERS = {word: str(n) for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(), 1  # noqa: SIM905
)}  # fmt: skip


@dataclass(frozen=True)
class Surroundings:
    """What decides who owns a unit in a report.

    Attributes:
        doc: the parsed report.
        actors: the actor index.
        countries: ISO codes of the countries of the report's places, likeliest first.
        at_home: gives a mention such as "the army" the id of the actor that it means in the report's country.
    """

    doc: Doc
    actors: ActorIndex
    countries: Sequence[str]
    at_home: Callable[[ActorMention], ActorMention]


def give_to_owners(around: Surroundings, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the same mentions, with the id and name of the owner for each open mention of a unit or of people that a party owns."""
    leaders = find_commanders(around.doc, around.actors, mentions)
    by_start = {mention.start: mention for mention in mentions if mention.id}
    by_end = {mention.end: mention for mention in mentions}
    out = [
        _with(mention, _owner(around, mention, by_start, by_end, leaders)) if _can_be_owned(around, mention) else mention
        for mention in mentions
    ]
    numbered = _numbered_units(around, out)
    return [_with(m, numbered.get(key)) if not m.id and (key := _unit_number(around, m)) else m for m in out]


def _with(mention: ActorMention, party: Party | None) -> ActorMention:
    return replace(mention, id=party[0], name=party[1]) if party else mention


def _can_be_owned(around: Surroundings, mention: ActorMention) -> bool:
    """Check for an open mention of a unit, of soldiers or fighters, or of somebody's men."""
    if mention.id:
        return False
    noun = _noun(around, mention)
    return mention.sort in OWNED or noun in MEN or noun in UNITS


def _noun(around: Surroundings, mention: ActorMention) -> str:
    key = fold_word(around.doc[mention.head].text)
    return around.actors.heads.noun(key) or key


def _owner(
    around: Surroundings,
    mention: ActorMention,
    by_start: Mapping[int, ActorMention],
    by_end: Mapping[int, ActorMention],
    leaders: Mapping[str, Party],
) -> Party | None:
    """Return the party that owns a unit, or None if the text names none."""
    doc, owner, unit = around.doc, None, mention.text
    if genitives := list(GENITIVE.finditer(mention.text)):
        at = mention.start + genitives[-1].start()
        owner, unit = by_end.get(at) or _first_part(mention, at), mention.text[genitives[-1].end() :]
    elif (before := _genitive_before(doc, mention)) is not None:
        owner, unit = by_end.get(doc[before].idx), doc[before + 1 : mention.head + 1].text
    elif _noun(around, mention) in UNITS and (after := _after_of(doc, mention)) is not None:
        owner = by_start.get(doc[after].idx)
    return _party(around, owner, unit, mention, leaders) if owner else None


def _first_part(mention: ActorMention, end: int) -> ActorMention:
    """Return the first part of a mention, up to a character, as a mention of its own."""
    return replace(mention, end=end, text=mention.text[: end - mention.start], form="nominal", sort="formations")


def _genitive_before(doc: Doc, mention: ActorMention) -> int | None:
    """Return the genitive ending before a mention, with at most numbers and the words of a name between them, or None."""
    first = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if first is None:
        return None
    at = first.start - 1
    while at >= max(1, first.start - MOST_BETWEEN) and not doc[at + 1].is_sent_start:
        if doc[at].tag_ == "POS":
            return at
        if doc[at].tag_ not in ("CD", "JJ", "NNP", "NN", "VBN"):
            return None
        at -= 1
    return None


def _after_of(doc: Doc, mention: ActorMention) -> int | None:
    """Return the first token of the name after "of" that follows a mention and its number, or None."""
    at = mention.head + 1
    while at < len(doc) and doc[at].idx < mention.end:
        at += 1
    if at < len(doc) and doc[at].tag_ == "CD":
        at += 1
    if at + 2 >= len(doc) or doc[at].lower_ != "of":
        return None
    return at + 2 if doc[at + 1].lower_ == "the" else at + 1


def _party(around: Surroundings, owner: ActorMention, unit: str, mention: ActorMention, leaders: Mapping[str, Party]) -> Party | None:
    """Return the party of an owner, if the unit can belong to it.

    A country owns numbered units and what the forces of a state are called. Its army, its government and a party own any unit.
    """
    actors = around.actors
    if not owner.id:
        found = resolve_actor(actors, owner.text, countries=around.countries, certain=True)
        owner = replace(owner, id=found.id, name=found.name) if found else around.at_home(owner)
    if not owner.id:
        return leaders.get(fold_words(owner.text)[-1].key) if fold_words(owner.text) else None
    actor = actors.get(owner.id)
    if actor is None or actor.kind in OWNERLESS:
        return None if actor else (owner.id, owner.name)
    if actor.kind == "person":
        party = actors.get(actor.part_of or "")
        return (party.id, party.name) if party else None
    if _noun(around, mention) in MEN or (_is_country(actors, owner.text) and not _is_state_unit(around, unit, mention)):
        return None
    return actor.id, actor.name


def _is_country(actors: ActorIndex, text: str) -> bool:
    words = fold_words(text)
    return any((match.first, match.last) == (0, len(words)) for lands in (actors.lands, actors.seats) for match in lands.match(text, words))


def _is_state_unit(around: Surroundings, unit: str, mention: ActorMention) -> bool:
    """Check for a unit of a regular army: a unit with a number, or a noun with only words for the forces of a state."""
    heads, keys = around.actors.heads, [word.key for word in fold_words(unit)]
    if _noun(around, mention) in UNITS and any(ORDINAL.fullmatch(key) for key in keys):
        return True
    return all(key in heads.state or key in heads.neutral for key in keys)


def _unit_number(around: Surroundings, mention: ActorMention) -> str | None:
    """Return the number and noun of a unit ("9th Brigade", "Brigade 9": "9 brigade"), or None if it has no number."""
    noun = _noun(around, mention)
    if noun not in UNITS:
        return None
    after = around.doc[mention.head + 1] if mention.head + 1 < len(around.doc) else None
    words = [word.key for word in fold_words(mention.text)] + ([after.text] if after is not None and after.tag_ == "CD" else [])
    numbers = [key for key in words if ORDINAL.fullmatch(key)]
    digits = DIGITS.match(numbers[-1]) if numbers else None
    return f"{digits[0] if digits else NUMBERS[numbers[-1]]} {noun}" if numbers else None


def _numbered_units(around: Surroundings, mentions: Sequence[ActorMention]) -> dict[str, Party]:
    """Return the party of each numbered unit to which the report gives exactly one party."""
    found: dict[str, set[Party]] = {}
    for mention in mentions:
        if mention.id and (key := _unit_number(around, mention)):
            found.setdefault(key, set()).add((mention.id, mention.name))
    return {key: next(iter(parties)) for key, parties in found.items() if len(parties) == 1}
