"""Resolve descriptions of places ("the city", "the border", "the Syrian side") to a fitting earlier place, or leave them open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from heldby.model import PlaceRef
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.place_ref import precision_of
from heldby.reading.mentions.places.relative import SURROUNDINGS, RelativeExpression, apply_relative, part_before
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reading.parse.dateline import find_dateline
from heldby.reference.gazetteer import Gazetteer

FITS: dict[str, frozenset[str]] = {
    noun: frozenset(precisions.split())
    for nouns, precisions in (
        ("city town village neighbourhood neighborhood suburb settlement", "point near"),
        ("country nation", "country"),
        ("province governorate oblast state", "admin1"),
        ("district county", "admin2 admin1"),
        ("region", "admin1 area"),
        ("river", "line"),
        ("camp base airport airbase dam crossing prison", "point area near"),
        ("island valley desert mountain mountains lake", "area"),  # not a town
    )
    for noun in nouns.split()
}
"""For each noun, the precisions that an earlier place may have if the noun refers to it."""
UNRESOLVABLE = frozenset(["border", "frontier", "area", "territory", "side", "coast", "countryside", "front", "frontline"])
"""Nouns that stay open unless a country adjective locates them. Only those in `AROUND` may refer to an earlier place."""
DETERMINERS = frozenset({"the", "this", "that"})
ASIDE = frozenset({"from", "via", "outside"})
"""Prepositions before a place that the sentence does not tell of: "the only road from X"."""
SETTLEMENTS = frozenset({"city", "town", "village", "suburb", "settlement"})
PHRASE_WORDS = 5
"""Number of words among which the name after such a preposition is sought."""
LOCATING = (["at"], ["in"], ["near"])
"""Prepositions before a name that says which one is meant."""
RECENT = 6
"""Number of the latest mentions, which are tried first."""
MOST_EARLIER = 60
"""Number of earlier mentions that are searched for the most frequent place if no recent one fits.

In a report on a battle, "the city" is the city of the battle.
"""
AROUND = frozenset({"area"})
"""Nouns for the surroundings of an earlier place."""
HAS_SURROUNDINGS = frozenset({"point", "near", "admin1", "admin2", "area"})
"""The precisions that an earlier place may have if a noun of `AROUND` refers to its surroundings."""


def find_nominals(words: Words, named: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Return mentions of the definite noun phrases for places, each resolved to an earlier mention or open.

    `named` are the mentions of place names, in order. None of the phrases is headed by a word of a name.
    """
    out: list[PlaceMention] = []
    taken = {i for one in named for i in tokens_of(words, one)}
    filed = find_dateline(words.whole)[1]
    k = 0
    for i, noun in enumerate(words.lower):
        while k < len(named) and named[k].start < words.start[i]:
            k += 1
        if (
            (noun not in FITS and noun not in UNRESOLVABLE)
            or words.capital[i]
            or words.pos[i] != "NOUN"
            or i in taken
            or words.dep[i] == "compound"
        ):
            continue
        if noun in SURROUNDINGS and i - 1 in taken:
            continue  # "the Homs countryside" is a mention of Homs
        first = phrase_start(words, i)
        named_after = i + 2 in taken
        if first is None or (words.lower[i + 1 : i + 2] == ["of"] and named_after):
            continue
        earlier = list(named[max(0, k - MOST_EARLIER) : k])
        if words.lower[i + 1 : i + 2] in LOCATING and _is_named_within(words, i + 2, taken):
            earlier = []  # "the airport in the northern town of Merowe" is no place that was named before
        if noun in AROUND and earlier and words.sentence[earlier[-1].head] == words.sentence[i]:
            earlier = []  # in the sentence of a name, "the area" adds nothing
        told = _told_of(earlier, filed, noun)
        found = resolve_nominal(words, first, i, noun, told, gazetteer)
        out.append(found if found.ref.anaphor or len(told) == len(earlier) else resolve_nominal(words, first, i, noun, earlier, gazetteer))
    return out


