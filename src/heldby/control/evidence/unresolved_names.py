"""Spellings: a bare name that no gazetteer entry was chosen for is the one place on record that other claims call so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from heldby.model import Claim, PlaceRef
from heldby.reference.sides import fold


def joined(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, bare names (no id, point, area or relation) replaced by the only place with an id that the others spell alike."""
    told = list(claims)
    bare = {fold(ref.text) for claim in told for ref in claim.place if _bare(ref)}
    known: dict[str, dict[str, PlaceRef]] = defaultdict(dict)
    for ref in (ref for claim in told for ref in claim.place) if bare else ():
        if ref.id is not None and ref.relative is None and ref.precision == "point" and (name := fold(ref.text)) in bare:
            known[name].setdefault(ref.id, ref)
    only = {name: next(iter(refs.values())) for name, refs in known.items() if len(refs) == 1}
    if not only:
        return told
    return [_joined(claim, only) if any(_bare(ref) for ref in claim.place) else claim for claim in told]


def _joined(claim: Claim, only: dict[str, PlaceRef]) -> Claim:
    places = tuple(_place(ref, only) if _bare(ref) else ref for ref in claim.place)
    return claim if places == claim.place else claim.model_copy(update={"place": places})


def _place(ref: PlaceRef, only: dict[str, PlaceRef]) -> PlaceRef:
    """The place on record of a name, with the name's own words and position."""
    known = only.get(fold(ref.text))
    return ref if known is None else known.model_copy(update={"text": ref.text, "start": ref.start, "end": ref.end, "anaphor": ref.anaphor})


def _bare(ref: PlaceRef) -> bool:
    return ref.id is None and ref.lat is None and ref.within is None and ref.country is None and ref.relative is None
