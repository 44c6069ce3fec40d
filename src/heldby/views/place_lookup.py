"""Which place of the dossier a person means by a name."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.base.text import fold
from heldby.errors import AmbiguousPlace, UnknownPlace
from heldby.model import Control
from heldby.store import Dossier

ALIKE = 85.0
"""Least likeness (rapidfuzz ratio, 0 to 100) at which another spelling is taken for the same name: one letter in seven."""






def find_place(dossier: Dossier, controls: Sequence[Control], name: str) -> Control:
    """The place meant: by id, by name, by any spelling that a report used for it, at last by likeness.

    Raises:
        UnknownPlace: there is none; the message names those that come closest.
        AmbiguousPlace: there are several; the message tells them apart.
    """
    for found in (_by_id(controls, name), _by_name(controls, name), _by_spelling(dossier, controls, name), _by_likeness(controls, name)):
        if found:
            return _single(found, name)
    close = sorted(controls, key=lambda control: -_likeness(control, name))[:3]
    hint = f"; the closest are {', '.join(control.place for control in close)}" if close else ""
    raise UnknownPlace(f"the record knows of no one holding “{name}”{hint}")


def _by_id(controls: Sequence[Control], name: str) -> list[Control]:
    return [control for control in controls if control.id == name]


def _by_name(controls: Sequence[Control], name: str) -> list[Control]:
    return [control for control in controls if fold(control.place) == fold(name)]


def _by_spelling(dossier: Dossier, controls: Sequence[Control], name: str) -> list[Control]:
    keys = dossier.place_keys(name)
    return [control for control in controls if control.id in keys]


def _by_likeness(controls: Sequence[Control], name: str) -> list[Control]:
    best = max((_likeness(control, name) for control in controls), default=0.0)
    return [control for control in controls if _likeness(control, name) == best] if best >= ALIKE else []


def _likeness(control: Control, name: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(fold(control.place), fold(name))


def _single(found: list[Control], name: str) -> Control:
    points = [control for control in found if control.precision == "point"]
    if len(found) == 1 or len(points) == 1:
        return points[0] if len(points) == 1 else found[0]
    told = "; ".join(f"{control.place} in {control.within or control.country or 'an unknown area'} (id {control.id})" for control in found)
    raise AmbiguousPlace(f"“{name}” may be any of: {told}. Ask again with the id")
