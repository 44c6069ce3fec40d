"""Find whose commanders the persons of a report are, from the report's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reference.actors import ActorIndex
from heldby.reference.actors.word_keys import fold_word, fold_words

OWNERLESS = frozenset(("outlet", "monitor", "international", "people"))
"""Kinds of actors that own no units and have no commanders in a war."""
LEADING = frozenset(("under", "by"))
Party = tuple[str, str | None]
"""An actor's id and name."""


def find_commanders(doc: Doc, actors: ActorIndex, mentions: Sequence[ActorMention]) -> dict[str, Party]:
    """Return the party of each person that the report puts at the head of a party or its forces, by the person's folded last name.

    These are "Italian troops under General De Bono", "M23 commander Ngoma" and "Ngoma, a commander of the M23". A person whom the report
    gives to two parties is left out.
    """
    parties = [mention for mention in mentions if mention.id and _is_party(actors, mention)]
    by_end = {mention.end: mention for mention in parties}
    by_start = {mention.start: mention for mention in reversed(parties)}
    found: dict[str, set[Party]] = {}
    for person in mentions:
        if person.sort != "person" or person.id:
            continue
        span = doc.char_span(person.start, person.end, alignment_mode="expand")
        if span is None:
            continue
        led = by_end.get(_end_before(doc, actors, span[0])) or _description_after(doc, span[-1], by_start)
        if led and led.id:
            found.setdefault(fold_words(person.text)[-1].key, set()).add((led.id, led.name))
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _is_party(actors: ActorIndex, mention: ActorMention) -> bool:
    actor = actors.get(mention.id or "")
    return actor is None or (actor.kind not in OWNERLESS and actor.kind != "person")


def _end_before(doc: Doc, actors: ActorIndex, first: Token) -> int:
    """Return the end of the phrase that a person leads. It stands before the person's titles, and before "under" or "led by"."""
    heads, at = actors.heads, first.i - 1
    while at > 0 and (fold_word(doc[at].text) in heads.titles or doc[at].lower_ in ("the", "-")):
        at -= 1
    if doc[at].lower_ in LEADING:
        at -= 1
        if doc[at + 1].lower_ == "by" and doc[at].lower_ in ("led", "commanded", "headed"):
            at -= 1
        elif doc[at + 1].lower_ == "by":
            return -1
        at -= doc[at].text == ","
    elif at != first.i - 1:  # "M23 commander Ngoma": the titles belong to the mention of the official
        at = first.i - 1
    return doc[at].idx + len(doc[at]) if at >= 0 else -1


def _description_after(doc: Doc, last: Token, by_start: Mapping[int, ActorMention]) -> ActorMention | None:
    """Return the official in an apposition: "Ngoma, a commander of the M23". "Commander of the Italian force" gives the force."""
    at = last.i + 1
    if at + 2 >= len(doc) or doc[at].text != ",":
        return None
    at += 2 if doc[at + 1].lower_ in ("a", "an", "the") else 1
    official = by_start.get(doc[at].idx) if at < len(doc) else None
    if official and official.sort == "officials":
        return official
    if at + 2 < len(doc) and doc[at].lower_ in ("commander", "leader", "chief", "head") and doc[at + 1].lower_ == "of":
        at += 3 if doc[at + 2].lower_ == "the" else 2
        return by_start.get(doc[at].idx) if at < len(doc) else None
    return None
