"""Link place names without a gazetteer entry to the one place that other claims call by the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from heldby.base.text import fold_case
from heldby.model import Claim, PlaceRef


def link_bare_names(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, with each bare name replaced by the only place with an id that other claims call by this name.

    A name is bare if it has no id, point, area or country and is not relative to another place. It stays bare if several places share it.
    """
    rows = list(claims)
    bare = {fold_case(ref.text) for claim in rows for ref in claim.place if is_bare(ref)}
    resolved: dict[str, dict[str, PlaceRef]] = defaultdict(dict)
    for ref in (ref for claim in rows for ref in claim.place) if bare else ():
        if ref.id is not None and ref.relative is None and ref.precision == "point" and (name := fold_case(ref.text)) in bare:
            resolved[name].setdefault(ref.id, ref)
    unique = {name: next(iter(refs.values())) for name, refs in resolved.items() if len(refs) == 1}
    if not unique:
        return rows
    return [_linked(claim, unique) if any(is_bare(ref) for ref in claim.place) else claim for claim in rows]


def _linked(claim: Claim, unique: dict[str, PlaceRef]) -> Claim:
    places = tuple(_place(ref, unique) if is_bare(ref) else ref for ref in claim.place)
    return claim if places == claim.place else claim.model_copy(update={"place": places})


def _place(ref: PlaceRef, unique: dict[str, PlaceRef]) -> PlaceRef:
    """Return the place that a bare name refers to, with the words and the position of the name itself."""
    place = unique.get(fold_case(ref.text))
    return ref if place is None else place.model_copy(update={"text": ref.text, "start": ref.start, "end": ref.end, "anaphor": ref.anaphor})


def is_bare(ref: PlaceRef) -> bool:
    """Check whether a name has no id, point, area or country and is not relative to another place."""
    return ref.id is None and ref.lat is None and ref.within is None and ref.country is None and ref.relative is None
