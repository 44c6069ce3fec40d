"""Places without a name: "the city", "the border", "the Syrian side". They go to the place last named that fits, or stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from heldby.model import PlaceRef
from heldby.reading.mentions.places.candidate_spans import Words
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.relative import RelativeExpression, apply, part_before
from heldby.reading.mentions.places.vocabulary import vocabulary
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
        ("island valley desert mountain mountains lake", "area"),  # no town is one
    )
    for noun in nouns.split()
}
"""Which precision of an earlier mention each noun can stand for."""
OPEN = frozenset(["border", "frontier", "area", "territory", "side", "coast", "countryside", "front", "frontline"])
"""Nouns that name no kind of place an earlier mention could be: they stay open unless a country's adjective places them."""
DETERMINERS = frozenset({"the", "this", "that"})
WINDOW = 6
"""So many earlier mentions are asked first ..."""
FARTHEST = 60
"""... and then so many for the place that they name most: "the city" of a report on a battle is its own, however long it went unnamed."""
AROUND = frozenset({"area"})
"""Nouns for what lies around the place last named."""
HAS_SURROUNDINGS = frozenset({"point", "near", "admin1", "admin2", "area"})
"""Which precision of an earlier mention they can be around."""


def find_nominals(words: Words, named: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Definite noun phrases that are places: each resolved to an earlier fitting mention, or open with no point. None overlaps a name."""
    out: list[PlaceMention] = []
    taken = {i for one in named for i in tokens_of(words, one)}
    k = 0
    for i, noun in enumerate(words.lower):
        while k < len(named) and named[k].start < words.start[i]:
            k += 1
        if (
            (noun not in FITS and noun not in OPEN)
            or words.capital[i]
            or words.pos[i] != "NOUN"
            or i in taken
            or words.dep[i] == "compound"
        ):
            continue
        first = phrase_start(words, i)
        if first is None or (i + 1 < len(words.text) and words.lower[i + 1] == "of" and i + 2 < len(words.text) and i + 2 in taken):
            continue
        earlier = list(named[max(0, k - FARTHEST) : k])
        if noun in AROUND and earlier and words.sentence[earlier[-1].head] == words.sentence[i]:
            earlier = []  # beside a name of the same sentence it says no more than that name does
        out.append(nominal(words, first, i, noun, earlier, gazetteer))
    return out


def find_sites(words: Words, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Phrases without a name for things that have a spot ("a hospital", "four bridges"), apart from the mentions there are; left open."""
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
            and leads(words, first - 1)
            and first - 1 not in taken
        ):
            first -= 1
        start, end = words.start[first], words.start[i] + len(words.text[i])
        text = words.whole[start:end]
        ref = PlaceRef(text=text, start=start, end=end, name=text)
        out.append(PlaceMention(start, end, i, ref, (), 0.0, "a site without a name", nominal=True, kind=noun, borne=True))
    return out


def leads(words: Words, i: int) -> bool:
    """Whether a word belongs to the noun phrase that it stands before."""
    return words.pos[i] in ("DET", "NUM", "ADJ", "NOUN") and not words.capital[i]


def tokens_of(words: Words, one: PlaceMention) -> range:
    """The tokens of a mention, from its head back to its start and on to its end."""
    first = last = one.head
    while first > 0 and words.start[first] > one.start:
        first -= 1
    while last + 1 < len(words.start) and words.start[last + 1] < one.end:
        last += 1
    return range(first, last + 1)


def phrase_start(words: Words, i: int) -> int | None:
    """The determiner that opens the phrase of noun `i`, at most three words before it; null for an indefinite one."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if words.sentence[j] != words.sentence[i]:
            return None
        if words.lower[j] in DETERMINERS:
            return j
        if words.pos[j] not in ("ADJ", "NOUN", "PROPN") and words.text[j] != "-":
            return None
    return None


def antecedent(words: Words, earlier: Sequence[PlaceMention], noun: str, fits: frozenset[str]) -> PlaceMention | None:
    """The last mention that the text itself called by this noun, else the last that it called by none, else the last that fits; where none
    of the last few does, the one named most.

    Never one that only anchors another, or where somebody only speaks.
    """
    free = [one for one in reversed(earlier) if one.ref.precision in fits and not one.anchor and not speaks(words, one)]
    last = {id(one) for one in earlier[-WINDOW:]}
    ranked = sorted((one for one in free if id(one) in last), key=lambda one: 0 if one.kind == noun else 1 if not one.kind else 2)
    if ranked or not free:
        return next(iter(ranked), None)
    counts = Counter(one.ref.id or one.ref.text for one in free)
    return max(free, key=lambda one: counts[one.ref.id or one.ref.text])


def speaks(words: Words, one: PlaceMention) -> bool:
    """Whether a place is a speaker, a speaker's seat or where he spoke: "Moscow said", "the ministry in Moscow said", "said in Baghdad"."""
    above = words.head[one.head]
    if words.dep[one.head] == "nmod" and words.dep[above] == "nsubj":
        above = words.head[above]
    elif words.dep[one.head] not in ("nsubj", "obl"):
        return False
    return words.doc[above].lemma_ in vocabulary().speech


def nominal(words: Words, first: int, i: int, noun: str, earlier: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention:
    """One phrase with the mention it stands for; its own words are kept as the anaphor."""
    start, end = words.start[first], words.start[i] + len(words.text[i])
    text = words.whole[start:end]
    around = noun in AROUND
    fits = HAS_SURROUNDINGS if around else FITS.get(noun, frozenset())
    adjectives = [country for j in range(first + 1, i) if (country := gazetteer.demonym(words.text[j])) is not None]
    plain = not adjectives and not any(words.lower[j] in OPEN for j in range(first, i)) and not (around and first + 1 < i)
    found = antecedent(words, earlier, noun, fits) if plain else None
    if found is not None:
        ref = found.ref.model_copy(update={"anaphor": text, "start": start, "end": end})
        if around and ref.precision in ("point", "near"):
            ref = apply(ref, RelativeExpression(first, None, None, "around"))
        told = part_before(words, first + 1)
        ref = apply(ref, told) if told is not None and told.first < first else ref
        return PlaceMention(start, end, i, ref, found.candidates, found.score, f"stands for {found.ref.text}", nominal=True)
    if adjectives and noun in OPEN | {"city", "town", "village", "province", "region"}:
        land = adjectives[0]
        ref = PlaceRef(
            text=text, start=start, end=end, name=text, within=land.name, country=land.country, precision="country", method="enclosing-area"
        )
        return PlaceMention(start, end, i, ref, (), 0.0, "inside a country's adjective", nominal=True)
    return PlaceMention(start, end, i, PlaceRef(text=text, start=start, end=end, name=text), (), 0.0, "open", nominal=True)
