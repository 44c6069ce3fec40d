"""Find the place of a dossier that a user refers to by id or name, and the places of an area."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.base.text import fold
from heldby.errors import AmbiguousPlace, UnknownPlace
from heldby.model import Control
from heldby.store import ClaimFilter, Dossier

MIN_SIMILARITY = 85.0
"""Least similarity (rapidfuzz ratio, 0 to 100) at which another spelling counts as the same name: one letter in seven differs."""
SUGGESTIONS = 3
"""Greatest number of places that are suggested for an unknown name."""
MIN_SUGGESTED = 50.0
"""Least similarity of a place that is suggested for an unknown name. Without it, any word would get suggestions."""


def find_place(dossier: Dossier, controls: Sequence[Control], name: str) -> Control:
    """Return the place that a name refers to.

    These are tried in order: the place with this id, with this name, with this spelling in a report, and with the most similar name.

    Raises:
        UnknownPlace: no place matches. The message says so if claims name the place but none tells who holds it, and otherwise names the
            most similar places, if any is similar.
        AmbiguousPlace: several places match. The message lists them with their ids.
    """
    for found in (_by_id(controls, name), _by_name(controls, name), _by_spelling(dossier, controls, name), _by_similarity(controls, name)):
        if found:
            return _single(found, name)
    raise UnknownPlace(f"the record does not say who holds “{name}”{_hint(dossier, controls, name)}")


def _hint(dossier: Dossier, controls: Sequence[Control], name: str) -> str:
    if next(iter(dossier.claims(ClaimFilter(place=name))), None):
        return "; it has claims about the place, but they do not settle who holds it"
    near = sorted(((_similarity(control, name), control.place) for control in controls), key=lambda one: -one[0])
    close = [place for similarity, place in near if similarity >= MIN_SUGGESTED][:SUGGESTIONS]
    return f"; the closest {'is' if len(close) == 1 else 'are'} {', '.join(close)}" if close else "; no name in it is close"


def is_in_area(control: Control, area: str) -> bool:
    """Check whether a place is an area or lies in it. The area is a name, in any spelling of case and accents, or an ISO country code."""
    wanted = fold(area)
    parts = [part for part in (control.within or "").split(",") if part.strip()]
    whole = [", ".join(part.strip() for part in parts[start:]) for start in range(len(parts))]
    options = [control.place, *parts, *whole, control.country or ""]
    return wanted in {fold(option) for option in options if option.strip()}


def _by_id(controls: Sequence[Control], name: str) -> list[Control]:
    return [control for control in controls if control.id == name]


def _by_name(controls: Sequence[Control], name: str) -> list[Control]:
    return [control for control in controls if fold(control.place) == fold(name)]


def _by_spelling(dossier: Dossier, controls: Sequence[Control], name: str) -> list[Control]:
    keys = dossier.place_keys(name)
    return [control for control in controls if control.id in keys]


def _by_similarity(controls: Sequence[Control], name: str) -> list[Control]:
    best = max((_similarity(control, name) for control in controls), default=0.0)
    return [control for control in controls if _similarity(control, name) == best] if best >= MIN_SIMILARITY else []


def _similarity(control: Control, name: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(fold(control.place), fold(name))


def _single(found: list[Control], name: str) -> Control:
    """Return the only place, or the only one with a point."""
    points = [control for control in found if control.precision == "point"]
    if len(found) == 1 or len(points) == 1:
        return points[0] if len(points) == 1 else found[0]
    options = "; ".join(
        f"{control.place} in {control.within or control.country or 'an unknown area'} (id {control.id})" for control in found
    )
    raise AmbiguousPlace(f"“{name}” is the name of several places: {options}. Use the id instead")
