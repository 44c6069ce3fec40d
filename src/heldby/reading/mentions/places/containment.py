"""Read names that are followed by an area that contains them: "X, Y Oblast, Z". Such a name is a place in that area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from heldby.reading.mentions.places.candidate_spans import Span
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Entry, Hit
from heldby.reference.gazetteer.entry import Rank

AREA_RANKS = {"area2": 0, "area1": 1, "country": 2}
BETWEEN = frozenset({(",",), ("and",), ("or",), (",", "and"), (",", "or")})
"""Words that may stand between two members of a list."""
KNOWN_TOWN = 50_000
"""Population from which a town is well known. "Mosul, Kirkuk province" is likelier a list than a small Mosul in Kirkuk."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The area named directly after a name, and the evidence that it is one.

    Attributes:
        areas: the gazetteer entries that the area may be.
        typed: whether a type noun follows the area ("Y Oblast").
        closed: whether the area is followed by one that contains it.
    """

    areas: tuple[Entry, ...]
    typed: bool
    closed: bool

    @property
    def is_certain(self) -> bool:
        """Whether the words alone show that the name is followed by an area that contains it."""
        return self.typed or self.closed


def find_chains(words: Words, spans: Sequence[Span]) -> dict[int, Chain]:
    """Return the chain after each span that has one, keyed by the span's first token.

    The spans are read backwards, so that a country limits which areas the name before it may be.
    """
    out: dict[int, Chain] = {}
    for k in range(len(spans) - 2, -1, -1):
        one, other = spans[k], spans[k + 1]
        i = after_type_noun(words, one)
        if other.first != i + 1 or is_attribute(words, after_type_noun(words, other)):
            continue
        inside = words.lower[i] == "in" and i > one.last and after_type_noun(words, other) > other.last  # "X district in Y province"
        if words.text[i] != "," and not inside:
            continue
        if in_area_list(words, spans, k):
            continue
        areas = tuple(hit.entry for hit in other.hits if hit.entry.rank in AREA_RANKS)
        beyond = out.get(other.first)
        inner = tuple(area for area in areas if beyond is not None and any(encloses(wide, area) for wide in beyond.areas))
        if areas:
            out[one.first] = Chain(inner or areas, after_type_noun(words, other) > other.last, bool(inner))
    return out


def in_area_list(words: Words, spans: Sequence[Span], k: int) -> bool:
    """Check whether the k-th name and the next one are in a list of countries or areas ("Georgia, Oklahoma, Pennsylvania and Ohio")."""
    three = [spans[k + step : k + step + 3] for step in (-1, 0) if k + step >= 0]
    return any(
        len(some) == 3 and bool(shared_ranks(some)) and all(are_coordinated(words, a, b) for a, b in pairwise(some)) for some in three
    )


def shared_ranks(some: Sequence[Span]) -> set[Rank]:
    """Return those of the gazetteer's ranks "country" and "area1" (first-level area) that every one of these names can have."""
    return set.intersection(*({hit.entry.rank for hit in one.hits if hit.price == 0} for one in some)) & {"country", "area1"}


def are_coordinated(words: Words, one: Span, other: Span) -> bool:
    """Check whether only a comma, "and" or "or" stands between two names."""
    return tuple(word for word in words.lower[one.last : other.first] if word != "the") in BETWEEN


def after_type_noun(words: Words, span: Span) -> int:
    """Return the token after a name and, if there is one, its type noun ("Kherson Oblast")."""
    i = span.last
    return i + 1 if i < len(words.text) and words.lower[i] in vocabulary().place_types else i


def is_attribute(words: Words, i: int) -> bool:
    """Check whether a noun or genitive at `i` makes the area before it an attribute: "Karim, Iraq's premier", "Miller, US envoy"."""
    return i < len(words.text) and (words.tag[i] == "POS" or words.tag[i].startswith("NN") or words.lower[i] in ("'s", "’s"))


def encloses(area: Entry, place: Entry) -> bool:
    """Check by the codes of its areas and country whether an area contains a place.

    A curated place without a code for its first-level area counts as inside every such area of its country.
    """
    if area.id == place.id or AREA_RANKS.get(place.rank, -1) >= AREA_RANKS[area.rank]:
        return False
    if area.rank == "country" or (area.rank == "area1" and place.admin1 is None and place.curated):
        return area.country is not None and area.country in place.countries
    return area.id == (place.admin1 if area.rank == "area1" else place.admin2)


def hits_in_chain(hits: Sequence[Hit], chain: Chain) -> tuple[Hit, ...]:
    """Return the candidates that lie in the chain's area."""
    return tuple(hit for hit in hits if any(encloses(area, hit.entry) for area in chain.areas))


def restrict_to_chain(hits: tuple[Hit, ...], chain: Chain | None, kind: str = "") -> tuple[Hit, ...]:
    """Return the candidates that lie in the chain's area, or all candidates if none do.

    The result is empty, and the name thus unknown, if the area has a type noun ("Y Oblast"), contains none of the candidates, and no
    candidate in its country is well known. The name of a district (`kind`) is unknown even then: it is not that of a town elsewhere.
    """
    if chain is None:
        return hits
    held = hits_in_chain(hits, chain)
    if held or not chain.typed:
        return held or hits
    lands = {area.country for area in chain.areas}
    well_known = any(hit.entry.country in lands and (hit.entry.curated or hit.entry.population >= KNOWN_TOWN) for hit in hits)
    return hits if well_known and kind != "district" else ()