def _is_named_within(words: Words, i: int, taken: set[int]) -> bool:
    """Check whether a phrase that starts at token `i` names a place: "Merowe", "the northern town of Merowe"."""
    for j in range(i, min(i + PHRASE_WORDS, len(words.text))):
        if j in taken:
            return True
        if words.pos[j] not in ("DET", "ADJ", "NOUN") and words.lower[j] != "of":
            return False
    return False


def _is_site(one: PlaceMention, noun: str) -> bool:
    """Check for a site where a noun means a settlement: an airport is no city."""
    return noun in SETTLEMENTS and one.ref.text.rsplit(None, 1)[-1].lower() in vocabulary().sites


def _told_of(earlier: Sequence[PlaceMention], filed: int, noun: str) -> list[PlaceMention]:
    """Return the mentions of places that the report is about. Where it was filed is tried last.

    `filed` is the end of the dateline. The town of the dateline is left out even where it is named again, as long as another place that
    fits is named as often: "PORT SUDAN - The army took Wad Madani, and crowds in Port Sudan celebrated. The city ..."
    """
    told = [one for one in earlier if one.start >= filed]
    desk = {one.ref.id for one in earlier if one.start < filed and one.ref.id}
    counts = Counter(one.ref.id for one in told if one.ref.precision in FITS.get(noun, ()) and not _is_site(one, noun))
    often = max((count for place, count in counts.items() if place not in desk), default=0)
    return [one for one in told if one.ref.id not in desk or counts[one.ref.id] > often]


