"""Names in a person's plain words, looked up in the record first, then in the actor file and the gazetteer, as the reader looks them up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from heldby.base.text import fold
from heldby.model import ActorRef, Claim, PlaceRef
from heldby.reference.actors import Actor, load_actors, resolve_actor
from heldby.reference.actors.word_keys import fold_words
from heldby.reference.gazetteer import Hit, open_gazetteer
from heldby.store import ClaimFilter, Dossier

MOST_CANDIDATES = 8
"""Number of candidates that a message about an ambiguous name lists."""

NOT_IN_TEXT = {"start": None, "end": None, "anaphor": None}
"""Values of a reference whose name was not taken from the report."""

Ref = TypeVar("Ref", ActorRef, PlaceRef)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the names are about: the countries (ISO 3166), most likely first, and the day. They decide between things of one name."""

    countries: tuple[str, ...] = ()
    day: dt.date | None = None


def find_place(dossier: Dossier, words: str, setting: Setting) -> PlaceRef:
    """Return the place that words such as "Merowe", "Rawa, Anbar" or "geonames:92004" mean.

    The place that the record already knows by this name takes precedence, then the gazetteer's places of this name in the countries of
    `setting`. A name that neither knows is kept as it is, without a point.

    Raises:
        ValueError: the name has several meanings. The message lists them with their ids.
    """
    gazetteer = open_gazetteer()
    entry = gazetteer.get(words)
    if entry is not None:
        return _ref_of(entry.name, Hit(entry, "exact", 0.0, True))
    name, *areas = (part.strip() for part in words.split(","))
    known = [ref for ref in _in_record(dossier, name, "place") if isinstance(ref, PlaceRef) and _is_inside(ref.within, areas)]
    if len(known) == 1:
        return known[0].model_copy(update={"text": name, **NOT_IN_TEXT})
    hits = gazetteer.named(name) or gazetteer.by_variant(name)
    hits = tuple(hit for hit in hits if _is_inside(gazetteer.within(hit.entry), areas))
    chosen = _town_of_area(_prefer([hit for hit in hits if hit.primary] or hits, setting))
    if known and len(chosen) != 1:
        raise ValueError(_ambiguous(words, (_described(ref.name or ref.text, ref.within, ref.id) for ref in known)))
    if len(chosen) > 1:
        raise ValueError(_ambiguous(words, (_described(hit.entry.name, gazetteer.within(hit.entry), hit.entry.id) for hit in chosen)))
    return _ref_of(name, chosen[0]) if chosen else PlaceRef(text=name, name=name, within=", ".join(areas) or None)


def find_actor(dossier: Dossier, words: str, setting: Setting) -> ActorRef:
    """Return the actor that words such as "the army" or the id "government-of-sudan" mean. An unknown name is kept as it is.

    Raises:
        ValueError: the name has several meanings. The message lists them with their ids.
    """
    actors = load_actors()
    actor = actors.get(words)
    known = [ref for ref in _in_record(dossier, words, "actor") if ref.id]
    if actor is None and len(known) == 1:
        return ActorRef(text=words, id=known[0].id, name=known[0].name)
    actor = actor or resolve_actor(actors, words, setting.day, countries=setting.countries)
    if actor is None:
        bearers = _bearers(words)
        if len(bearers) > 1:
            raise ValueError(_ambiguous(words, (_described(one.name, ", ".join(one.countries), one.id) for one in bearers)))
    return ActorRef(text=words, id=actor.id if actor else None, name=actor.name if actor else None)


def is_known(ref: ActorRef | PlaceRef) -> bool:
    """Check whether a name was found in the actor file, the gazetteer or the record."""
    return ref.id is not None or (isinstance(ref, PlaceRef) and ref.lat is not None)


def _in_record(dossier: Dossier, name: str, role: str) -> list[ActorRef | PlaceRef]:
    """Return the different things that claims of the record call by a name, each once."""
    wanted = ClaimFilter(place=name) if role == "place" else ClaimFilter(actor=name)
    found: dict[str, ActorRef | PlaceRef] = {}
    for claim in dossier.judged_claims(wanted):
        for ref in _refs(claim, role):
            if fold(name) in (fold(ref.name or ref.text), fold(ref.text), fold(ref.id or "")) and is_known(ref):
                found.setdefault(ref.id or fold(ref.name or ref.text), ref)
    return list(found.values())


def _refs(claim: Claim, role: str) -> Sequence[ActorRef | PlaceRef]:
    return claim.place if role == "place" else (*claim.actor, *claim.target)


def _prefer(hits: Sequence[Hit], setting: Setting) -> list[Hit]:
    """Return the places in the first of the countries that has any; all if none has, or if the name is that of a country."""
    for country in setting.countries:
        inside = [hit for hit in hits if country in hit.entry.countries]
        if inside:
            return inside
    countries = [hit for hit in hits if hit.entry.rank == "country"]
    return countries or list(hits)


def _town_of_area(hits: list[Hit]) -> list[Hit]:
    """Return only the town, if the others are the areas around it that bear its name: a report's bare "Raqqa" means the town."""
    towns = [hit for hit in hits if hit.entry.rank not in ("area1", "area2")]
    if len(towns) != 1:
        return hits
    around = (towns[0].entry.admin1, towns[0].entry.admin2)
    return towns if all(hit is towns[0] or hit.entry.id in around for hit in hits) else hits


def _ref_of(name: str, hit: Hit) -> PlaceRef:
    from heldby.reading.mentions.places.place_ref import ref_for_entry

    return ref_for_entry(name, 0, 0, hit, open_gazetteer()).model_copy(update=NOT_IN_TEXT)


def _is_inside(within: str | None, areas: Iterable[str]) -> bool:
    around = {fold(part) for part in (within or "").split(",")}
    return all(fold(area) in around for area in areas)


def _bearers(words: str) -> list[Actor]:
    """Return the actors whose whole name or spelling the words are."""
    actors, found = load_actors(), fold_words(words)
    match = next(actors.names.match(words, found), None)
    if match is None or (match.first, match.last) != (0, len(found)):
        return []
    return [actor for id in dict.fromkeys(one.id for one in match.spellings) if (actor := actors.get(id)) is not None]


def _described(name: str, within: str | None, id: str | None) -> str:
    return f"{name}{f' in {within}' if within else ''}{f' (id {id})' if id else ''}"


def _ambiguous(words: str, candidates: Iterable[str]) -> str:
    listed = list(candidates)
    more = f"; and {len(listed) - MOST_CANDIDATES} more" if len(listed) > MOST_CANDIDATES else ""
    return f"“{words}” can mean {'; '.join(listed[:MOST_CANDIDATES])}{more}. Write the id instead, or add the area after a comma"