def find_sites(words: Words, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return unresolved mentions of sites without a name ("a hospital", "four bridges"). None overlap the mentions in `found`."""
    taken = {i for one in found for i in tokens_of(words, one)}
    out = []
    for i, noun in enumerate(words.lower):
        if noun not in vocabulary().sites or words.capital[i] or words.pos[i] != "NOUN" or i in taken or words.dep[i] == "compound":
            continue
        if words.lower[i + 1 : i + 2] == ["of"] and not taken.isdisjoint((i + 2, i + 3)):
            continue  # "the city of Mosul" is Mosul
        first = i
        while (
            first > 0
            and words.sentence[first - 1] == words.sentence[i]
            and i - first < 4
            and in_noun_phrase(words, first - 1)
            and first - 1 not in taken
        ):
            first -= 1
        start, end = words.start[first], words.start[i] + len(words.text[i])
        text = words.whole[start:end]
        ref = PlaceRef(text=text, start=start, end=end, name=text)
        out.append(PlaceMention(start, end, i, ref, (), 0.0, "a site without a name", nominal=True, kind=noun, mention_only=True))
    return out


def in_noun_phrase(words: Words, i: int) -> bool:
    """Check whether a word may belong to the same noun phrase as the words after it, as an article or an adjective may."""
    return words.pos[i] in ("DET", "NUM", "ADJ", "NOUN") and not words.capital[i]


def tokens_of(words: Words, one: PlaceMention) -> range:
    """Return the tokens of a mention."""
    first = last = one.head
    while first > 0 and words.start[first] > one.start:
        first -= 1
    while last + 1 < len(words.start) and words.start[last + 1] < one.end:
        last += 1
    return range(first, last + 1)


def phrase_start(words: Words, i: int) -> int | None:
    """Return the definite determiner of noun `i`, at most four tokens before it, or None if there is none."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if words.sentence[j] != words.sentence[i]:
            return None
        if words.lower[j] in DETERMINERS:
            return j
        if words.pos[j] not in ("ADJ", "NOUN", "PROPN") and words.text[j] != "-":
            return None
    return None


def antecedent(words: Words, earlier: Sequence[PlaceMention], noun: str, fits: frozenset[str]) -> PlaceMention | None:
    """Return the earlier mention that a noun refers to, or None.

    These are tried in order: the latest recent mention that fits and has this type noun; the latest recent one that fits and has no type
    noun; the latest recent one that fits; of all earlier ones that fit, the one whose place is mentioned most often. A place that only
    locates another place, or where someone only speaks, is never taken. After "the outskirts of Ghazni", "the city" is Ghazni.
    """
    whole = [one for one in reversed(earlier) if not (one.ref.relative and one.ref.relative.km)]  # a point 30 km from a town is no town
    fitting = [one for one in whole if one.ref.precision in fits and not (_is_site(one, noun) or is_speaker(words, one))]
    free = [one for one in fitting if not one.anchor] or [one for one in fitting[:1] if one.ref.relative and one.ref.relative.part]
    last = {id(one) for one in earlier[-RECENT:]}
    ranked = sorted((one for one in free if id(one) in last), key=lambda one: _rank(words, one, noun))
    if ranked or not free:
        return next(iter(ranked), None)
    counts = Counter(one.ref.id or one.ref.text for one in free)
    return max(free, key=lambda one: counts[one.ref.id or one.ref.text])


def _rank(words: Words, one: PlaceMention, noun: str) -> tuple[int, int]:
    """Return how well a mention fits a noun, the best first: not only the start of a way ("the road from X"), and of the same kind."""
    first = tokens_of(words, one)[0]
    aside = first > 0 and words.lower[first - 1] in ASIDE
    return int(aside), 0 if _same_kind(one.kind, noun) else 1 if not one.kind else 2


def _same_kind(kind: str, noun: str) -> bool:
    """Check whether two type nouns may mean one place: who writes of "the city of Hawija" may go on with "the town"."""
    return kind == noun or (kind, noun) == ("city", "town")


def is_speaker(words: Words, one: PlaceMention) -> bool:
    """Check for a place that speaks or in which someone speaks: "Moscow said", "the ministry in Moscow said", "said in Baghdad"."""
    above, first = words.head[one.head], tokens_of(words, one)[0]
    if first > 1 and words.lower[first - 1] in ("in", "at", "from") and words.doc[first - 2].lemma_ in vocabulary().speech:
        return True
    if words.dep[one.head] == "nmod" and words.dep[above] == "nsubj":
        above = words.head[above]
    elif words.dep[one.head] not in ("nsubj", "obl"):
        return False
    return words.doc[above].lemma_ in vocabulary().speech


def resolve_nominal(words: Words, first: int, i: int, noun: str, earlier: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention:
    """Return the mention of one phrase. If it refers to an earlier place, its own words are kept as the `anaphor` of the reference."""
    start, end = words.start[first], words.start[i] + len(words.text[i])
    text = words.whole[start:end]
    around = noun in AROUND
    fits = HAS_SURROUNDINGS if around else FITS.get(noun, frozenset())
    adjectives = [country for j in range(first + 1, i) if (country := gazetteer.demonym(words.text[j])) is not None]
    plain = not adjectives and not any(words.lower[j] in UNRESOLVABLE for j in range(first, i)) and not (around and first + 1 < i)
    found = antecedent(words, earlier, noun, fits) if plain else None
    if found is not None:
        ref = _whole(found.ref, gazetteer).model_copy(update={"anaphor": text, "start": start, "end": end})
        if around and ref.precision in ("point", "near"):
            ref = apply_relative(ref, RelativeExpression(first, None, None, "around"))
        relative = part_before(words, first + 1)
        ref = apply_relative(ref, relative) if relative is not None and relative.first < first else ref
        return PlaceMention(start, end, i, ref, found.candidates, found.score, f"stands for {found.ref.text}", nominal=True)
    if adjectives and noun in UNRESOLVABLE | {"city", "town", "village", "province", "region"}:
        land = adjectives[0]
        ref = PlaceRef(
            text=text, start=start, end=end, name=text, within=land.name, country=land.country, precision="country", method="enclosing-area"
        )
        return PlaceMention(start, end, i, ref, (), 0.0, "inside a country's adjective", nominal=True)
    return PlaceMention(start, end, i, PlaceRef(text=text, start=start, end=end, name=text), (), 0.0, "open", nominal=True)


def _whole(ref: PlaceRef, gazetteer: Gazetteer) -> PlaceRef:
    """Return the town of a place at its edge: after "the outskirts of Ghazni", "the city" is all of Ghazni."""
    entry = gazetteer.get(ref.id) if ref.relative and ref.relative.part and ref.id else None
    if entry is None:
        return ref
    radius = entry.radius_km or ref.radius_km
    return ref.model_copy(
        update={"lat": entry.lat, "lon": entry.lon, "precision": precision_of(entry), "radius_km": radius, "relative": None}
    )
